-- The installation's keys: id and a value computed with the key, never the key. A retired one is needed by nothing any more.
CREATE TABLE installation_key (
    id          TEXT PRIMARY KEY,
    family      TEXT NOT NULL,
    number      BIGINT NOT NULL,   -- the highest living one of a family is current
    check_value TEXT NOT NULL,
    made_us     BIGINT NOT NULL,
    retired_us  BIGINT
);

-- Tables gone over to the end under these keys: nothing in them is clear or under an older key.
CREATE TABLE encrypted_table (
    name TEXT PRIMARY KEY,
    keys TEXT NOT NULL
);
