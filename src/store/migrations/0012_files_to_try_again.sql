-- Files that could not be opened were never tried again, nor was a song or subtitle among them told of: such series are read again once.
UPDATE series SET signature = 0 WHERE id IN (SELECT series_id FROM files WHERE content_key IS NULL AND size > 0)
    OR id IN (SELECT series_id FROM songs WHERE content_key IS NULL AND size > 0 AND removed_at IS NULL)
    OR id IN (SELECT v.series_id FROM external_tracks AS t JOIN versions AS v ON v.id = t.version_id WHERE t.content_key IS NULL AND t.size > 0);
