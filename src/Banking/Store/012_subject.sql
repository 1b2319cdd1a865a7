-- What an order is about where a book is kept of it: a wealth product's code, a holding's number.
ALTER TABLE bank_transaction ADD COLUMN subject TEXT;
