-- Messages to customers, the outbox: number and texts encrypted (docs/encryption.md), masks to be shown. 通知发件箱
CREATE TABLE notice (
  id               TEXT   PRIMARY KEY,
  idempotency_key  TEXT   NOT NULL UNIQUE,
  queued_us        BIGINT NOT NULL,
  purpose          TEXT   NOT NULL,
  channel          TEXT   NOT NULL,
  template         TEXT   NOT NULL,
  template_version BIGINT NOT NULL,
  template_zh      TEXT   NOT NULL,
  template_en      TEXT   NOT NULL,
  language         TEXT   NOT NULL,
  customer_id      TEXT   NOT NULL,
  customer_masked  TEXT   NOT NULL,
  number_masked    TEXT   NOT NULL,
  number           TEXT,
  number_hash      TEXT,
  text             TEXT   NOT NULL,
  shown            TEXT   NOT NULL,
  parts            BIGINT NOT NULL,
  state            TEXT   NOT NULL,
  reason           TEXT   NOT NULL DEFAULT '',
  until_us         BIGINT,
  tries            BIGINT NOT NULL DEFAULT 0,
  sent_us          BIGINT,
  reference        TEXT,
  sender           TEXT   NOT NULL,
  version          BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX notice_queued ON notice (queued_us, id);
CREATE INDEX notice_sent ON notice (customer_id, purpose, sent_us);
CREATE INDEX notice_state ON notice (state, queued_us);
CREATE INDEX notice_number ON notice (number_hash, sent_us);

-- What customers have said to messages of a purpose; how they came to say it is in the journal.
CREATE TABLE consent (
  id              TEXT   PRIMARY KEY,
  customer_id     TEXT   NOT NULL,
  customer_masked TEXT   NOT NULL,
  purpose         TEXT   NOT NULL,
  channel         TEXT   NOT NULL,
  state           TEXT   NOT NULL,
  evidence        TEXT   NOT NULL,
  changed_us      BIGINT NOT NULL,
  changed_by      TEXT   NOT NULL,
  version         BIGINT NOT NULL DEFAULT 1,
  UNIQUE (customer_id, purpose, channel)
);
CREATE INDEX consent_changed ON consent (changed_us, id);

-- The demonstration's telephones: what arrived there and what was answered.
CREATE TABLE inbox_message (
  id          TEXT   PRIMARY KEY,
  at_us       BIGINT NOT NULL,
  number      TEXT   NOT NULL,
  number_hash TEXT   NOT NULL,
  incoming    BIGINT NOT NULL,
  text        TEXT   NOT NULL
);
CREATE INDEX inbox_message_number ON inbox_message (number_hash, at_us, id);
