-- Whom the bank's identity provider means, where it does not know people by their number.
ALTER TABLE access_user ADD COLUMN external_subject TEXT NULL;
CREATE UNIQUE INDEX access_user_by_subject ON access_user (external_subject);
