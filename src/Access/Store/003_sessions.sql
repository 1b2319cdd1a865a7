-- Who is signed in, in which browser. A session that is not here has ended, whatever cookie speaks for it.
CREATE TABLE access_session (
  id       TEXT   NOT NULL PRIMARY KEY,
  number   TEXT   NOT NULL REFERENCES access_user (number),
  since_us BIGINT NOT NULL,
  until_us BIGINT NOT NULL -- its end even if it is used all the time
);
CREATE INDEX access_session_by_number ON access_session (number, since_us);

-- Wrong passwords are counted by user and source, in memory (Core/SignInGuard): a user's own count was a weapon against him.
ALTER TABLE access_user DROP COLUMN failures;
ALTER TABLE access_user DROP COLUMN locked_until_us;
