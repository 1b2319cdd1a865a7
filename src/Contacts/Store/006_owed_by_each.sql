-- Of a contact that went through several hands each agent owes a wrap-up of his own.
ALTER TABLE contact_agents ADD COLUMN owes BIGINT NOT NULL DEFAULT 0;
CREATE INDEX contact_agents_owing ON contact_agents (agent, owes);
