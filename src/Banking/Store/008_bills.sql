-- Bills: which one a transaction pays, the biller's receipt, and how it stands between core bank and biller. States: debited (the biller has not
-- answered), returning (the money goes back; without a reason a paid bill is reversed), reversing, reversed.
ALTER TABLE bank_transaction ADD COLUMN biller TEXT;
ALTER TABLE bank_transaction ADD COLUMN bill_number TEXT;
ALTER TABLE bank_transaction ADD COLUMN receipt TEXT;
ALTER TABLE bank_transaction ADD COLUMN returns BIGINT NOT NULL DEFAULT 0;   -- how often the core bank refused the money's way back
ALTER TABLE bank_transaction ADD COLUMN leg_us BIGINT;                       -- since when it stands so
