-- The list pages by when a contact began and its id: two of one moment have an order.
CREATE INDEX contacts_started_id ON contacts (started_us, id);

DROP INDEX contacts_started;
