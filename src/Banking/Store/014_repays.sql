-- What a transfer between own accounts repays: credit, loan.
ALTER TABLE bank_transaction ADD COLUMN repays TEXT;
