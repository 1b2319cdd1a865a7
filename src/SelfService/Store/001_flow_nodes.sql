-- Where a caller in self-service is: the dialogue's node come to last; "left" once a person was asked for.
CREATE TABLE flow_place (
  contact_id TEXT    NOT NULL PRIMARY KEY,
  node       TEXT    NOT NULL,
  left_it    BIGINT  NOT NULL
);

-- What callers did at a node, by the bank's day.
CREATE TABLE flow_node (
  day       TEXT   NOT NULL,
  node      TEXT   NOT NULL,
  entries   BIGINT NOT NULL,
  to_person BIGINT NOT NULL,
  hang_ups  BIGINT NOT NULL,
  ended     BIGINT NOT NULL,
  PRIMARY KEY (day, node)
);
