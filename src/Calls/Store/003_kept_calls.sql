-- How each call stands, for the case that the program dies: written as it changes, gone at its end. What is here at start goes on.
CREATE TABLE kept_calls (
  contact_id TEXT PRIMARY KEY,
  node       TEXT NOT NULL,
  body       TEXT NOT NULL
);
