-- Customers whose call died with the media process, and who are owed one: made from the journal (CallbackBook).
CREATE TABLE callbacks_owed (
  contact_id    TEXT PRIMARY KEY,
  owed_us       BIGINT NOT NULL,
  wait_since_us BIGINT NOT NULL,      -- the customer's wait clock: by it they are in order
  tries         BIGINT NOT NULL DEFAULT 0,
  over_us       BIGINT NULL,          -- reached, or closed by somebody
  over_by       TEXT NULL,
  over_why      TEXT NULL             -- reached, or why it was closed
);

CREATE INDEX callbacks_owed_open ON callbacks_owed (over_us, wait_since_us);

-- Which call out was for which of them.
CREATE TABLE callback_tries (
  contact_id TEXT PRIMARY KEY,
  owed_id    TEXT NOT NULL
);
