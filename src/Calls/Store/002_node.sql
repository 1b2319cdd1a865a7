-- A dialog lives on the node that holds its connection, and only that node settles it. Until now there was one, n1 unless it was set.
ALTER TABLE call_dialogs ADD COLUMN node TEXT NOT NULL DEFAULT 'n1';
