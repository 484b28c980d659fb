-- What does the panel remember? Operators and sessions, drafts and notes, quick replies, an audit trail, and the indexes of its figures.

CREATE TABLE operator (
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  language TEXT NOT NULL,
  password TEXT NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0,
  totp TEXT,
  -- Waits to be confirmed with a code.
  totp_offer TEXT,
  -- The last time step whose code was used.
  totp_step INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE recovery_code (
  operator INTEGER NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (operator, hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE invitation (
  folded TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
  hash TEXT PRIMARY KEY,
  operator INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_operator ON session (operator);

-- Appended only: `hash` is over the row and the hash before it.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  by TEXT,
  what TEXT NOT NULL,
  about TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE draft (
  operator TEXT NOT NULL,
  conversation INTEGER NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (operator, conversation, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_newest ON draft (operator, at);

CREATE TABLE quick_reply (
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  shortcut TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL
) STRICT;

-- Notes are no messages: nothing that reads messages can meet one. `after` is the last message there was.
CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  conversation INTEGER NOT NULL,
  after INTEGER NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL,
  client_id TEXT NOT NULL,
  UNIQUE (conversation, by, client_id)
) STRICT;
CREATE INDEX note_thread ON note (conversation, after, id);
CREATE VIRTUAL TABLE note_words USING fts5(
  text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);

-- What happened to a conversation besides what was said: tags, and now also who kept the agent quiet.
ALTER TABLE tag_event RENAME TO history;
ALTER TABLE history ADD COLUMN until INTEGER;
DROP INDEX tag_event_conversation;
CREATE INDEX history_conversation ON history (conversation, id);
CREATE INDEX history_put ON history (tag, at, conversation) WHERE what = 'put';

ALTER TABLE outbox ADD COLUMN receipt_at INTEGER;

-- Counted by channel; whoever wants all of them finds them here as before.
DROP INDEX conversation_unread;
CREATE INDEX conversation_unread ON conversation (channel) WHERE flags & 1;

-- Figures over a time: who spoke, and which turns were answered.
CREATE INDEX message_said ON message (at, conversation) WHERE author = 'contact';
CREATE INDEX outbox_answered ON outbox (accepted_at, conversation)
  WHERE author = 'agent' AND part = 0 AND accepted_at IS NOT NULL;
