-- Kept since the beginning, and never asked for by anything but tests: settings, how each scan went, the latest episodes of all.
DROP TABLE settings;
DROP TABLE scan_runs;
DROP INDEX episodes_by_added;
