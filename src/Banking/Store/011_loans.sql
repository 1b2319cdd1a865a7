-- Time deposits and loans: what their accounts do not say. Rates are hundredths of a per cent of a year, days are 2026-03-05.
CREATE TABLE ledger_deposit (
    account      TEXT PRIMARY KEY REFERENCES ledger_account (number),
    rate_bp      BIGINT NOT NULL,
    matures      TEXT NOT NULL,
    loan_rate_bp BIGINT              -- at which the bank lends on it; null: it does not
);

CREATE TABLE ledger_loan (
    account         TEXT PRIMARY KEY REFERENCES ledger_account (number),
    principal_minor BIGINT NOT NULL CHECK (principal_minor > 0),   -- as it was paid out
    rate_bp         BIGINT NOT NULL,
    started         TEXT NOT NULL,
    ends            TEXT NOT NULL,
    parts           BIGINT NOT NULL CHECK (parts > 0),
    reckoned        TEXT NOT NULL,   -- interest up to this day is on the account
    deposit         TEXT,            -- pledged for it; null: none is
    hold_key        TEXT,            -- under which the deposit is stopped
    repaid_us       BIGINT           -- null: it is owed
);

-- The last line of defence: whatever the program does, no deposit is pledged for two.
CREATE UNIQUE INDEX ledger_loan_one_a_deposit ON ledger_loan (deposit) WHERE repaid_us IS NULL;

-- Why payments are stopped: loss (挂失), pledge (质押).
ALTER TABLE ledger_hold ADD COLUMN kind TEXT NOT NULL DEFAULT 'loss';

-- Of a pledged loan that was asked for: its last day and its rate.
ALTER TABLE bank_transaction ADD COLUMN loan_ends TEXT;
ALTER TABLE bank_transaction ADD COLUMN loan_rate_bp BIGINT;
