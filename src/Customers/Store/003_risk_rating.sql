-- What risk a customer bears, by the latest rating: C1 (least) to C5, and the day on which it was given.
CREATE TABLE customer_risk_rating (
    customer_id TEXT PRIMARY KEY REFERENCES customer (id),
    level       TEXT NOT NULL,
    rated_on    TEXT NOT NULL
);
