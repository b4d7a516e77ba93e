-- Names as sources write them, and whom they mean. A person is a row of people; spellings that are found to mean one person share
-- the row that the first of them had, and each keeps its own for the day somebody parts them.
CREATE TABLE spellings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    ids TEXT NOT NULL,                                        -- "imdb=nm1 tmdb=2": the same name with other ids is a namesake
    own_person_id INTEGER NOT NULL REFERENCES people (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    joined_to INTEGER REFERENCES spellings (id),              -- nothing: it stands for itself
    reason TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    UNIQUE (name, ids)
) STRICT;
CREATE INDEX spellings_by_person ON spellings (person_id);
CREATE INDEX spellings_by_own_person ON spellings (own_person_id);
INSERT INTO spellings (name, ids, own_person_id, person_id) SELECT name, '', id, id FROM people;

-- credits.person_id is the person today, spelling_id the name that is written there.
ALTER TABLE credits ADD COLUMN spelling_id INTEGER REFERENCES spellings (id);
UPDATE credits SET spelling_id = (SELECT s.id FROM spellings AS s WHERE s.own_person_id = credits.person_id);
CREATE INDEX credits_by_spelling ON credits (spelling_id, series_id);

-- What somebody decided: two spellings are one person, or `spelling_id` was taken out of the person of `other_id`.
CREATE TABLE spelling_verdicts (
    spelling_id INTEGER NOT NULL REFERENCES spellings (id),
    other_id INTEGER NOT NULL REFERENCES spellings (id),
    is_same INTEGER NOT NULL,
    PRIMARY KEY (spelling_id, other_id)
) STRICT, WITHOUT ROWID;
