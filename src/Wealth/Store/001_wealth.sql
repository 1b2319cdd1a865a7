-- Orders of wealth products as they stand, from the moment they wait for a second person or left for the core bank: written in the transaction in
-- which the bank's record changes.
CREATE TABLE wealth_order (
    id           TEXT PRIMARY KEY,     -- the transaction's number
    kind         TEXT NOT NULL,        -- wealthPurchase, wealthRedemption
    product      TEXT NOT NULL,
    holding      TEXT NOT NULL,        -- of a purchase its own number
    customer_id  TEXT NOT NULL,
    contact_id   TEXT NOT NULL,
    account_tail TEXT NOT NULL,        -- the customer's
    redeemable_from TEXT NOT NULL,     -- as the product had it when it was asked for
    amount_minor BIGINT NOT NULL,
    currency     TEXT NOT NULL,
    bank_day     TEXT NOT NULL,
    submitted_us BIGINT NOT NULL,
    state        TEXT NOT NULL,        -- pending, voided, submitted, unknown, posted, failed
    reason       TEXT,
    way          TEXT NOT NULL,
    agent        TEXT
);

CREATE INDEX wealth_order_by_time ON wealth_order (submitted_us);

CREATE INDEX wealth_order_by_customer ON wealth_order (customer_id, submitted_us);

-- What customers hold: a row for each purchase that was posted.
CREATE TABLE wealth_holding (
    id              TEXT PRIMARY KEY,  -- the purchase's number
    product         TEXT NOT NULL,
    customer_id     TEXT NOT NULL,
    account         TEXT NOT NULL,     -- from which it was bought
    settlement      TEXT NOT NULL,     -- the bank's account of the product
    amount_minor    BIGINT NOT NULL CHECK (amount_minor > 0),
    currency        TEXT NOT NULL,
    bought_on       TEXT NOT NULL,
    redeemable_from TEXT NOT NULL,
    state           TEXT NOT NULL,     -- held, redeeming, redeemed
    redeemed_by     TEXT               -- the order that pays it back
);

CREATE INDEX wealth_holding_by_customer ON wealth_holding (customer_id, bought_on);

-- What is taken of a product's quota: held, and bought without an end yet.
CREATE TABLE wealth_quota (
    product     TEXT PRIMARY KEY,
    taken_minor BIGINT NOT NULL CHECK (taken_minor >= 0)
);
