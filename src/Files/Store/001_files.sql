-- What people attach to a record, and what the scanner said of each content. 附件与查毒
CREATE TABLE attachment (
  id          TEXT   PRIMARY KEY,
  owner_kind  TEXT   NOT NULL,
  owner_id    TEXT   NOT NULL,
  name        TEXT   NOT NULL,
  kind        TEXT   NOT NULL,
  size        BIGINT NOT NULL,
  hash        TEXT   NOT NULL,
  added_us    BIGINT NOT NULL,
  added_by    TEXT   NOT NULL,
  removed_us  BIGINT,
  removed_by  TEXT,
  removed_why TEXT
);
CREATE INDEX attachment_owner ON attachment (owner_kind, owner_id, id);
CREATE INDEX attachment_hash ON attachment (hash);

CREATE TABLE file_scan (
  hash    TEXT   PRIMARY KEY,
  size    BIGINT NOT NULL,
  state   TEXT   NOT NULL,
  finding TEXT   NOT NULL DEFAULT '',
  at_us   BIGINT NOT NULL
);
CREATE INDEX file_scan_state ON file_scan (state);
