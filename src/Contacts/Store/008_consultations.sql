-- Which consultation is recorded in it; null: it is the customer's own.
ALTER TABLE recordings ADD COLUMN consultation TEXT NULL;
