-- Who recorded a risk rating (a user's number), and when; null: the bank's own system gave it.
ALTER TABLE customer_risk_rating ADD COLUMN recorded_by TEXT;
ALTER TABLE customer_risk_rating ADD COLUMN recorded_us BIGINT;
