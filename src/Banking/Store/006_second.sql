-- Transactions that wait, or waited, for a second person: since when, the maker's login session, when it was decided
-- and with what words. States: pending, voided (its reason in "reason"), else as those that never waited.
ALTER TABLE bank_transaction ADD COLUMN asked_us BIGINT;
ALTER TABLE bank_transaction ADD COLUMN maker_session TEXT;
ALTER TABLE bank_transaction ADD COLUMN decided_us BIGINT;
ALTER TABLE bank_transaction ADD COLUMN note TEXT;
