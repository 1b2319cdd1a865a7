-- Bills as they stand, from the moment they left for the core bank: written in the transaction in which the bank's record changes.
CREATE TABLE bill (
    id           TEXT PRIMARY KEY,     -- the transaction's number
    kind         TEXT NOT NULL,
    biller       TEXT NOT NULL,
    number       TEXT NOT NULL,        -- the customer's, at the biller
    customer_id  TEXT NOT NULL,
    contact_id   TEXT NOT NULL,
    from_tail    TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    currency     TEXT NOT NULL,
    bank_day     TEXT NOT NULL,
    submitted_us BIGINT NOT NULL,
    state        TEXT NOT NULL,        -- submitted, unknown, debited, returning, posted, failed, reversing, reversed
    reason       TEXT,
    receipt      TEXT,
    way          TEXT NOT NULL,
    agent        TEXT,
    reversed_by  TEXT,                 -- who asked for the reversal, and why
    reversal     TEXT,
    signature    TEXT,
    version      BIGINT NOT NULL
);

CREATE INDEX bill_by_time ON bill (submitted_us);

CREATE INDEX bill_by_customer ON bill (customer_id, submitted_us);

CREATE INDEX bill_by_receipt ON bill (receipt);

-- The demonstration biller: one row a key, and what was paid for a number.
CREATE TABLE demonstration_bill (
    key          TEXT PRIMARY KEY,
    biller       TEXT,
    number       TEXT,
    amount_minor BIGINT,
    outcome      TEXT NOT NULL,        -- paid, refused, reversed
    reason       TEXT,
    receipt      TEXT,
    at_us        BIGINT NOT NULL
);

CREATE TABLE demonstration_bill_number (
    biller     TEXT NOT NULL,
    number     TEXT NOT NULL,
    paid_minor BIGINT NOT NULL CHECK (paid_minor >= 0),
    PRIMARY KEY (biller, number)
);
