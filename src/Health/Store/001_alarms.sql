-- Alarms as they were raised and cleared, made from the journal.
CREATE TABLE health_alarms (
  id          TEXT   NOT NULL PRIMARY KEY,
  node        TEXT   NOT NULL,
  check_name  TEXT   NOT NULL,
  state       TEXT   NOT NULL,
  value       DOUBLE PRECISION NULL,
  unit        TEXT   NOT NULL,
  bound       DOUBLE PRECISION NULL,
  detail      TEXT   NULL,
  raised_us   BIGINT NOT NULL,
  cleared_us  BIGINT NULL,
  acknowledged_by TEXT NULL,
  acknowledged_us BIGINT NULL,
  reason      TEXT   NULL
);
