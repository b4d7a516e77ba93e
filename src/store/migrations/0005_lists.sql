-- What lists are made from, kept ready: a page costs what it shows, whatever the filter and however large the library.

-- How many seasons a viewer would count: without the specials.
ALTER TABLE series ADD COLUMN season_count INTEGER NOT NULL DEFAULT 0;
UPDATE series SET season_count = (SELECT count(*) FROM seasons WHERE series_id = series.id AND number > 0 AND removed_at IS NULL);

CREATE INDEX series_of_year ON series (year, sort_key, id) WHERE removed_at IS NULL;

-- A label finds its series in each of the list's orders by itself. The order's values stand here only while the series is in the
-- library, and only in one row of a label that the series states twice; series_count counts those rows.
ALTER TABLE labels ADD COLUMN series_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE series_labels ADD COLUMN sort_key TEXT;
ALTER TABLE series_labels ADD COLUMN added_at INTEGER;
ALTER TABLE series_labels ADD COLUMN year INTEGER;
CREATE TRIGGER label_gained AFTER INSERT ON series_labels WHEN new.sort_key IS NOT NULL
    BEGIN UPDATE labels SET series_count = series_count + 1 WHERE id = new.label_id; END;
CREATE TRIGGER label_lost AFTER DELETE ON series_labels WHEN old.sort_key IS NOT NULL
    BEGIN UPDATE labels SET series_count = series_count - 1 WHERE id = old.label_id; END;
CREATE TRIGGER label_changed AFTER UPDATE OF sort_key ON series_labels WHEN (old.sort_key IS NULL) <> (new.sort_key IS NULL)
    BEGIN UPDATE labels SET series_count = series_count + iif(new.sort_key IS NULL, -1, 1) WHERE id = new.label_id; END;
UPDATE series_labels SET sort_key = s.sort_key, added_at = s.added_at, year = coalesce(s.year, 0) FROM series AS s
    WHERE s.id = series_labels.series_id AND s.removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM series_labels AS earlier
        WHERE earlier.series_id = series_labels.series_id AND earlier.kind = series_labels.kind
        AND earlier.label_id = series_labels.label_id AND earlier.position < series_labels.position);
CREATE INDEX series_of_label_by_title ON series_labels (label_id, sort_key, series_id) WHERE sort_key IS NOT NULL;
CREATE INDEX series_of_label_by_added ON series_labels (label_id, added_at, series_id) WHERE sort_key IS NOT NULL;
CREATE INDEX series_of_label_by_year ON series_labels (label_id, year, series_id) WHERE sort_key IS NOT NULL;
CREATE INDEX labels_in_use ON labels (kind, series_count, name) WHERE series_count > 0;

-- Who is in which series that is in the library, however often its credits name them; people.series_count counts the rows of
-- each, catalogue.people those who have any.
ALTER TABLE people ADD COLUMN series_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE catalogue ADD COLUMN people INTEGER NOT NULL DEFAULT 0;
CREATE TABLE appearances (
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id),
    PRIMARY KEY (series_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX appearances_by_person ON appearances (person_id, series_id);
CREATE TRIGGER person_appeared AFTER INSERT ON appearances
    BEGIN UPDATE people SET series_count = series_count + 1 WHERE id = new.person_id; END;
CREATE TRIGGER person_left AFTER DELETE ON appearances
    BEGIN UPDATE people SET series_count = series_count - 1 WHERE id = old.person_id; END;
CREATE TRIGGER person_counted AFTER UPDATE OF series_count ON people WHEN (old.series_count > 0) <> (new.series_count > 0)
    BEGIN UPDATE catalogue SET people = people + iif(new.series_count > 0, 1, -1); END;
INSERT INTO appearances (series_id, person_id) SELECT DISTINCT c.series_id, c.person_id FROM credits AS c JOIN series AS s ON s.id = c.series_id
    WHERE s.removed_at IS NULL;
CREATE INDEX people_in_library ON people (sort_key, id) WHERE series_count > 0;

-- A picture in some twenty bytes, base64, for the moment before it has come; and the pictures nobody has looked at.
ALTER TABLE artwork ADD COLUMN thumbhash TEXT;
CREATE INDEX artwork_unseen ON artwork (id) WHERE content_key IS NULL AND path <> '';
