-- Which version of a projection its tables were made by; and how far those that are being made beside them have read.
-- The generation changes whenever somebody does more than read on: who still works with the old one applies nothing.
ALTER TABLE projection ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE projection ADD COLUMN generation BIGINT NOT NULL DEFAULT 0;
ALTER TABLE projection ADD COLUMN beside_position BIGINT NULL;
ALTER TABLE projection ADD COLUMN beside_version BIGINT NULL;

-- Rows of the journal that a projection could not apply, and the later ones of the same stream, which wait for them.
CREATE TABLE projection_aside (
  projection TEXT    NOT NULL,
  beside     INTEGER NOT NULL, -- 1: by the tables that are being made
  seq        BIGINT  NOT NULL,
  stream     TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  reason     TEXT    NULL,     -- null: waits for an earlier one of its stream
  at_us      BIGINT  NOT NULL,
  PRIMARY KEY (projection, beside, seq)
);

CREATE INDEX projection_aside_stream ON projection_aside (projection, beside, stream, seq);
