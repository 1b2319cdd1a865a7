-- The audit chain: each row's hash covers the row and the hash before it, so that none can be altered, left out or put in between unseen.
CREATE TABLE audit (
  seq       BIGINT NOT NULL PRIMARY KEY, -- 1, 2, 3 … without gaps
  at_us     BIGINT NOT NULL,
  node      TEXT   NOT NULL,
  actor     TEXT   NOT NULL,
  action    TEXT   NOT NULL,
  subject   TEXT   NOT NULL,
  detail    TEXT   NOT NULL,
  algorithm TEXT   NOT NULL,
  previous  TEXT   NOT NULL,
  hash      TEXT   NOT NULL
);

-- The chain's end; its one row is also the lock by which several nodes append one after the other.
CREATE TABLE audit_head (
  id   BIGINT NOT NULL PRIMARY KEY,
  seq  BIGINT NOT NULL,
  hash TEXT   NOT NULL
);

INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '');
