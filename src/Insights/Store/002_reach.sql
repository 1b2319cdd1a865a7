-- Whose contact it is, for figures of oneself or a team: who answered first, else at whom it rang last.
ALTER TABLE insights_contact ADD COLUMN answered_by TEXT NULL;
ALTER TABLE insights_contact ADD COLUMN rang_at TEXT NULL;
ALTER TABLE insights_contact ADD COLUMN rang_us BIGINT NULL;
CREATE INDEX insights_contact_offered ON insights_contact (offered_us);
