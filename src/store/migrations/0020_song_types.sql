-- What kind of file a song is, for clients that ask themselves whether they can play it.
ALTER TABLE song_facts ADD COLUMN media_type TEXT NOT NULL DEFAULT '';
