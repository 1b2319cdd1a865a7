-- The question of satisfaction: asked, answered by 1 to 4, of those 1 or 2.
ALTER TABLE insights_quarter ADD COLUMN surveys_offered BIGINT NOT NULL DEFAULT 0;
ALTER TABLE insights_quarter ADD COLUMN surveys_answered BIGINT NOT NULL DEFAULT 0;
ALTER TABLE insights_quarter ADD COLUMN surveys_satisfied BIGINT NOT NULL DEFAULT 0;
ALTER TABLE insights_day ADD COLUMN surveys_offered BIGINT NOT NULL DEFAULT 0;
ALTER TABLE insights_day ADD COLUMN surveys_answered BIGINT NOT NULL DEFAULT 0;
ALTER TABLE insights_day ADD COLUMN surveys_satisfied BIGINT NOT NULL DEFAULT 0;
