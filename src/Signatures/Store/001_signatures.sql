-- Who signed what, when, and what it means. 责任人签名
CREATE TABLE signature (
  id            TEXT   PRIMARY KEY,
  at_us         BIGINT NOT NULL,
  signer        TEXT   NOT NULL,
  name_zh       TEXT   NOT NULL,
  name_en       TEXT   NOT NULL,
  org           TEXT   NOT NULL,
  proved_by     TEXT   NOT NULL,
  meaning       TEXT   NOT NULL,
  meaning_zh    TEXT   NOT NULL,
  meaning_en    TEXT   NOT NULL,
  subject       TEXT   NOT NULL,
  content_hash  TEXT   NOT NULL,
  audit_seq     BIGINT NOT NULL,
  seal          TEXT   NOT NULL
);
CREATE INDEX signature_at ON signature (at_us, id);
CREATE INDEX signature_subject ON signature (subject);
