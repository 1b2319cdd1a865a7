-- Where a routing domain's newest snapshot stands in its stream, so that a start reads that and what follows, not the whole stream.
CREATE TABLE routing_domain (
  domain       TEXT   NOT NULL PRIMARY KEY,
  snapshot_seq BIGINT NOT NULL
);
