-- Who began it: a customer who came in, or an agent who called; and which contact a call back answers.
ALTER TABLE contacts ADD COLUMN direction TEXT NOT NULL DEFAULT 'inbound';
ALTER TABLE contacts ADD COLUMN calls_back TEXT NULL;
