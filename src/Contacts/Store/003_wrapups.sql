-- The agent who has a contact in hand or owes its wrap-up; the wait clock, so that a wait without an answer is shown too.
ALTER TABLE contacts ADD COLUMN in_hand_of TEXT;
ALTER TABLE contacts ADD COLUMN wait_since_us BIGINT;

-- Every agent a contact was offered to or served by: whoever leads one of them may see it.
CREATE TABLE contact_agents (
  contact_id TEXT NOT NULL,
  agent      TEXT NOT NULL,
  PRIMARY KEY (contact_id, agent)
);

CREATE INDEX contacts_in_hand ON contacts (in_hand_of, closed_us);

-- What an agent has written so far and not finished: gone with the wrap-up.
CREATE TABLE wrapup_drafts (
  contact_id  TEXT NOT NULL,
  agent       TEXT NOT NULL,
  reason_code TEXT,
  note        TEXT NOT NULL,
  PRIMARY KEY (contact_id, agent)
);
