-- A draft whose words are not in the index has 0 in `words_of`. So the next save of the same draft writes no index page.
DROP INDEX draft_with_stale_words
--;
UPDATE draft SET words_of = 0 WHERE words_of < revision
--;
CREATE INDEX draft_with_stale_words ON draft (place) WHERE words_of = 0
--;
-- What a document contributes to figures, kept so that it is not worked out anew: of which revision, and by which program with
-- which form pack (`mark`). It goes with its draft.
CREATE TABLE fact (
    n INTEGER PRIMARY KEY REFERENCES draft (n) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    mark BLOB NOT NULL,
    facts BLOB NOT NULL
)
