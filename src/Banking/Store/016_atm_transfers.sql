-- Transfers to others made at an ATM: the money has left the account and waits in an account of the bank's own for its time, or is taken back.
CREATE TABLE ledger_atm_transfer (
    id           TEXT PRIMARY KEY,                                     -- the machine's number of it: once in effect
    atm          TEXT NOT NULL,
    place        TEXT NOT NULL,
    from_account TEXT NOT NULL REFERENCES ledger_account (number),
    to_account   TEXT NOT NULL REFERENCES ledger_account (number),
    payee        TEXT NOT NULL,                                        -- his name, masked
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    currency     TEXT NOT NULL,
    made_us      BIGINT NOT NULL,
    arrives_us   BIGINT NOT NULL,
    state        TEXT NOT NULL,                                        -- waiting; arrived, revoked, returned
    ended_us     BIGINT
);

CREATE INDEX ledger_atm_transfer_waiting ON ledger_atm_transfer (from_account, arrives_us) WHERE state = 'waiting';
