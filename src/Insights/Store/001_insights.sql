-- What the figures need to know of a contact: facts, each the same however often and in whatever order its event is read.
CREATE TABLE insights_contact (
  contact_id    TEXT    NOT NULL PRIMARY KEY,
  entered_us    BIGINT  NULL,
  requested_us  BIGINT  NULL,
  offered_us    BIGINT  NULL,
  queue         TEXT    NULL,
  answered_us   BIGINT  NULL,
  wait_us       BIGINT  NULL,
  ended_us      BIGINT  NULL,
  ended_by      TEXT    NULL,
  dropped       INTEGER NOT NULL,
  self_done     INTEGER NOT NULL,
  fault         TEXT    NULL
);

-- Sums and counts per half hour of the bank's day and queue, by arrival (domain B.3, rules 0 to 2). Ratios are computed when shown.
CREATE TABLE insights_interval (
  at_us              BIGINT NOT NULL,
  queue              TEXT   NOT NULL,
  offered            BIGINT NOT NULL,
  answered           BIGINT NOT NULL,
  answered_in_20     BIGINT NOT NULL,
  answered_wait_us   BIGINT NOT NULL,
  abandoned          BIGINT NOT NULL,
  short_abandoned    BIGINT NOT NULL,
  abandoned_in_20    BIGINT NOT NULL,
  abandoned_wait_us  BIGINT NOT NULL,
  blocked            BIGINT NOT NULL,
  system_dropped     BIGINT NOT NULL,
  in_progress        BIGINT NOT NULL,
  self_entries       BIGINT NOT NULL,
  self_completed     BIGINT NOT NULL,
  human_requests     BIGINT NOT NULL,
  quarantined        BIGINT NOT NULL,
  PRIMARY KEY (at_us, queue)
);

-- How long was waited: bucket b holds waits over b-1 up to b seconds, whole seconds to 120, tens to 600, then minutes to 3600, and the rest.
CREATE TABLE insights_wait (
  at_us    BIGINT NOT NULL,
  queue    TEXT   NOT NULL,
  outcome  TEXT   NOT NULL,
  bucket_s BIGINT NOT NULL,
  contacts BIGINT NOT NULL,
  PRIMARY KEY (at_us, queue, outcome, bucket_s)
);
