-- The author's unit, so that lists can be narrowed to it. Of what is there already it is read out of the documents, once.
ALTER TABLE draft ADD COLUMN unit TEXT NOT NULL DEFAULT ''
--;
UPDATE draft SET unit = coalesce((
    SELECT trim(json_extract(document, '$.author.unit')) FROM (
        SELECT CAST(substr(body.body, 1, coalesce(draft.body_length, length(body.body))) AS TEXT) AS document
        FROM body WHERE body.n = draft.n
    ) WHERE json_valid(document) AND json_type(document, '$.author.unit') = 'text'
), '')
