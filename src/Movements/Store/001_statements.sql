-- Statements that were sent to customers, with the movements as they were told then.
CREATE TABLE statement (
    id           TEXT PRIMARY KEY,
    wish         TEXT NOT NULL UNIQUE,  -- contact, account and days: asked for twice, sent once
    customer_id  TEXT NOT NULL,
    tail         TEXT NOT NULL,
    currency     TEXT NOT NULL,
    from_day     TEXT NOT NULL,
    to_day       TEXT NOT NULL,
    movements    BIGINT NOT NULL,
    more         BIGINT NOT NULL,
    in_minor     BIGINT NOT NULL,
    out_minor    BIGINT NOT NULL,
    contact_id   TEXT NOT NULL,
    agent        TEXT,
    notice_id    TEXT NOT NULL,
    sent_us      BIGINT NOT NULL
);

CREATE INDEX statement_by_time ON statement (sent_us);

CREATE INDEX statement_by_customer ON statement (customer_id, sent_us);

CREATE TABLE statement_line (
    statement_id  TEXT NOT NULL,
    place         BIGINT NOT NULL,      -- 0 is the newest
    day           TEXT NOT NULL,
    at_us         BIGINT NOT NULL,
    amount_minor  BIGINT NOT NULL,
    balance_minor BIGINT NOT NULL,
    kind          TEXT NOT NULL,
    PRIMARY KEY (statement_id, place)
);
