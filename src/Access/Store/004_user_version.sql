-- Rises with every change of the record: who changes it says which version he has seen.
ALTER TABLE access_user ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
