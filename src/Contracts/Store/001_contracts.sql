-- Contracts for the telephone bank (签约). Terms hold telephone numbers, accounts and names: they are encrypted.
CREATE TABLE contract (
  number      TEXT PRIMARY KEY,
  customer_id TEXT NOT NULL,
  unit        TEXT NOT NULL,
  status      TEXT NOT NULL,   -- draft, active, suspended, terminated
  type        TEXT NOT NULL,   -- of the terms in force, before those of the pending ones
  edition     BIGINT NOT NULL, -- how often it was signed
  terms       TEXT,            -- in force
  pending     TEXT,            -- written, not signed
  signed_us   BIGINT,
  signer      TEXT,
  signature   TEXT,
  reason      TEXT,            -- of the last suspension, resumption or termination
  created_us  BIGINT NOT NULL,
  created_by  TEXT NOT NULL,
  version     BIGINT NOT NULL
);
-- One that is not terminated a customer.
CREATE UNIQUE INDEX contract_live ON contract (customer_id) WHERE status <> 'terminated';
CREATE INDEX contract_by_customer ON contract (customer_id);
CREATE INDEX contract_by_unit ON contract (unit);

-- Every edition as it was signed, for ever.
CREATE TABLE contract_edition (
  number     TEXT NOT NULL,
  edition    BIGINT NOT NULL,
  terms      TEXT NOT NULL,
  terms_hash TEXT NOT NULL,
  signed_us  BIGINT NOT NULL,
  signer     TEXT NOT NULL,
  signature  TEXT,
  PRIMARY KEY (number, edition)
);

-- The last number given on each of the bank's days.
CREATE TABLE contract_number (
  bank_day TEXT PRIMARY KEY,
  last     BIGINT NOT NULL
);
