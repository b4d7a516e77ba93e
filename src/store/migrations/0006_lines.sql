-- Lines of dialogue, read from subtitles. They belong to content, not to places: a file that is renamed or moved keeps its lines.

-- Subtitles that have been read: a file of its own, or all text tracks inside a media file.
CREATE TABLE line_sources (
    id INTEGER PRIMARY KEY,
    content_key TEXT NOT NULL UNIQUE,
    terms_version INTEGER NOT NULL  -- of the rule the terms below were made by
) STRICT;

CREATE TABLE line_texts (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES line_sources (id) ON DELETE CASCADE,
    language TEXT NOT NULL  -- BCP 47; empty when only the file's name tells it
) STRICT;
CREATE INDEX line_texts_by_source ON line_texts (source_id);

CREATE TABLE lines (
    id INTEGER PRIMARY KEY,
    text_id INTEGER NOT NULL REFERENCES line_texts (id) ON DELETE CASCADE,
    start_ms INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX lines_by_text ON lines (text_id);

-- The terms of each line, by its id; the text itself is kept once, above. Terms come ready made, so the tokenizer only cuts at spaces.
CREATE VIRTUAL TABLE line_terms USING fts5 (terms, content = '', columnsize = 0, tokenize = 'ascii', prefix = '3 5');
