-- Which of a version's files a track lies beside, from 0. Those beside the later files of a split episode were not kept: such series
-- are read again once.
ALTER TABLE external_tracks ADD COLUMN file INTEGER NOT NULL DEFAULT 0;
UPDATE series SET signature = 0 WHERE id IN (SELECT v.series_id FROM versions AS v JOIN version_parts AS p ON p.version_id = v.id AND p.position = 1);
