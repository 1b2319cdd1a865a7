-- Who keyed a transaction and how the customer confirmed it: what a voucher tells of it.
ALTER TABLE bank_transaction ADD COLUMN way TEXT NOT NULL DEFAULT 'keypad';    -- keypad, agent
ALTER TABLE bank_transaction ADD COLUMN agent TEXT;
ALTER TABLE bank_transaction ADD COLUMN approver TEXT;
ALTER TABLE bank_transaction ADD COLUMN read_back TEXT NOT NULL DEFAULT '';
ALTER TABLE bank_transaction ADD COLUMN level TEXT NOT NULL DEFAULT '';

-- A transaction may wait for a second person (state pending, then submitted or voided): until when, and why it must.
ALTER TABLE bank_transaction ADD COLUMN due_us BIGINT;
ALTER TABLE bank_transaction ADD COLUMN asked_why TEXT;
ALTER TABLE bank_transaction ADD COLUMN signature TEXT;

CREATE INDEX bank_transaction_of_second ON bank_transaction (submitted_us) WHERE due_us IS NOT NULL;
