ALTER TABLE access_user ADD COLUMN post TEXT NULL REFERENCES org_post (code);
-- Not null: the password was given by an administrator, opens until then, and only to be replaced.
ALTER TABLE access_user ADD COLUMN one_time_until_us BIGINT NULL;

-- So that people recognise their own sessions.
ALTER TABLE access_session ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE access_session ADD COLUMN browser TEXT NOT NULL DEFAULT '';

-- A change of rights that waits for a second person.
CREATE TABLE rights_proposal (
  id              TEXT   NOT NULL PRIMARY KEY,
  number          TEXT   NOT NULL REFERENCES access_user (number),
  now_rights      TEXT   NOT NULL, -- JSON, what they were when it was proposed: another change since makes it void
  roles           TEXT   NOT NULL, -- JSON array
  authority_level BIGINT NOT NULL,
  org             TEXT   NOT NULL,
  active          BIGINT NOT NULL,
  reason          TEXT   NOT NULL,
  proposed_by     TEXT   NOT NULL,
  at_us           BIGINT NOT NULL,
  until_us        BIGINT NOT NULL,
  state           TEXT   NOT NULL, -- open, approved, refused, withdrawn, expired
  decided_by      TEXT   NULL,
  decided_at_us   BIGINT NULL,
  decision        TEXT   NOT NULL DEFAULT '' -- why it was refused
);
CREATE UNIQUE INDEX rights_proposal_open ON rights_proposal (number) WHERE state = 'open';
CREATE INDEX rights_proposal_by_time ON rights_proposal (at_us);

-- Set for ever once there have been two administrators: from then on rights need two people.
CREATE TABLE rights_rule (
  id           BIGINT NOT NULL PRIMARY KEY,
  two_since_us BIGINT NULL
);
INSERT INTO rights_rule (id, two_since_us) VALUES
  (1, (SELECT CASE WHEN count(*) > 1 THEN 0 END FROM access_user WHERE roles LIKE '%"administrator"%'));
