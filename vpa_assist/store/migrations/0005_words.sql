-- The index is made anew: its option "secure-delete" could leave it in a state that no longer fits its drafts. Words of what was
-- deleted are wiped by merging the index instead (`search.Search.merge`). The drafts are read again in the background.
DROP TABLE words
--;
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3')
--;
UPDATE draft SET words_of = 0, words_at = NULL
--;
DELETE FROM setting WHERE key = 'search/merged'
