"""The library's tables, and their migration from older versions."""

from typing import Final

LIBRARY_VERSION: Final = 6  # raise it with any change of the tables, and add the step to MIGRATIONS

_FIRST: Final = """
CREATE TABLE sources (
    name TEXT PRIMARY KEY,
    rank INTEGER NOT NULL,      -- place in config.toml: of two sources with one id, the first has it
    scanned TEXT                -- when its last complete scan began
) WITHOUT ROWID;

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    address TEXT NOT NULL,
    etag TEXT,                  -- of a file: its inode, and when that was last changed; NULL: its bytes decide
    last_modified TEXT,
    size INTEGER,               -- of the file when it was last read well, like all below up to `digest`
    mtime_ns INTEGER,
    content BLOB,               -- hash of its bytes
    reader INTEGER,             -- version of the reader
    facts TEXT,                 -- JSON: what sources ask of a document; NULL: it was never read well
    passages INTEGER,
    digest BLOB,                -- hash of `result`
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    error TEXT,                 -- why its last reading failed; NULL: it did not
    result BLOB                 -- zlib'd JSON of the ReadResult; last, because it is large
);
CREATE INDEX documents_of_source ON documents (source, last_seen);

CREATE TABLE resources (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    source TEXT NOT NULL REFERENCES sources (name) ON DELETE CASCADE,
    digest BLOB NOT NULL,       -- hash of `payload`
    documents TEXT,             -- JSON: ids of its documents that are in `documents`; NULL: none
    first_seen TEXT NOT NULL,
    last_changed TEXT NOT NULL,
    payload TEXT NOT NULL,      -- JSON: the resource, without passages of files
    UNIQUE (id, source)
);

CREATE TABLE topics (
    source TEXT NOT NULL REFERENCES sources (name) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    intro TEXT NOT NULL,
    disclaimer TEXT NOT NULL,
    PRIMARY KEY (source, ordinal)
) WITHOUT ROWID;

CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,              -- NULL: it runs, or was killed
    report TEXT                 -- JSON: counts, failures, outcome
);
"""

_BOILERPLATE: Final = """
CREATE TABLE counted (          -- the web pages that `paragraphs` counts, and what was counted of each
    document TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    digest BLOB NOT NULL,       -- of its text, as in `documents`, when it was counted
    words INTEGER NOT NULL,
    paragraphs BLOB NOT NULL    -- hash and words of each paragraph that can be boilerplate
) WITHOUT ROWID;
CREATE INDEX counted_of_source ON counted (source);

CREATE TABLE paragraphs (
    source TEXT NOT NULL,
    hash INTEGER NOT NULL,
    documents INTEGER NOT NULL, -- how many of the source's web pages contain it
    PRIMARY KEY (source, hash)
) WITHOUT ROWID;
-- Nearly every paragraph is on one page: those that repeat are few.
CREATE INDEX paragraphs_repeated ON paragraphs (source, documents) WHERE documents >= 3;
"""

_FINGERPRINTS: Final = """
CREATE TABLE fingerprints (     -- hashes of the input that resources without files were made from by the last scan
    source TEXT NOT NULL REFERENCES sources (name) ON DELETE CASCADE,
    fingerprint BLOB NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (source, fingerprint)
) WITHOUT ROWID;
"""

_FORMER_IDS: Final = """
CREATE TABLE former_ids (       -- of documents whose files were renamed or moved
    source TEXT NOT NULL REFERENCES sources (name) ON DELETE CASCADE,
    former TEXT NOT NULL,
    document TEXT NOT NULL,     -- the id that it has now
    resource TEXT,              -- the id that its resource had, if that had no other document
    moved TEXT NOT NULL,
    PRIMARY KEY (source, former)
) WITHOUT ROWID;
"""

_HARVEST: Final = """
CREATE TABLE harvested (        -- the resources whose acronyms were looked for
    resource TEXT PRIMARY KEY,
    hash TEXT NOT NULL          -- of its content then, as `Library.hashes` has it
) WITHOUT ROWID;

CREATE TABLE pairs (
    resource TEXT NOT NULL REFERENCES harvested (resource) ON DELETE CASCADE,
    acronym TEXT NOT NULL,
    key TEXT NOT NULL,          -- the long form without endings, capitals and hyphens
    long_form TEXT NOT NULL,    -- as printed where it is explained first
    count INTEGER NOT NULL,
    page INTEGER,
    heading TEXT,
    PRIMARY KEY (resource, acronym, key)
) WITHOUT ROWID;

CREATE TABLE rejected_pairs (
    acronym TEXT NOT NULL,
    key TEXT NOT NULL,
    rejected TEXT NOT NULL,     -- when
    PRIMARY KEY (acronym, key)
) WITHOUT ROWID;
"""

# The same under older names, in version 3.
_MARKS: Final = """
CREATE TABLE marks (
    source TEXT NOT NULL REFERENCES sources (name) ON DELETE CASCADE,
    mark BLOB NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (source, mark)
) WITHOUT ROWID;
"""
_MARKS_TO_FINGERPRINTS: Final = """
INSERT INTO fingerprints (source, fingerprint, id) SELECT source, mark, id FROM marks;
DROP TABLE marks;
"""

TABLES: Final = _FIRST + _BOILERPLATE + _FINGERPRINTS + _FORMER_IDS + _HARVEST
# {version: the statements that migrate it to the next one}. If `indexer.library.boilerplate.paragraphs_of` changes,
# "DELETE FROM counted; DELETE FROM paragraphs" makes everything be counted again.
MIGRATIONS: Final = {
    1: _BOILERPLATE,
    2: _MARKS,
    3: _FINGERPRINTS + _MARKS_TO_FINGERPRINTS,
    4: _FORMER_IDS,
    5: _HARVEST,
}
