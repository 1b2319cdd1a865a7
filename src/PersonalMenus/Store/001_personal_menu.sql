-- What a customer hears first, in order. Nodes: names of the menu in force, as a JSON list; empty: the bank's menu.
CREATE TABLE personal_menu (
  customer_id TEXT PRIMARY KEY,
  nodes       TEXT NOT NULL,
  items       BIGINT NOT NULL,  -- how many
  way         TEXT NOT NULL,    -- agent, keypad, system
  changed_by  TEXT NOT NULL,    -- a user's number, customer, system
  changed_us  BIGINT NOT NULL,
  version     BIGINT NOT NULL
);
