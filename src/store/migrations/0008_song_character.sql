-- How fast a song is and in which key, told from its landmarks. `character_version` is the estimator's: another one looks again.
ALTER TABLE song_facts ADD COLUMN character_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE song_facts ADD COLUMN tempo REAL;
ALTER TABLE song_facts ADD COLUMN musical_key TEXT NOT NULL DEFAULT '';
