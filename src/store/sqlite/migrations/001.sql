-- What does app.db remember? Integer keys inside, public ids at the edge; the fewest indexes that keep every read bounded.

-- One row: how far the inbox is applied (`part` events of delivery `part_seq` too), counters, and the last message in the search index.
CREATE TABLE ledger (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  cursor INTEGER NOT NULL,
  part_seq INTEGER NOT NULL,
  part INTEGER NOT NULL,
  conversations INTEGER NOT NULL,
  messages INTEGER NOT NULL,
  indexed INTEGER NOT NULL
) STRICT;
INSERT INTO ledger VALUES (1, 0, 0, 0, 0, 0, 0);

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  name TEXT NOT NULL,
  paused_until INTEGER NOT NULL DEFAULT 0,
  because TEXT,
  UNIQUE (channel, name)
) STRICT;

CREATE TABLE contact (
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL,
  name TEXT,
  data TEXT NOT NULL DEFAULT '{}'
) STRICT;

-- Every name a contact has on an account: phone number, business-scoped id, page-scoped id.
CREATE TABLE alias (
  account INTEGER NOT NULL,
  name TEXT NOT NULL,
  conversation INTEGER NOT NULL,
  PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation (
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  channel TEXT NOT NULL,
  account INTEGER NOT NULL,
  contact INTEGER NOT NULL,
  address TEXT NOT NULL,
  display TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  last_inbound_at INTEGER,
  window_open INTEGER NOT NULL,
  -- At most three hours before the real end: a message in an open window need not move its index.
  window_due INTEGER,
  intervention_by TEXT,
  intervention_at INTEGER,
  silence_by TEXT,
  silence_until INTEGER,
  locked TEXT NOT NULL,
  turn_due INTEGER,
  turn_since INTEGER,
  turn_restarts INTEGER,
  turn_memo INTEGER NOT NULL,
  fence INTEGER NOT NULL,
  lease_upto INTEGER,
  lease_until INTEGER,
  lease_since INTEGER,
  lease_restarts INTEGER,
  lease_memo INTEGER NOT NULL,
  lease_by TEXT,
  last_seq INTEGER NOT NULL,
  answered_upto INTEGER NOT NULL,
  spoken_upto INTEGER NOT NULL,
  turns INTEGER NOT NULL,
  recent_turns TEXT NOT NULL,
  unreadable INTEGER NOT NULL,
  failure_told INTEGER NOT NULL,
  pace_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  -- 1 unread, 2 the customer waits for an answer, 4 held or silenced by a person.
  flags INTEGER NOT NULL,
  preview_seq INTEGER NOT NULL,
  preview_author TEXT,
  preview_text TEXT
) STRICT;
CREATE INDEX conversation_list ON conversation (channel, last_at, id, flags);
-- Few are found by these; where they are many, the list finds them soon.
CREATE INDEX conversation_unread ON conversation (id) WHERE flags & 1;
CREATE INDEX conversation_waiting ON conversation (id) WHERE flags & 2;
CREATE INDEX conversation_paused ON conversation (id) WHERE flags & 4;
CREATE INDEX conversation_turn ON conversation (turn_due) WHERE turn_due IS NOT NULL AND lease_until IS NULL;
CREATE INDEX conversation_lease ON conversation (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX conversation_window ON conversation (window_due) WHERE window_due IS NOT NULL;
CREATE INDEX conversation_silence ON conversation (silence_until) WHERE silence_until IS NOT NULL;

CREATE TABLE message (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  conversation INTEGER NOT NULL,
  author TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  ref TEXT,
  because TEXT,
  in_reply_to TEXT,
  referral TEXT,
  reaction TEXT,
  edited INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX message_conversation ON message (conversation, seq);

-- A message on its way out. `head` marks the first open row of its conversation: only that one may be claimed.
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  account INTEGER NOT NULL,
  author TEXT NOT NULL,
  by TEXT NOT NULL,
  state TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  attempt INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL,
  claimed_at INTEGER,
  claimed_by TEXT,
  accepted_at INTEGER,
  look_at INTEGER,
  ref TEXT,
  on_wire INTEGER NOT NULL DEFAULT 0,
  maybe_duplicate INTEGER NOT NULL DEFAULT 0,
  farewell INTEGER NOT NULL,
  human INTEGER NOT NULL DEFAULT 0,
  fence INTEGER NOT NULL,
  part INTEGER NOT NULL,
  client_id TEXT,
  because TEXT,
  head INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX outbox_turn ON outbox (conversation, fence, part) WHERE author = 'agent';
CREATE UNIQUE INDEX outbox_client ON outbox (conversation, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX outbox_ref ON outbox (account, ref) WHERE ref IS NOT NULL;
CREATE INDEX outbox_open ON outbox (conversation, seq) WHERE state IN ('pending', 'sending', 'unknown');
CREATE INDEX outbox_raisable ON outbox (conversation, seq) WHERE state IN ('accepted', 'sent', 'delivered');
CREATE INDEX outbox_ready ON outbox (account, due_at, seq) WHERE state = 'pending' AND head = 1;
CREATE INDEX outbox_behind ON outbox (due_at) WHERE state = 'pending' AND head = 0 AND author = 'operator';
CREATE INDEX outbox_sending ON outbox (claimed_at) WHERE state = 'sending';
CREATE INDEX outbox_unknown ON outbox (look_at) WHERE state = 'unknown';

-- Receipts whose ref nobody knows yet: the best of each, joined when the ref is stored.
CREATE TABLE orphan (
  account INTEGER NOT NULL,
  ref TEXT NOT NULL,
  status TEXT NOT NULL,
  at INTEGER NOT NULL,
  because TEXT,
  PRIMARY KEY (account, ref)
) STRICT, WITHOUT ROWID;

-- Hashes of the keys that were applied, so that each happens once.
CREATE TABLE seen (
  key BLOB PRIMARY KEY,
  at INTEGER NOT NULL,
  message INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
  seq INTEGER NOT NULL,
  part INTEGER NOT NULL,
  channel TEXT NOT NULL,
  because TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (seq, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE strike (seq INTEGER PRIMARY KEY, deaths INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE ignored (because TEXT PRIMARY KEY, count INTEGER NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,
  built_in INTEGER NOT NULL DEFAULT 0,
  uses INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO tag (id, public, name, folded, built_in) VALUES
  (1, 'tag_lead', 'Lead', 'lead', 1),
  (2, 'tag_escalar', 'Escalar', 'escalar', 1);

-- Links that stand now; `channel` and `last_at` are the conversation's, so that a tag is a sorted list.
CREATE TABLE tag_link (
  conversation INTEGER NOT NULL,
  tag INTEGER NOT NULL,
  channel TEXT NOT NULL,
  last_at INTEGER NOT NULL,
  contact INTEGER,
  automatic INTEGER NOT NULL,
  PRIMARY KEY (conversation, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_link_list ON tag_link (tag, channel, last_at, conversation);

-- Everything that ever happened to a tag, with its proof.
CREATE TABLE tag_event (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  contact INTEGER,
  tag TEXT NOT NULL,
  what TEXT NOT NULL,
  actor TEXT NOT NULL,
  because TEXT,
  criterion TEXT,
  quote TEXT,
  message TEXT,
  prompt TEXT,
  engine TEXT,
  model TEXT
) STRICT;
CREATE INDEX tag_event_conversation ON tag_event (conversation, id);

-- How the answer of a turn came about, for whoever asks why.
CREATE TABLE trace (
  conversation INTEGER NOT NULL,
  fence INTEGER NOT NULL,
  at INTEGER NOT NULL,
  story TEXT NOT NULL,
  PRIMARY KEY (conversation, fence)
) STRICT, WITHOUT ROWID;

-- The latest summary of a conversation's older part.
CREATE TABLE memo (conversation INTEGER PRIMARY KEY, upto INTEGER NOT NULL, text TEXT NOT NULL) STRICT;

-- Model tokens of a day (UTC), by contact; contact 0 is everybody.
CREATE TABLE usage (
  day INTEGER NOT NULL,
  contact INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  PRIMARY KEY (day, contact)
) STRICT, WITHOUT ROWID;

CREATE TABLE lead_outbox (
  id INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  tag TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending'
) STRICT;
CREATE TABLE call (
  id INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  because TEXT NOT NULL,
  labels TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE alert (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  loud INTEGER NOT NULL,
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  channel TEXT,
  account TEXT
) STRICT;

CREATE TABLE job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  conversation INTEGER NOT NULL,
  message INTEGER,
  attempt INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL
) STRICT;
CREATE INDEX job_due ON job (due_at);
CREATE INDEX job_conversation ON job (conversation);

-- The live feed: what changed, in order.
CREATE TABLE change (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  conversation INTEGER,
  message INTEGER
) STRICT;

-- Written in larger batches behind the rows; the channel is a token, so that a filter costs nothing.
CREATE VIRTUAL TABLE message_words USING fts5(
  text, channel, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
CREATE VIRTUAL TABLE contact_words USING fts5(
  text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
-- Conversations whose contact's words are not in the index yet.
CREATE TABLE renamed (conversation INTEGER PRIMARY KEY) STRICT;
INSERT INTO message_words (message_words, rank) VALUES ('automerge', 0), ('crisismerge', 64);
