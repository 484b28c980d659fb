-- Which versions of the prompts have there been, what did each answer, and which one is held?

-- `files` is gzipped JSON, a list of [path, text]; `at` and what follows tell of the last time it became the running version.
CREATE TABLE prompt_version (
  pack TEXT NOT NULL,
  hash TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  at INTEGER NOT NULL,
  source TEXT NOT NULL,
  note TEXT,
  files BLOB NOT NULL,
  PRIMARY KEY (pack, hash)
) STRICT;

CREATE TABLE prompt_pin (pack TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Turns answered, counted when their first body is queued.
CREATE TABLE prompt_use (hash TEXT PRIMARY KEY, turns INTEGER NOT NULL) STRICT, WITHOUT ROWID;
