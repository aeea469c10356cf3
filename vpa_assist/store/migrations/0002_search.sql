-- Full text of the documents. A save only makes a draft's words stale; they are brought up to date when somebody searches or
-- the window rests. `words_at` is the row in the index: which change it was, times 2 to the 24th, plus the draft's `n`. So the
-- index gives the last changed first, and leads to its draft without a detour.
ALTER TABLE draft ADD COLUMN words_of INTEGER NOT NULL DEFAULT 0
--;
ALTER TABLE draft ADD COLUMN words_at INTEGER
--;
CREATE INDEX draft_with_stale_words ON draft (n) WHERE words_of < revision
--;
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3')
--;
-- Postings of a deleted draft are wiped at once, not when the index happens to be merged.
INSERT INTO words (words, rank) VALUES ('secure-delete', 1)
--;
-- The document's bytes are padded to whole pages, so that a save writes over the old ones in place; this is their true length
-- (NULL: not padded, as earlier versions wrote them).
ALTER TABLE draft ADD COLUMN body_length INTEGER
--;
-- Who has which draft open, so that after a crash the program can say what was open.
CREATE TABLE visit (
    draft TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    window TEXT NOT NULL,
    since TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (draft, window)
) WITHOUT ROWID
--;
-- Files that were written outside the store, until somebody says that they are gone.
CREATE TABLE exported (
    n INTEGER PRIMARY KEY,
    draft TEXT NOT NULL,
    reference TEXT NOT NULL,
    path TEXT NOT NULL,
    variant TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    gone_at TEXT NOT NULL DEFAULT ''
)
--;
CREATE INDEX exported_and_there ON exported (draft) WHERE gone_at = ''
