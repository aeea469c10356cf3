-- What the store is, whose it is, and small values that belong to its person.
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID
--;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID
--;
-- One row a draft, all that lists show. `place` orders by the last change and never repeats; it is the key of pages.
CREATE TABLE draft (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    place INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    work_list TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    saved_by TEXT NOT NULL,
    saves TEXT NOT NULL,
    reference TEXT NOT NULL,
    main_type TEXT NOT NULL,
    town TEXT NOT NULL,
    children INTEGER NOT NULL,
    who TEXT NOT NULL,
    must INTEGER NOT NULL,
    should INTEGER NOT NULL,
    consider INTEGER NOT NULL,
    status TEXT NOT NULL,
    author TEXT NOT NULL,
    collar_number TEXT NOT NULL,
    kind TEXT,
    sent_at TEXT NOT NULL,
    note TEXT NOT NULL,
    follow_ups TEXT NOT NULL,
    awaited TEXT NOT NULL,
    next_due TEXT
)
--;
CREATE UNIQUE INDEX draft_by_place ON draft (place)
--;
CREATE INDEX draft_by_list ON draft (work_list, place)
--;
CREATE INDEX draft_by_due ON draft (next_due) WHERE next_due IS NOT NULL
--;
CREATE INDEX draft_by_sent ON draft (sent_at) WHERE sent_at <> ''
--;
-- The document's bytes stand last, so that what stands before them is read without them.
CREATE TABLE body (
    n INTEGER PRIMARY KEY REFERENCES draft (n) ON DELETE CASCADE,
    half_typed TEXT NOT NULL,
    whereabouts TEXT NOT NULL,
    body BLOB NOT NULL
)
--;
CREATE TABLE revision (
    draft TEXT NOT NULL,
    number INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    why TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    note TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (draft, number)
)
--;
CREATE TRIGGER revision_never_changes BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision never changes'); END
--;
CREATE TRIGGER revision_stays BEFORE DELETE ON revision
WHEN old.why <> 'opened' AND EXISTS (SELECT 1 FROM draft WHERE id = old.draft)
BEGIN SELECT RAISE(ABORT, 'a revision stays as long as its draft'); END
--;
CREATE TABLE counter (work_list TEXT PRIMARY KEY, drafts INTEGER NOT NULL) WITHOUT ROWID
--;
INSERT INTO counter VALUES ('to_do', 0), ('returned', 0), ('with_supervisor', 0), ('done', 0)
--;
CREATE TRIGGER count_new AFTER INSERT ON draft
BEGIN UPDATE counter SET drafts = drafts + 1 WHERE work_list = new.work_list; END
--;
CREATE TRIGGER count_gone AFTER DELETE ON draft
BEGIN UPDATE counter SET drafts = drafts - 1 WHERE work_list = old.work_list; END
--;
CREATE TRIGGER count_moved AFTER UPDATE OF work_list ON draft WHEN new.work_list <> old.work_list
BEGIN
    UPDATE counter SET drafts = drafts - 1 WHERE work_list = old.work_list;
    UPDATE counter SET drafts = drafts + 1 WHERE work_list = new.work_list;
END
--;
CREATE TABLE audit (n INTEGER PRIMARY KEY, entry TEXT NOT NULL, link BLOB NOT NULL)
--;
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail never changes'); END
--;
CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail never shrinks'); END
