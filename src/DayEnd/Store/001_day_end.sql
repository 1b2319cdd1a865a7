-- Orders refused before they became transactions; made from the journal.
CREATE TABLE transaction_refusal (
  seq    BIGINT PRIMARY KEY,
  at_us  BIGINT NOT NULL,
  kind   TEXT   NOT NULL,
  reason TEXT   NOT NULL
);
CREATE INDEX transaction_refusal_at ON transaction_refusal (at_us);

-- A bank's day that was signed (日终): what it came to, as it was signed. Never changed.
CREATE TABLE day_end (
  day          TEXT   PRIMARY KEY,
  figures      TEXT   NOT NULL,       -- JSON, what the signature is given over
  posted       BIGINT NOT NULL,
  sum_minor    BIGINT NOT NULL,
  failed       BIGINT NOT NULL,
  refused      BIGINT NOT NULL,
  explained    BIGINT NOT NULL,       -- vouchers with a gap that was explained and signed
  signed_us    BIGINT NOT NULL,
  signer       TEXT   NOT NULL,
  signature    TEXT   NOT NULL
);
