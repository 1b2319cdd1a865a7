-- The journal: append-only, the truth from which every projection can be made again.
CREATE TABLE journal (
  seq        {{identity}},
  stream     TEXT    NOT NULL,
  stream_seq BIGINT  NOT NULL,
  at_us      BIGINT  NOT NULL,
  node       TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  version    INTEGER NOT NULL,
  cause      TEXT    NULL,
  body       TEXT    NOT NULL,
  CONSTRAINT journal_stream_seq UNIQUE (stream, stream_seq)
);

-- How far each projection has read.
CREATE TABLE projection (
  name     TEXT   NOT NULL PRIMARY KEY,
  position BIGINT NOT NULL
);
