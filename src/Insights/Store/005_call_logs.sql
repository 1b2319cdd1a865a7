-- Imports of other systems' call logs; finished_us is null while one runs, or when it was broken off (the same file again goes on).
CREATE TABLE insights_import (
  id           TEXT   NOT NULL PRIMARY KEY,
  source       TEXT   NOT NULL,
  version      BIGINT NOT NULL,
  file         TEXT   NOT NULL,
  sha256       TEXT   NOT NULL,
  by_user      TEXT   NOT NULL,
  at_us        BIGINT NOT NULL,
  finished_us  BIGINT NULL,
  row_count    BIGINT NOT NULL,
  added        BIGINT NOT NULL,
  repeated     BIGINT NOT NULL,
  aside        BIGINT NOT NULL
);

-- What has come in: a row is told once, whatever file it comes in again.
CREATE TABLE insights_import_key (
  source       TEXT NOT NULL,
  external_id  TEXT NOT NULL,
  hash         TEXT NOT NULL,
  import_id    TEXT NOT NULL,
  PRIMARY KEY (source, external_id)
);

-- Rows set aside, each with its line and reason. Of the row only what the mapping names is kept.
CREATE TABLE insights_import_aside (
  id         TEXT   NOT NULL PRIMARY KEY,
  import_id  TEXT   NOT NULL,
  line       BIGINT NOT NULL,
  reason_zh  TEXT   NOT NULL,
  reason_en  TEXT   NOT NULL,
  cells      TEXT   NOT NULL
);
CREATE INDEX insights_import_aside_import ON insights_import_aside (import_id, line);
