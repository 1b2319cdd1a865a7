-- Persons and companies. The identity number is there masked, to be shown, and as a keyed hash, to be found; never in full.
CREATE TABLE customer (
    id              TEXT PRIMARY KEY,
    kind            TEXT NOT NULL,
    name            TEXT NOT NULL,
    surname         TEXT NOT NULL,
    title           TEXT NOT NULL,
    segment         TEXT NOT NULL,
    accessibility   TEXT NOT NULL,
    born_on         TEXT,
    identity_kind   TEXT NOT NULL,
    identity_masked TEXT NOT NULL,
    identity_hash   TEXT NOT NULL,
    registered_us   BIGINT NOT NULL,
    UNIQUE (identity_kind, identity_hash)
);

-- Many to many: one customer has several numbers, a family shares one.
CREATE TABLE customer_number (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    position    BIGINT NOT NULL,
    e164        TEXT NOT NULL,
    PRIMARY KEY (customer_id, e164)
);

CREATE INDEX customer_number_by_e164 ON customer_number (e164);

-- Who may act for a company. An operator of two companies stands here twice.
CREATE TABLE customer_operator (
    customer_id     TEXT NOT NULL REFERENCES customer (id),
    position        BIGINT NOT NULL,
    name            TEXT NOT NULL,
    role            TEXT NOT NULL,
    e164            TEXT NOT NULL,
    identity_kind   TEXT NOT NULL,
    identity_masked TEXT NOT NULL,
    identity_hash   TEXT NOT NULL,
    PRIMARY KEY (customer_id, position)
);

CREATE INDEX customer_operator_by_e164 ON customer_operator (e164);
