-- A version of the catalogue that rose with every change, and of each series: answers carry ETags of their own bytes instead.

DROP INDEX series_by_change;
ALTER TABLE series DROP COLUMN changed_version;
ALTER TABLE catalogue DROP COLUMN version;
