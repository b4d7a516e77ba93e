-- Albums that somebody tied to a series by hand, beside those that its folders, its NFO and tags name. An album is its folder: it
-- outlives rescans, and an album or a series that is not in the library shows nothing until it comes back. The id is their order.
CREATE TABLE album_ties (
    id INTEGER PRIMARY KEY,
    library_id INTEGER NOT NULL REFERENCES libraries (id) ON DELETE CASCADE,
    folder TEXT NOT NULL,
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    UNIQUE (series_id, library_id, folder)
) STRICT;
CREATE INDEX album_ties_by_album ON album_ties (library_id, folder);
-- The rows of one folder: each series that has the album has a row of its own.
CREATE INDEX albums_by_folder ON albums (folder, id) WHERE removed_at IS NULL;
