-- The secret of a user's SIP telephones, encrypted (docs/encryption.md). It was the password of the pages before.
CREATE TABLE sip_account (
  number   TEXT   NOT NULL PRIMARY KEY REFERENCES access_user (number),
  secret   TEXT   NOT NULL,
  since_us BIGINT NOT NULL
);

DROP TABLE sip_secret;
