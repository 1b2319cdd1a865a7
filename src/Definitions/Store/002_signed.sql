-- Who approves signs.
ALTER TABLE definition_version ADD COLUMN signature TEXT;
