-- What went wrong with a customer's secret and is to be looked into (安全事件).
CREATE TABLE incident (
  id          TEXT PRIMARY KEY,   -- pin-{contact}: a contact has one
  contact_id  TEXT NOT NULL,
  customer_id TEXT,               -- null: nobody was known to the end of the call
  agent       TEXT NOT NULL,      -- who marked it
  status      TEXT NOT NULL,      -- open, closed
  raised_us   BIGINT NOT NULL,
  finding     TEXT,               -- volunteered, solicited, mistaken
  closed_us   BIGINT,
  closed_by   TEXT,
  version     BIGINT NOT NULL
);
CREATE INDEX incident_by_customer ON incident (customer_id, status);
