-- Appointments at branches (预约).
CREATE TABLE appointment (
  number       TEXT PRIMARY KEY,
  customer_id  TEXT NOT NULL,
  service      TEXT NOT NULL,
  branch       TEXT NOT NULL,
  unit         TEXT NOT NULL,   -- path of the branch's unit
  day          TEXT NOT NULL,   -- of the bank's calendar, 2026-03-18
  minute       BIGINT NOT NULL, -- of that day
  begins_us    BIGINT NOT NULL,
  amount_minor BIGINT,
  status       TEXT NOT NULL,   -- booked, kept, missed, cancelled
  channel      TEXT NOT NULL,   -- desk, keypad
  contact_id   TEXT,
  language     TEXT NOT NULL,
  booked_us    BIGINT NOT NULL,
  booked_by    TEXT NOT NULL,
  version      BIGINT NOT NULL
);
-- Nobody is at two places at once.
CREATE UNIQUE INDEX appointment_once ON appointment (customer_id, day, minute) WHERE status = 'booked';
CREATE INDEX appointment_by_day ON appointment (day, branch);

-- How many of a slot's places are taken; its row is what two who want the last one wait for.
CREATE TABLE appointment_slot (
  branch  TEXT NOT NULL,
  service TEXT NOT NULL,
  day     TEXT NOT NULL,
  minute  BIGINT NOT NULL,
  taken   BIGINT NOT NULL,
  PRIMARY KEY (branch, service, day, minute)
);

-- Who is booking: a customer's row is what two of his bookings wait for.
CREATE TABLE appointment_customer (
  customer_id TEXT PRIMARY KEY,
  bookings    BIGINT NOT NULL
);

-- The last number given on each of the bank's days.
CREATE TABLE appointment_number (
  bank_day TEXT PRIMARY KEY,
  last     BIGINT NOT NULL
);
