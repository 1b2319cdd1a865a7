-- A document of what the bank decides, and each of its versions. 业务参数及其各版本
CREATE TABLE definition (
  kind    TEXT NOT NULL,
  key     TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  PRIMARY KEY (kind, key)
);

CREATE TABLE definition_version (
  kind         TEXT   NOT NULL,
  key          TEXT   NOT NULL,
  version      BIGINT NOT NULL,
  status       TEXT   NOT NULL,
  yaml         TEXT   NOT NULL,
  why          TEXT   NOT NULL,
  author       TEXT   NOT NULL,
  editors      TEXT   NOT NULL,
  based_on     BIGINT,
  wanted_us    BIGINT,
  created_us   BIGINT NOT NULL,
  changed_us   BIGINT NOT NULL,
  submitted_us BIGINT,
  decided_by   TEXT,
  decided_us   BIGINT,
  decision     TEXT,
  effective_us BIGINT,
  row_version  BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (kind, key, version)
);

-- One open draft to a document.
CREATE UNIQUE INDEX definition_open ON definition_version (kind, key)
  WHERE status IN ('draft', 'submitted', 'refused');
