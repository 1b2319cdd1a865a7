-- Dialogs of calls in progress (Voice.IDialogStore): written at the answer, gone at the end. What is here at start is settled.
CREATE TABLE call_dialogs (
  leg_id TEXT PRIMARY KEY,
  body   TEXT NOT NULL
);
