-- One row a contact, made from the journal (ContactBook); rebuilt, it is equal.
CREATE TABLE contacts (
  id              TEXT PRIMARY KEY,
  channel         TEXT NOT NULL,
  started_us      BIGINT NOT NULL,
  caller          TEXT,
  called          TEXT NOT NULL,
  via             TEXT NOT NULL,
  customer_id     TEXT,
  level           TEXT NOT NULL DEFAULT 'none',
  path            TEXT NOT NULL DEFAULT '[]',
  queue           TEXT,
  queued_us       BIGINT,
  agent           TEXT,
  connected_us    BIGINT,
  wait_us         BIGINT,
  talk_us         BIGINT,
  wrapup_us       BIGINT,
  ended_us        BIGINT,
  ended_by        TEXT,
  ended_where     TEXT,
  reason_code     TEXT,
  note            TEXT,
  disposition     TEXT,
  closed_us       BIGINT
);

CREATE INDEX contacts_started ON contacts (started_us);
CREATE INDEX contacts_agent ON contacts (agent, started_us);
CREATE INDEX contacts_customer ON contacts (customer_id, started_us);
CREATE INDEX contacts_open ON contacts (closed_us);

CREATE TABLE recordings (
  id          TEXT PRIMARY KEY,
  contact_id  TEXT NOT NULL,
  path        TEXT NOT NULL,
  started_us  BIGINT NOT NULL,
  duration_ms BIGINT,
  sha256      TEXT,
  gaps        BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX recordings_contact ON recordings (contact_id);

-- Dialogs of calls in progress (Voice.IDialogStore): written at the answer, gone at the end. What is here at start is settled.
CREATE TABLE dialogs (
  leg_id TEXT PRIMARY KEY,
  body   TEXT NOT NULL
);
