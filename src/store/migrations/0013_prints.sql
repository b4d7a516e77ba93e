-- What the content that bears a key holds at more places than the key names: a file that was filled in place behind its key is told from what
-- it was. Taken of files that somebody wrote to lately; never forgotten, for media URLs are not.
CREATE TABLE content_prints (
    content_key TEXT PRIMARY KEY,
    print INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
