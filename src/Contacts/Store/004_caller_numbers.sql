-- Who called, by number, encrypted (docs/encryption.md): beside the journal and its projections, so that it can be renewed and forgotten. What
-- stands here in the clear is encrypted by the program's next start.
CREATE TABLE caller_number (
    contact_id  TEXT PRIMARY KEY,
    number      TEXT,            -- E.164; null when hidden or no telephone number
    number_hash TEXT,
    original    TEXT             -- as the network sent it
);

CREATE INDEX caller_number_by_hash ON caller_number (number_hash);

INSERT INTO caller_number (contact_id, number) SELECT id, caller FROM contacts WHERE caller IS NOT NULL;

ALTER TABLE contacts DROP COLUMN caller;
