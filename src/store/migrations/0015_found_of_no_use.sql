-- Songs that cannot be heard and pictures that are none are listed among the problems, whose number is asked for often: without a look
-- at all songs and pictures each time.

CREATE INDEX song_facts_of_no_use ON song_facts (content_key) WHERE failure <> '';
CREATE INDEX artwork_of_no_use ON artwork (series_id, path) WHERE content_key IS NOT NULL AND width IS NULL;

-- What was looked at and has no width is no picture, or one of a kind that is not decoded: until now both were noted in one way. They are
-- looked at once more.
UPDATE artwork SET content_key = NULL, width = NULL, height = NULL WHERE content_key IS NOT NULL AND width = 0;
