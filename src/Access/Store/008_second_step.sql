-- A person's one-time codes (RFC 6238). The secret is encrypted (docs/encryption.md).
CREATE TABLE access_totp (
  number      TEXT   NOT NULL PRIMARY KEY REFERENCES access_user (number),
  secret      TEXT   NOT NULL,
  begun_us    BIGINT NOT NULL,
  on_since_us BIGINT NULL,     -- null: shown, but no code of it has come yet
  last_step   BIGINT NOT NULL  -- of the last code taken: it and earlier ones are over
);

-- One row for each that is left.
CREATE TABLE access_recovery_code (
  number TEXT NOT NULL REFERENCES access_user (number),
  hash   TEXT NOT NULL, -- SHA-256 of number and code; 80 random bits are not guessed
  PRIMARY KEY (number, hash)
);

-- password, totp, recoveryCode, openIdConnect
ALTER TABLE access_session ADD COLUMN signed_in_by TEXT NOT NULL DEFAULT 'password';
