-- A day's transactions: its vouchers, its end, its reports.
CREATE INDEX bank_transaction_by_day ON bank_transaction (bank_day, id);
