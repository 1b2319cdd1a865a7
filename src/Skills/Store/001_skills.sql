-- What each agent can do and whom he may serve. 座席技能
CREATE TABLE skill_sheet (
  agent      TEXT   PRIMARY KEY,           -- a user's number
  skills     TEXT   NOT NULL,              -- JSON: [{"skill":"wealth","level":3,"until":"2026-12-31"}], as they were entered
  queues     TEXT   NOT NULL,              -- JSON: their codes; []: all
  timbre     TEXT,                         -- low, medium, high; null: not said
  slots      TEXT   NOT NULL,              -- JSON: [{"channel":"chat","slots":3}]
  note       TEXT   NOT NULL,
  changed_by TEXT   NOT NULL,
  changed_us BIGINT NOT NULL,
  version    BIGINT NOT NULL
);

-- Those of the skills that lapse, written with the sheet: to find what lapses when.
CREATE TABLE skill_certificate (
  agent TEXT NOT NULL,
  skill TEXT NOT NULL,
  until TEXT NOT NULL,                     -- the last day of its validity, 2026-12-31
  PRIMARY KEY (agent, skill)
);
CREATE INDEX skill_certificate_until ON skill_certificate (until);
