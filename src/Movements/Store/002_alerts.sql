-- 动账通知: whose account tells its movements, from how much, and how far they have been read.
CREATE TABLE movement_alert (
    id              TEXT PRIMARY KEY,
    account         TEXT NOT NULL UNIQUE,
    customer_id     TEXT NOT NULL,
    tail            TEXT NOT NULL,
    state           TEXT NOT NULL,       -- on, off
    threshold_minor BIGINT NOT NULL,
    language        TEXT NOT NULL,       -- of its messages
    since_us        BIGINT NOT NULL,     -- switched on: what moved before is not told
    position_us     BIGINT NOT NULL,     -- all before has been read
    told            BIGINT NOT NULL,     -- how many movements were told
    notice_id       TEXT NOT NULL,       -- the latest message
    notice_us       BIGINT NOT NULL,
    changed_us      BIGINT NOT NULL,
    changed_by      TEXT NOT NULL,
    version         BIGINT NOT NULL
);

CREATE INDEX movement_alert_by_customer ON movement_alert (customer_id);

-- Movements that were read a short while ago, told or not: what is read again is known by this.
CREATE TABLE movement_seen (
    alert_id TEXT NOT NULL,
    movement TEXT NOT NULL,
    at_us    BIGINT NOT NULL,
    PRIMARY KEY (alert_id, movement)
);
