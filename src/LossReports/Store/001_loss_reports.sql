-- Oral loss reports (口头挂失).
CREATE TABLE loss_report (
  number         TEXT PRIMARY KEY,
  customer_id    TEXT NOT NULL,
  product        TEXT NOT NULL,
  tail           TEXT NOT NULL,
  account        TEXT,            -- once it is known
  unit           TEXT NOT NULL,   -- of the branch that is to confirm, or has; empty: any
  status         TEXT NOT NULL,   -- requested, identified, provisional, formal, lapsed, cancelled, refused
  channel        TEXT NOT NULL,   -- desk, keypad
  contact_id     TEXT,
  requested_us   BIGINT NOT NULL,
  requested_by   TEXT NOT NULL,
  accepted_us    BIGINT,
  valid_until_us BIGINT,
  held_us        BIGINT,          -- when the core bank stopped payments
  released_us    BIGINT,
  prior          TEXT,            -- what went out on that day before it was taken, as JSON; null: the core bank did not say
  why            TEXT,
  earlier        TEXT,
  version        BIGINT NOT NULL
);
-- An account has one that holds.
CREATE UNIQUE INDEX loss_report_live ON loss_report (account) WHERE status IN ('identified', 'provisional', 'formal');
CREATE INDEX loss_report_by_customer ON loss_report (customer_id);
CREATE INDEX loss_report_by_unit ON loss_report (unit);

-- The last number given on each of the bank's days.
CREATE TABLE loss_report_number (
  bank_day TEXT PRIMARY KEY,
  last     BIGINT NOT NULL
);

-- Wrong answers a customer's identity was asked for, by whomever and wherever they were given.
CREATE TABLE loss_identity (
  customer_id TEXT PRIMARY KEY,
  bank_day    TEXT NOT NULL,
  wrong       BIGINT NOT NULL
);
