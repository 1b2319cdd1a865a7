-- What customers had done, from the moment it left for the core bank.
CREATE TABLE bank_transaction (
    id                 TEXT PRIMARY KEY,
    idempotency_key    TEXT NOT NULL UNIQUE,
    kind               TEXT NOT NULL,
    customer_id        TEXT NOT NULL,
    contact_id         TEXT NOT NULL,
    from_account       TEXT NOT NULL,
    to_account         TEXT NOT NULL,
    amount_minor       BIGINT NOT NULL CHECK (amount_minor > 0),
    currency           TEXT NOT NULL,
    bank_day           TEXT NOT NULL,
    state              TEXT NOT NULL,    -- submitted, unknown, posted, failed
    reason             TEXT,
    entry_id           TEXT,
    reconciled         BIGINT NOT NULL DEFAULT 0,
    from_balance_minor BIGINT,
    to_balance_minor   BIGINT,
    submitted_us       BIGINT NOT NULL,
    settled_us         BIGINT
);

CREATE INDEX bank_transaction_unsettled ON bank_transaction (state, submitted_us);

CREATE INDEX bank_transaction_by_customer ON bank_transaction (customer_id, submitted_us);

-- What a customer moved in a day: everything submitted that has not failed. One row to lock, one row to read.
CREATE TABLE bank_day_sum (
    customer_id TEXT NOT NULL,
    kind        TEXT NOT NULL,
    bank_day    TEXT NOT NULL,
    currency    TEXT NOT NULL,
    minor       BIGINT NOT NULL CHECK (minor >= 0),
    PRIMARY KEY (customer_id, kind, bank_day, currency)
);

-- Hash and lock of each secret. The key that completes the hash lies in a file beside the database (keys/pin.key).
CREATE TABLE pin (
    customer_id TEXT NOT NULL,
    kind        TEXT NOT NULL,
    algorithm   TEXT NOT NULL,
    iterations  BIGINT NOT NULL,
    salt        TEXT NOT NULL,
    hash        TEXT NOT NULL,
    initial     BIGINT NOT NULL,
    set_us      BIGINT NOT NULL,
    in_a_row    BIGINT NOT NULL DEFAULT 0,
    day         TEXT,
    on_day      BIGINT NOT NULL DEFAULT 0,
    contact_id  TEXT,
    in_contact  BIGINT NOT NULL DEFAULT 0,
    blocked_on  TEXT,
    frozen      BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (customer_id, kind)
);

-- Proofs of a right PIN, by their hash. Used once; forgotten after a day.
CREATE TABLE pin_token (
    hash        TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    kind        TEXT NOT NULL,
    contact_id  TEXT,
    initial     BIGINT NOT NULL,
    expires_us  BIGINT NOT NULL,
    used_us     BIGINT
);

CREATE INDEX pin_token_by_expiry ON pin_token (expires_us);
