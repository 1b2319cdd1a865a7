-- The audit chain is searched by who did it and by what it was done to, newest first.
CREATE INDEX audit_actor ON audit (actor, seq);
CREATE INDEX audit_subject ON audit (subject, seq);
