-- The proof of each posted transaction (凭证): written with the posting, closed once its recording is sealed. From then on the columns from
-- transaction_id to seal never change: each row's hash covers them and the hash before it, and is sealed under the installation's key.
CREATE TABLE voucher (
  transaction_id TEXT   PRIMARY KEY,
  kind           TEXT   NOT NULL,
  customer_id    TEXT   NOT NULL,
  contact_id     TEXT   NOT NULL,
  from_tail      TEXT   NOT NULL,
  to_tail        TEXT   NOT NULL,
  amount_minor   BIGINT NOT NULL,
  currency       TEXT   NOT NULL,
  bank_day       TEXT   NOT NULL,
  submitted_us   BIGINT NOT NULL,
  posted_us      BIGINT NOT NULL,
  entry_id       TEXT   NOT NULL,
  reconciled     BIGINT NOT NULL,
  way            TEXT   NOT NULL,
  agent          TEXT,
  approver       TEXT,
  read_back      TEXT   NOT NULL,
  level          TEXT   NOT NULL,
  seq            BIGINT UNIQUE,      -- its place in the chain: 1, 2, 3 … without gaps; null: pending
  body           TEXT,               -- JSON: recording, segment, signatures
  gap            TEXT,               -- why its evidence is not whole; null: it is
  closed_us      BIGINT,
  previous       TEXT,
  hash           TEXT,
  seal           TEXT,
  state          TEXT   NOT NULL,    -- pending, complete, gap, explained
  faults         TEXT   NOT NULL DEFAULT '',  -- what did not fit when it was verified last
  detail         TEXT   NOT NULL DEFAULT '',
  verified_us    BIGINT,
  verified_by    TEXT,
  reason         TEXT,
  reason_by      TEXT,
  explanation    BIGINT NOT NULL DEFAULT 0,   -- the last one signed: voucher_explanation
  version        BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX voucher_day ON voucher (bank_day, transaction_id);
CREATE INDEX voucher_contact ON voucher (contact_id);
CREATE INDEX voucher_state ON voucher (state, posted_us);

-- Who answered for a gap, and how. Append only.
CREATE TABLE voucher_explanation (
  transaction_id TEXT   NOT NULL,
  number         BIGINT NOT NULL,
  hash           TEXT   NOT NULL,    -- the voucher's
  gap            TEXT   NOT NULL,    -- what was explained: the gap, and what did not fit
  reason         TEXT   NOT NULL,
  reason_by      TEXT   NOT NULL,
  at_us          BIGINT NOT NULL,
  signature      TEXT   NOT NULL,
  PRIMARY KEY (transaction_id, number)
);

-- The chain's end; its one row is also the lock by which vouchers are closed one after the other.
CREATE TABLE voucher_head (
  id        BIGINT PRIMARY KEY,
  seq       BIGINT NOT NULL,
  hash      TEXT   NOT NULL,
  caught_up BIGINT NOT NULL          -- transactions from before there were vouchers have theirs
);

INSERT INTO voucher_head (id, seq, hash, caught_up) VALUES (1, 0, '', 0);
