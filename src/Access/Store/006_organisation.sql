-- Units as records that people keep. The path stays the key that reach is computed from; the id outlives a move.
ALTER TABLE org_unit ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE org_unit ADD COLUMN kind TEXT NOT NULL DEFAULT 'team'; -- headOffice, branch, team, site
ALTER TABLE org_unit ADD COLUMN closed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE org_unit ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
UPDATE org_unit SET id = replace(path, '/', '.');
UPDATE org_unit SET kind = 'headOffice' WHERE path NOT LIKE '%/%';
CREATE UNIQUE INDEX org_unit_by_id ON org_unit (id);
CREATE INDEX access_user_by_org ON access_user (org);

-- 岗位: what somebody is employed as; the highest authority level that goes with it.
CREATE TABLE org_post (
  code            TEXT   NOT NULL PRIMARY KEY,
  name_zh         TEXT   NOT NULL,
  name_en         TEXT   NOT NULL,
  duties          TEXT   NOT NULL,
  authority_level BIGINT NOT NULL,
  closed          BIGINT NOT NULL,
  version         BIGINT NOT NULL
);
