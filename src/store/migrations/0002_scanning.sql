-- What scans leave behind beside the catalogue: what could not be used and why, and how far each scan came.

CREATE TABLE problems (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    library_id INTEGER NOT NULL REFERENCES libraries (id) ON DELETE CASCADE,
    series_id INTEGER REFERENCES series (id) ON DELETE CASCADE,  -- nothing: of the library itself
    path TEXT NOT NULL,
    message TEXT NOT NULL
) STRICT;
CREATE INDEX problems_by_series ON problems (series_id);
CREATE INDEX problems_by_library ON problems (library_id, id);

CREATE TABLE scan_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    library_id INTEGER NOT NULL REFERENCES libraries (id) ON DELETE CASCADE,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    state TEXT NOT NULL,
    folders_total INTEGER NOT NULL DEFAULT 0,
    folders_done INTEGER NOT NULL DEFAULT 0,
    folders_changed INTEGER NOT NULL DEFAULT 0,
    files_seen INTEGER NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX scan_runs_by_library ON scan_runs (library_id, id);
