-- Why a PIN moves no money until the customer has changed it: 0 nothing, 1 the bank's own first, 2 said aloud.
ALTER TABLE pin RENAME COLUMN initial TO must_change;
ALTER TABLE pin_token RENAME COLUMN initial TO must_change;
