-- What is overdue of a loan bears so much, hundredths of a per cent of a year; null: the loan's own rate, as loans of before were agreed on.
ALTER TABLE ledger_loan ADD COLUMN overdue_bp BIGINT;
