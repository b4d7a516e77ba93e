-- The picture a film is shown by where nobody gave one: a place in it, and what looking at it told. Without a place: there is none to be had.

CREATE TABLE stills (
    content_key TEXT PRIMARY KEY,
    at INTEGER,  -- seconds
    width INTEGER,
    height INTEGER,
    hue INTEGER,
    thumbhash TEXT,
    -- Of the part that a poster shows.
    upright_width INTEGER,
    upright_height INTEGER,
    upright_thumbhash TEXT
) STRICT, WITHOUT ROWID;
