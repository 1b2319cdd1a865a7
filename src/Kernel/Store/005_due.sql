-- What is to be done at a time: a row is gone in the transaction in which it was done.
CREATE TABLE due (
  id       TEXT   NOT NULL PRIMARY KEY, -- new whenever it is set or moved
  kind     TEXT   NOT NULL,
  key      TEXT   NOT NULL,
  subject  TEXT   NOT NULL,             -- rows of one subject are done in order; empty: in no order with others
  due_us   BIGINT NOT NULL,
  set_us   BIGINT NOT NULL,             -- rises from one setting to the next: the order of those due at once
  body     TEXT   NOT NULL,
  outside  BIGINT NOT NULL,             -- 1: its handler acts outside the database first
  state    TEXT   NOT NULL,             -- waiting, acting (outside, just now), aside (tried too often)
  attempts BIGINT NOT NULL,
  next_us  BIGINT NOT NULL,             -- when it is tried: due_us, after a fault later
  fault    TEXT   NULL,                 -- why the last try failed
  fault_us BIGINT NULL,
  node     TEXT   NULL,                 -- who acts
  CONSTRAINT due_key UNIQUE (kind, key)
);

CREATE INDEX due_next ON due (state, outside, next_us, due_us, set_us);
CREATE INDEX due_subject ON due (subject, due_us, set_us) WHERE subject <> '';

-- The last runs of each regular job.
CREATE TABLE job_run (
  id       TEXT   NOT NULL PRIMARY KEY,
  job      TEXT   NOT NULL,
  due_us   BIGINT NOT NULL,
  begun_us BIGINT NOT NULL,
  ended_us BIGINT NOT NULL,
  outcome  TEXT   NOT NULL, -- done, alarm, failed
  told     TEXT   NOT NULL,
  asked_by TEXT   NULL      -- null: the clock
);

CREATE INDEX job_run_latest ON job_run (job, ended_us);
