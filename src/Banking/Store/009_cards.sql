-- A credit card that its holder has not activated: it pays nothing, money comes in. In the account's own row, as holds are, so that a debit that
-- waited for the row sees it.
ALTER TABLE ledger_account ADD COLUMN inactive BIGINT NOT NULL DEFAULT 0;
