CREATE TABLE org_unit (
  path    TEXT NOT NULL PRIMARY KEY, -- 'centre/team-1': a unit lies below every path it begins with
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL
);

CREATE TABLE access_user (
  number          TEXT    NOT NULL PRIMARY KEY,
  name_zh         TEXT    NOT NULL,
  name_en         TEXT    NOT NULL,
  title_zh        TEXT    NOT NULL,
  title_en        TEXT    NOT NULL,
  roles           TEXT    NOT NULL, -- JSON array
  authority_level BIGINT NOT NULL, -- 1 to 4, 0 for none
  org             TEXT    NOT NULL REFERENCES org_unit (path),
  password_hash   TEXT    NOT NULL,
  stamp           TEXT    NOT NULL, -- changes with password, roles or dismissal: older sessions end
  active          BIGINT  NOT NULL,
  failures        BIGINT  NOT NULL,
  locked_until_us BIGINT  NOT NULL
);

-- Digest secrets (RFC 3261 section 22, RFC 8760): HA1 for one realm, useless in any other.
CREATE TABLE sip_secret (
  number    TEXT NOT NULL REFERENCES access_user (number),
  realm     TEXT NOT NULL,
  algorithm TEXT NOT NULL,
  ha1       TEXT NOT NULL,
  PRIMARY KEY (number, realm, algorithm)
);

-- The one live desk of each agent.
CREATE TABLE desk_lease (
  agent      TEXT   NOT NULL PRIMARY KEY,
  desk_id    TEXT   NOT NULL,
  token      BIGINT NOT NULL, -- rises with every claim: an older one is void
  node       TEXT   NOT NULL,
  since_us   BIGINT NOT NULL,
  lost_at_us BIGINT NULL
);
