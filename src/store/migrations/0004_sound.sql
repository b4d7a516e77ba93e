-- What is heard in episodes. Everything hangs on a file's content, not on its row, and so outlives renames, moves and removals.
-- Times are milliseconds from the start of the episode.

-- One row a sound track that was listened to, or could not be. `landmarks_version` is the engine's: another one listens again.
-- `energy` is the loudness of each second, two hexadecimal digits each: half decibels below 0 LUFS.
CREATE TABLE soundings (
    content_key TEXT PRIMARY KEY,
    landmarks_version INTEGER NOT NULL,
    listened_at INTEGER NOT NULL,
    failure TEXT NOT NULL,
    duration INTEGER NOT NULL,
    integrated REAL,
    loudness_range REAL NOT NULL,
    true_peak REAL,
    energy TEXT NOT NULL
) STRICT;

-- Music without a file that returns in a season. `number` counts the themes of a series: "theme A" until somebody names it.
CREATE TABLE heard_themes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    season INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    UNIQUE (series_id, number)
) STRICT;

-- The machine's answer as it was given (layer 'machine') and with people's corrections put over it (layer 'shown').
-- One of song_key, theme_id and title says what the music is.
CREATE TABLE cues (
    content_key TEXT NOT NULL,
    layer TEXT NOT NULL,
    position INTEGER NOT NULL,
    song_key TEXT,
    theme_id INTEGER REFERENCES heard_themes (id) ON DELETE CASCADE,
    title TEXT,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    song_offset INTEGER NOT NULL,
    rate REAL NOT NULL,
    level REAL,
    confidence REAL NOT NULL,
    provenance TEXT NOT NULL,
    correction_id INTEGER NOT NULL,
    PRIMARY KEY (content_key, layer, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX cues_by_song ON cues (song_key, content_key, position) WHERE layer = 'shown' AND song_key IS NOT NULL;
CREATE INDEX cues_by_theme ON cues (theme_id, layer) WHERE theme_id IS NOT NULL;

CREATE TABLE parts (
    content_key TEXT NOT NULL,
    layer TEXT NOT NULL,
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    confidence REAL NOT NULL,
    provenance TEXT NOT NULL,
    correction_id INTEGER NOT NULL,
    PRIMARY KEY (content_key, layer, position)
) STRICT, WITHOUT ROWID;

-- What people put right. `was` is what it is about, as it was shown at the time, `now` what it is; a part's type, or as in cues.
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    content_key TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    action TEXT NOT NULL,
    was_part TEXT,
    was_song_key TEXT,
    was_theme_id INTEGER REFERENCES heard_themes (id) ON DELETE CASCADE,
    was_title TEXT,
    was_start INTEGER NOT NULL,
    was_end INTEGER NOT NULL,
    now_part TEXT,
    now_song_key TEXT,
    now_theme_id INTEGER REFERENCES heard_themes (id) ON DELETE CASCADE,
    now_title TEXT,
    now_start INTEGER NOT NULL,
    now_end INTEGER NOT NULL
) STRICT;
CREATE INDEX corrections_by_content ON corrections (content_key, id);
CREATE INDEX corrections_by_theme_before ON corrections (was_theme_id) WHERE was_theme_id IS NOT NULL;
CREATE INDEX corrections_by_theme ON corrections (now_theme_id) WHERE now_theme_id IS NOT NULL;

-- From what a season's answer was made: an equal digest, and it need not be made again.
CREATE TABLE heard_seasons (
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    season INTEGER NOT NULL,
    digest TEXT NOT NULL,
    heard_at INTEGER NOT NULL,
    PRIMARY KEY (series_id, season)
) STRICT, WITHOUT ROWID;

-- What a song's file says of itself, and whether the engine could learn it. A version of 0 has not been done yet.
CREATE TABLE song_facts (
    content_key TEXT PRIMARY KEY,
    tags_version INTEGER NOT NULL DEFAULT 0,
    landmarks_version INTEGER NOT NULL DEFAULT 0,
    failure TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    artist TEXT NOT NULL DEFAULT '',
    album TEXT NOT NULL DEFAULT '',
    album_artist TEXT NOT NULL DEFAULT '',
    composer TEXT NOT NULL DEFAULT '',
    lyricist TEXT NOT NULL DEFAULT '',
    publisher TEXT NOT NULL DEFAULT '',
    isrc TEXT NOT NULL DEFAULT '',
    iswc TEXT NOT NULL DEFAULT '',
    musicbrainz_recording TEXT NOT NULL DEFAULT '',
    musicbrainz_release TEXT NOT NULL DEFAULT '',
    musicbrainz_artist TEXT NOT NULL DEFAULT '',
    musicbrainz_work TEXT NOT NULL DEFAULT '',
    year INTEGER,
    disc INTEGER,
    number INTEGER,
    duration INTEGER NOT NULL DEFAULT 0
) STRICT;
