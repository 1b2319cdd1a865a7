-- When the customer was told how a transaction ended; null: nobody has, so the next call begins with it.
ALTER TABLE bank_transaction ADD COLUMN told_us BIGINT;

UPDATE bank_transaction SET told_us = settled_us WHERE state IN ('posted', 'failed') AND reconciled = 0;

CREATE INDEX bank_transaction_untold ON bank_transaction (customer_id, submitted_us) WHERE told_us IS NULL;

-- The last number given to a transaction on each of the bank's days.
CREATE TABLE bank_transaction_number (
    bank_day TEXT PRIMARY KEY,
    last     BIGINT NOT NULL
);
