"""The tables of a crawl's state."""

from typing import Final

STATE_VERSION: Final = 1  # a file of another version is set aside: it can be fetched again

TABLES: Final = """
CREATE TABLE crawls (
    number INTEGER PRIMARY KEY,
    began REAL NOT NULL,        -- seconds since 1970
    finished REAL,              -- NULL: it is under way, or was interrupted
    settings TEXT NOT NULL,     -- JSON of what decides where it goes
    reading TEXT NOT NULL       -- JSON of what decides what is read off a page
);

CREATE TABLE entries (          -- addresses, each with what came of it
    key TEXT PRIMARY KEY,       -- what all spellings of the address share
    address TEXT NOT NULL,      -- as it is fetched
    host TEXT NOT NULL,
    role TEXT NOT NULL,         -- what it is asked for as: 'page', 'document', 'sitemap', 'orphan', 'api'
    pinned INTEGER NOT NULL,    -- whether it is asked for by name, and may be no trap
    crawl INTEGER NOT NULL,     -- the last crawl that met it
    queued INTEGER NOT NULL,    -- whether that still has to ask for it
    seq INTEGER NOT NULL,       -- the order in which they were met
    found_on TEXT,              -- key of the page that led to it
    tries INTEGER NOT NULL DEFAULT 0,
    outcome TEXT,               -- as in `entry.py`; NULL: it was never asked for
    detail TEXT,                -- why, or where it moved to
    failure TEXT,               -- why the last try failed; the outcome is then that of an earlier one
    fetched REAL,               -- when it was last answered
    etag TEXT,
    last_modified TEXT,
    content TEXT,               -- hash of the body
    format TEXT,
    body TEXT,                  -- its file; NULL: none is kept
    facts BLOB                  -- zlib'd JSON of what the crawl reads off the body: links and the like
) WITHOUT ROWID;
CREATE INDEX entries_queued ON entries (crawl, queued, host, seq);
CREATE INDEX entries_outcome ON entries (crawl, outcome, seq);

CREATE TABLE ids (              -- what resources are called, for ever
    key TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
) WITHOUT ROWID;
"""

MEET: Final = """
INSERT INTO entries (key, address, host, role, pinned, crawl, queued, seq, found_on)
VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)
ON CONFLICT (key) DO UPDATE SET address = excluded.address, host = excluded.host, role = excluded.role,
    pinned = excluded.pinned, crawl = excluded.crawl, queued = 1, seq = excluded.seq, found_on = excluded.found_on,
    tries = 0, failure = NULL
WHERE entries.crawl < excluded.crawl
"""

# What failed before a crawl was interrupted is asked for once more.
RETRY: Final = (
    "UPDATE entries SET queued = 1, tries = 0, failure = NULL WHERE crawl = ? AND failure IS NOT NULL"
)
