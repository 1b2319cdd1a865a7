-- Payments that arrive later: how they were asked for (realTime, ordinary, nextDay) and when they arrive (null: at once). State deferred: the
-- money has left the account and waits; then debited (on its way to the payee), posted, or returning and failed.
ALTER TABLE bank_transaction ADD COLUMN speed TEXT NOT NULL DEFAULT 'realTime';
ALTER TABLE bank_transaction ADD COLUMN arrives_us BIGINT;

CREATE INDEX bank_transaction_deferred ON bank_transaction (customer_id, arrives_us) WHERE state = 'deferred';
