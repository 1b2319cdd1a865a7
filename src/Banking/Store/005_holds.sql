-- Stop payments (挂失). A held account pays nothing and receives as before. The count stands in the account's own row, so that a debit that
-- waited for the row sees it.
ALTER TABLE ledger_account ADD COLUMN holds BIGINT NOT NULL DEFAULT 0;

-- One row an idempotency key. The same key again tells the first answer.
CREATE TABLE ledger_hold (
    key         TEXT PRIMARY KEY,
    account     TEXT NOT NULL,
    reference   TEXT NOT NULL,
    refused     TEXT,             -- null: it was placed
    placed_us   BIGINT NOT NULL,
    released_us BIGINT            -- null: it holds
);
