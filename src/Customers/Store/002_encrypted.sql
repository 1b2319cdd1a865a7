-- Telephone numbers, birth dates and masked identity numbers are encrypted (docs/encryption.md), a number is found by its keyed hash. What
-- stands here in the clear is encrypted by the program's next start.
CREATE TABLE customer_phone (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    position    BIGINT NOT NULL,
    number      TEXT NOT NULL,
    number_hash TEXT,
    PRIMARY KEY (customer_id, position)
);

INSERT INTO customer_phone (customer_id, position, number) SELECT customer_id, position, e164 FROM customer_number;

DROP TABLE customer_number;

CREATE UNIQUE INDEX customer_phone_once ON customer_phone (customer_id, number_hash);

CREATE INDEX customer_phone_by_hash ON customer_phone (number_hash);

DROP INDEX customer_operator_by_e164;

ALTER TABLE customer_operator RENAME COLUMN e164 TO number;

ALTER TABLE customer_operator ADD COLUMN number_hash TEXT;

CREATE INDEX customer_operator_by_hash ON customer_operator (number_hash);
