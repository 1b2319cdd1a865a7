-- What somebody looks for again and again. 已存视图
CREATE TABLE list_view (
  id         TEXT   PRIMARY KEY,
  owner      TEXT   NOT NULL,
  list       TEXT   NOT NULL,
  name       TEXT   NOT NULL,
  query      TEXT   NOT NULL,
  created_us BIGINT NOT NULL
);
CREATE UNIQUE INDEX list_view_name ON list_view (owner, list, name);
