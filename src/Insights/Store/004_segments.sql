-- A contact's happenings in short, by their place in its stream: its segments and sums are made of them.
CREATE TABLE insights_story (
  contact_id  TEXT NOT NULL PRIMARY KEY,
  marks       TEXT NOT NULL
);

-- Stretches of contacts with one agent or none: live ones, and entries of imported call logs (log/SOURCE/ID).
CREATE TABLE insights_segment (
  contact_id   TEXT   NOT NULL,
  ordinal      BIGINT NOT NULL,
  source       TEXT   NOT NULL,
  queue        TEXT   NOT NULL,
  agent        TEXT   NOT NULL,
  channel      TEXT   NOT NULL,
  type         TEXT   NOT NULL,
  site         TEXT   NOT NULL,
  at_us        BIGINT NOT NULL,
  answered_us  BIGINT NULL,
  ended_us     BIGINT NULL,
  wait_us      BIGINT NOT NULL,
  talk_us      BIGINT NOT NULL,
  hold_us      BIGINT NOT NULL,
  wrapup_us    BIGINT NOT NULL,
  outcome      TEXT   NOT NULL,
  PRIMARY KEY (contact_id, ordinal)
);
CREATE INDEX insights_segment_at ON insights_segment (at_us);

-- What cannot be: kept with its reason, counted nowhere else, never mended.
CREATE TABLE insights_quarantine (
  subject  TEXT   NOT NULL PRIMARY KEY,
  at_us    BIGINT NOT NULL,
  reason   TEXT   NOT NULL
);

-- An agent's states, each until the next; open: to_us is null.
CREATE TABLE insights_agent_state (
  agent    TEXT   NOT NULL,
  from_us  BIGINT NOT NULL,
  seq      BIGINT NOT NULL,
  state    TEXT   NOT NULL,
  reason   TEXT   NOT NULL,
  actor    TEXT   NOT NULL,
  to_us    BIGINT NULL,
  PRIMARY KEY (agent, from_us, seq)
);

-- Sums and counts per 15 minutes of the bank's day, queue, agent, channel, type and site. Ratios and percentiles are made
-- when shown; waits and left_waits are histograms of the answered and of those who gave up: bucket:contacts, as in insights_wait.
CREATE TABLE insights_quarter (
  at_us              BIGINT NOT NULL,
  queue              TEXT   NOT NULL,
  agent              TEXT   NOT NULL,
  channel            TEXT   NOT NULL,
  type               TEXT   NOT NULL,
  site               TEXT   NOT NULL,
  self_entered       BIGINT NOT NULL,
  self_handled       BIGINT NOT NULL,
  human_requested    BIGINT NOT NULL,
  offered            BIGINT NOT NULL,
  answered           BIGINT NOT NULL,
  abandoned          BIGINT NOT NULL,
  flowed_out         BIGINT NOT NULL,
  callback_accepted  BIGINT NOT NULL,
  blocked            BIGINT NOT NULL,
  system_dropped     BIGINT NOT NULL,
  in_progress        BIGINT NOT NULL,
  answered_wait_us   BIGINT NOT NULL,
  abandoned_wait_us  BIGINT NOT NULL,
  requests           BIGINT NOT NULL,
  quarantined        BIGINT NOT NULL,
  handled            BIGINT NOT NULL,
  talk_us            BIGINT NOT NULL,
  hold_us            BIGINT NOT NULL,
  wrapup_us          BIGINT NOT NULL,
  transferred        BIGINT NOT NULL,
  ready_us           BIGINT NOT NULL,
  ringing_us         BIGINT NOT NULL,
  busy_us            BIGINT NOT NULL,
  after_call_us      BIGINT NOT NULL,
  not_ready_us       BIGINT NOT NULL,
  logged_in_us       BIGINT NOT NULL,
  waits              TEXT   NOT NULL,
  left_waits         TEXT   NOT NULL,
  PRIMARY KEY (at_us, queue, agent, channel, type, site)
);

-- The same per day of the bank: at_us is its midnight.
CREATE TABLE insights_day (
  at_us              BIGINT NOT NULL,
  queue              TEXT   NOT NULL,
  agent              TEXT   NOT NULL,
  channel            TEXT   NOT NULL,
  type               TEXT   NOT NULL,
  site               TEXT   NOT NULL,
  self_entered       BIGINT NOT NULL,
  self_handled       BIGINT NOT NULL,
  human_requested    BIGINT NOT NULL,
  offered            BIGINT NOT NULL,
  answered           BIGINT NOT NULL,
  abandoned          BIGINT NOT NULL,
  flowed_out         BIGINT NOT NULL,
  callback_accepted  BIGINT NOT NULL,
  blocked            BIGINT NOT NULL,
  system_dropped     BIGINT NOT NULL,
  in_progress        BIGINT NOT NULL,
  answered_wait_us   BIGINT NOT NULL,
  abandoned_wait_us  BIGINT NOT NULL,
  requests           BIGINT NOT NULL,
  quarantined        BIGINT NOT NULL,
  handled            BIGINT NOT NULL,
  talk_us            BIGINT NOT NULL,
  hold_us            BIGINT NOT NULL,
  wrapup_us          BIGINT NOT NULL,
  transferred        BIGINT NOT NULL,
  ready_us           BIGINT NOT NULL,
  ringing_us         BIGINT NOT NULL,
  busy_us            BIGINT NOT NULL,
  after_call_us      BIGINT NOT NULL,
  not_ready_us       BIGINT NOT NULL,
  logged_in_us       BIGINT NOT NULL,
  waits              TEXT   NOT NULL,
  left_waits         TEXT   NOT NULL,
  PRIMARY KEY (at_us, queue, agent, channel, type, site)
);
