-- Whether a song's file brings a picture of its own: it stands for its album where the folder has none.
ALTER TABLE song_facts ADD COLUMN has_picture INTEGER NOT NULL DEFAULT 0;
