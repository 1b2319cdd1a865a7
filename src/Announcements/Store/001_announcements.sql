-- What staff are told, and who has read it. 公告与阅读确认
CREATE TABLE announcement (
  id           TEXT   PRIMARY KEY,
  title        TEXT   NOT NULL,
  text         TEXT   NOT NULL,
  audience     TEXT   NOT NULL,
  status       TEXT   NOT NULL,
  author       TEXT   NOT NULL,
  created_us   BIGINT NOT NULL,
  published_us BIGINT,
  version      BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX announcement_created ON announcement (created_us, id);

CREATE TABLE announcement_read (
  announcement_id TEXT   NOT NULL,
  reader          TEXT   NOT NULL,
  at_us           BIGINT NOT NULL,
  PRIMARY KEY (announcement_id, reader)
);
