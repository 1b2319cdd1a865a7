-- What an operator may do for the company: hear of its accounts (enquiries), or have money moved as well (transactions).
ALTER TABLE customer_operator ADD COLUMN mandate TEXT NOT NULL DEFAULT 'transactions';
