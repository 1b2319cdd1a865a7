-- The embedded core bank. Amounts are integer minor units from the account holder's side; an entry's postings add up to zero.

CREATE TABLE ledger_account (
    number             TEXT PRIMARY KEY,
    customer_id        TEXT,             -- null: the house's own (cash, clearing, interest), which may stand either side of zero
    position           BIGINT NOT NULL,  -- the customer's order, 0 is the main one
    kind               TEXT NOT NULL,
    status             TEXT NOT NULL,
    currency           TEXT NOT NULL,
    credit_limit_minor BIGINT NOT NULL CHECK (credit_limit_minor >= 0),
    balance_minor      BIGINT NOT NULL,  -- a projection of the postings, kept in their transaction
    postings           BIGINT NOT NULL,  -- how many there are: the last one's account_seq
    opened_us          BIGINT NOT NULL,
    -- The last line of defence: whatever the program does, no customer's account goes below what it may.
    CHECK (customer_id IS NULL OR balance_minor >= -credit_limit_minor)
);

CREATE INDEX ledger_account_by_customer ON ledger_account (customer_id);

-- Append only, both.
CREATE TABLE ledger_entry (
    id        TEXT PRIMARY KEY,
    kind      TEXT NOT NULL,
    reference TEXT NOT NULL,
    at_us     BIGINT NOT NULL
);

CREATE TABLE ledger_posting (
    account       TEXT NOT NULL REFERENCES ledger_account (number),
    account_seq   BIGINT NOT NULL,
    entry_id      TEXT NOT NULL REFERENCES ledger_entry (id),
    amount_minor  BIGINT NOT NULL CHECK (amount_minor <> 0),
    currency      TEXT NOT NULL,
    balance_minor BIGINT NOT NULL,
    PRIMARY KEY (account, account_seq)
);

CREATE INDEX ledger_posting_by_entry ON ledger_posting (entry_id);

-- One row an idempotency key, with its order and its answer. A barred key (asked about before its order came) has no order.
CREATE TABLE ledger_order (
    key                TEXT PRIMARY KEY,
    from_account       TEXT,
    to_account         TEXT,
    amount_minor       BIGINT,
    currency           TEXT,
    reference          TEXT,
    outcome            TEXT NOT NULL,    -- posted, refused
    reason             TEXT,
    entry_id           TEXT,
    from_balance_minor BIGINT,
    to_balance_minor   BIGINT,
    at_us              BIGINT NOT NULL
);
