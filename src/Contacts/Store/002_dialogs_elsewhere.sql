-- The dialogs of calls in progress are the calls' own (Calls/Store).
DROP TABLE dialogs;
