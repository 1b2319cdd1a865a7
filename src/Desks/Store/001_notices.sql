-- What an agent is to be told when back at the desk, until dismissed.
CREATE TABLE desk_notices (
  id         TEXT PRIMARY KEY,
  agent      TEXT NOT NULL,
  code       TEXT NOT NULL,
  at_us      BIGINT NOT NULL,
  contact_id TEXT
);

CREATE INDEX desk_notices_agent ON desk_notices (agent, at_us);
