-- What is heard hangs on the files of a version as one, no longer on the first of them: `whole_key` is what they are called together (domain/whole.h),
-- and of one file its content_key. The names of several are not SQL's to make: such series are read again once, and until then hold none.

ALTER TABLE versions ADD COLUMN whole_key TEXT;
UPDATE versions SET whole_key = (SELECT f.content_key FROM version_parts AS p JOIN files AS f ON f.id = p.file_id WHERE p.version_id = versions.id AND p.position = 0)
    WHERE NOT EXISTS (SELECT 1 FROM version_parts AS p WHERE p.version_id = versions.id AND p.position = 1);
CREATE INDEX versions_by_whole ON versions (whole_key) WHERE whole_key IS NOT NULL;
UPDATE series SET signature = 0 WHERE id IN (SELECT v.series_id FROM versions AS v JOIN version_parts AS p ON p.version_id = v.id AND p.position = 1);

-- What can be heard today, and in which episodes.
CREATE VIEW present_wholes AS SELECT v.whole_key, v.id AS version_id, v.position, f.id AS first_file, e.id AS episode_id, e.series_id
    FROM versions AS v JOIN episodes AS e ON e.id = v.episode_id JOIN version_parts AS p ON p.version_id = v.id AND p.position = 0 JOIN files AS f ON f.id = p.file_id
    WHERE v.whole_key IS NOT NULL AND e.removed_at IS NULL AND f.removed_at IS NULL;

-- Of a split episode's files those that could not be listened to, as JSON: [{"file": place among those that play, "reason": ""}]; empty when all could.
ALTER TABLE soundings ADD COLUMN unheard_files TEXT NOT NULL DEFAULT '';
