-- What is held and ordered in units (份额) of the product, ten-thousandths of one; before, at a net value of one.
ALTER TABLE wealth_holding ADD COLUMN units BIGINT NOT NULL DEFAULT 0;
UPDATE wealth_holding SET units = amount_minor * 100;
ALTER TABLE wealth_order ADD COLUMN units BIGINT NOT NULL DEFAULT 0;
UPDATE wealth_order SET units = amount_minor * 100;

-- What of the holding's cost an order pays back; of a purchase what is paid.
ALTER TABLE wealth_order ADD COLUMN cost_minor BIGINT NOT NULL DEFAULT 0;
UPDATE wealth_order SET cost_minor = amount_minor;
