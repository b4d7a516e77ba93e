-- The catalogue: what the libraries hold.
--
-- Ids are public and never reused (AUTOINCREMENT). A row with removed_at set is an identity at rest: the thing is no longer
-- in the library, but when it comes back (renamed, moved, remounted) it gets its id, and with it progress and reviews, again.
-- Times of day are milliseconds since 1970 UTC. Paths are relative to their library, as store/stored_text.h writes them.
-- Columns are what is searched, sorted or joined; `details` is JSON for what is only shown.

CREATE TABLE libraries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    added_at INTEGER NOT NULL
) STRICT;

CREATE TABLE series (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    library_id INTEGER NOT NULL REFERENCES libraries (id) ON DELETE CASCADE,
    folder TEXT NOT NULL,
    signature INTEGER NOT NULL,
    title TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    year INTEGER,
    added_at INTEGER NOT NULL,
    changed_version INTEGER NOT NULL,
    removed_at INTEGER,
    episode_count INTEGER NOT NULL DEFAULT 0,
    details TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX series_in_place ON series (library_id, folder) WHERE removed_at IS NULL;
-- With all that a rescan asks for, so that it never touches the rows themselves.
CREATE INDEX series_by_folder ON series (library_id, folder, removed_at, signature);
-- The three orders of the series list, each ending in the id so that a cursor names one place.
-- The filtered columns stand behind: a filter is decided in the index, and only the rows of the page are read.
CREATE INDEX series_by_title ON series (sort_key, id, year, library_id) WHERE removed_at IS NULL;
CREATE INDEX series_by_added ON series (added_at, id, year, library_id) WHERE removed_at IS NULL;
CREATE INDEX series_by_year ON series (coalesce(year, 0), id, year, library_id) WHERE removed_at IS NULL;
CREATE INDEX series_by_count ON series (episode_count) WHERE removed_at IS NULL;
CREATE INDEX series_by_change ON series (changed_version);

CREATE TABLE seasons (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    removed_at INTEGER,
    details TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX seasons_by_number ON seasons (series_id, number);

CREATE TABLE episodes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    season_id INTEGER NOT NULL REFERENCES seasons (id),
    position INTEGER NOT NULL,
    season_number INTEGER NOT NULL,
    number INTEGER,
    title TEXT NOT NULL,
    aired TEXT,
    added_at INTEGER NOT NULL,
    removed_at INTEGER,
    details TEXT NOT NULL
) STRICT;
CREATE INDEX episodes_by_series ON episodes (series_id, season_number, position);
CREATE INDEX episodes_by_season ON episodes (season_id, position);
CREATE INDEX episodes_by_added ON episodes (added_at, id) WHERE removed_at IS NULL;

CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    library_id INTEGER NOT NULL REFERENCES libraries (id) ON DELETE CASCADE,
    series_id INTEGER REFERENCES series (id) ON DELETE SET NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    content_key TEXT,
    unreadable TEXT NOT NULL,
    summary TEXT,
    removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX files_in_place ON files (library_id, path) WHERE removed_at IS NULL;
CREATE INDEX files_by_path ON files (library_id, path);
CREATE INDEX files_by_content ON files (content_key);
CREATE INDEX files_by_series ON files (series_id);

CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    episode_id INTEGER NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    label TEXT NOT NULL,
    first_episode INTEGER,
    last_episode INTEGER
) STRICT;
CREATE INDEX versions_by_episode ON versions (episode_id, position);
CREATE INDEX versions_by_series ON versions (series_id);

CREATE TABLE version_parts (
    version_id INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES files (id),
    PRIMARY KEY (version_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX version_parts_by_file ON version_parts (file_id);

CREATE TABLE external_tracks (
    version_id INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    format TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    is_default INTEGER NOT NULL,
    is_forced INTEGER NOT NULL,
    is_hearing_impaired INTEGER NOT NULL,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    content_key TEXT,
    PRIMARY KEY (version_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX external_tracks_by_content ON external_tracks (content_key) WHERE content_key IS NOT NULL;

-- An extra, picture or credit belongs to a series; season_id or episode_id narrow it to one of them.
CREATE TABLE extras (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    season_id INTEGER REFERENCES seasons (id) ON DELETE CASCADE,
    episode_id INTEGER REFERENCES episodes (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    file_id INTEGER NOT NULL REFERENCES files (id)
) STRICT;
CREATE INDEX extras_by_series ON extras (series_id);
CREATE INDEX extras_by_season ON extras (season_id) WHERE season_id IS NOT NULL;
CREATE INDEX extras_by_episode ON extras (episode_id) WHERE episode_id IS NOT NULL;
CREATE INDEX extras_by_file ON extras (file_id);

CREATE TABLE artwork (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    season_id INTEGER REFERENCES seasons (id) ON DELETE CASCADE,
    episode_id INTEGER REFERENCES episodes (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    url TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    never_inline INTEGER NOT NULL,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    -- What looking at the picture tells; nothing until somebody has looked.
    content_key TEXT,
    width INTEGER,
    height INTEGER,
    hue INTEGER
) STRICT;
CREATE INDEX artwork_by_series ON artwork (series_id);
CREATE INDEX artwork_by_season ON artwork (season_id) WHERE season_id IS NOT NULL;
CREATE INDEX artwork_by_episode ON artwork (episode_id) WHERE episode_id IS NOT NULL;
-- The one picture a list shows for a series.
CREATE INDEX artwork_front ON artwork (series_id, kind, sequence, position) WHERE season_id IS NULL AND episode_id IS NULL;

-- One row a name for now: telling namesakes apart and joining spellings comes later, and keeps these ids.
CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    sort_key TEXT NOT NULL
) STRICT;
CREATE INDEX people_by_name ON people (sort_key, id);

CREATE TABLE credits (
    id INTEGER PRIMARY KEY,
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    episode_id INTEGER REFERENCES episodes (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    type TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    thumb TEXT NOT NULL
) STRICT;
CREATE INDEX credits_by_series ON credits (series_id);
CREATE INDEX credits_by_episode ON credits (episode_id) WHERE episode_id IS NOT NULL;
CREATE INDEX credits_by_person ON credits (person_id, series_id);

-- Genres, studios, tags and countries of series; those of episodes are only shown and stay in their details.
CREATE TABLE labels (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (kind, name)
) STRICT;

CREATE TABLE series_labels (
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    position INTEGER NOT NULL,
    label_id INTEGER NOT NULL REFERENCES labels (id),
    PRIMARY KEY (series_id, kind, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX series_labels_by_label ON series_labels (label_id, series_id);

CREATE TABLE series_ids (
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (series_id, provider)
) STRICT, WITHOUT ROWID;
CREATE INDEX series_ids_by_value ON series_ids (provider, value);

CREATE TABLE episode_ids (
    episode_id INTEGER NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (episode_id, provider)
) STRICT, WITHOUT ROWID;
CREATE INDEX episode_ids_by_value ON episode_ids (provider, value);

CREATE TABLE anthologies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL UNIQUE,
    sort_key TEXT NOT NULL
) STRICT;

CREATE TABLE instalments (
    series_id INTEGER PRIMARY KEY REFERENCES series (id) ON DELETE CASCADE,
    anthology_id INTEGER NOT NULL REFERENCES anthologies (id),
    number INTEGER,
    source TEXT NOT NULL
) STRICT;
CREATE INDEX instalments_by_anthology ON instalments (anthology_id, number);

CREATE TABLE albums (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    folder TEXT NOT NULL,
    title TEXT NOT NULL,
    artist TEXT NOT NULL,
    year INTEGER,
    season INTEGER,
    cover_path TEXT NOT NULL,
    removed_at INTEGER
) STRICT;
CREATE INDEX albums_by_series ON albums (series_id, folder);

CREATE TABLE songs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    album_id INTEGER NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    content_key TEXT,
    disc INTEGER,
    number INTEGER,
    title TEXT NOT NULL,
    artist TEXT NOT NULL,
    duration_ticks INTEGER NOT NULL,
    duration_scale INTEGER NOT NULL,
    lyrics_path TEXT NOT NULL,
    removed_at INTEGER
) STRICT;
CREATE INDEX songs_by_series ON songs (series_id);
CREATE INDEX songs_by_album ON songs (album_id, position);
CREATE INDEX songs_by_content ON songs (content_key);

CREATE TABLE themes (
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    content_key TEXT,
    season INTEGER,
    PRIMARY KEY (series_id, position)
) STRICT, WITHOUT ROWID;

-- Rises with every change that a reader could notice: the ETag of lists, and what the web app compares.
CREATE TABLE catalogue (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO catalogue (only, version) VALUES (1, 0);
