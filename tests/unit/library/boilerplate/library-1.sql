-- A library as version 1 made it, with one resource.
CREATE TABLE sources (
    name TEXT PRIMARY KEY,
    rank INTEGER NOT NULL,      -- place in config.toml: of two sources with one id, the first has it
    scanned TEXT                -- when its last complete scan began
) WITHOUT ROWID;

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    address TEXT NOT NULL,
    etag TEXT,
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

INSERT INTO sources VALUES ('a', 0, '1');
INSERT INTO resources VALUES (1, 'kept', 'a', x'00', NULL, '1', '1', '{"title": "Kept"}');

PRAGMA application_id = 1179077698;
PRAGMA user_version = 1;
