-- A contact that an agent began is in no figure of those who came in.
ALTER TABLE insights_contact ADD COLUMN outbound INTEGER NOT NULL DEFAULT 0;
