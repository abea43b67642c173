-- What a person said of a fact, and ratios checked like for like.
PRAGMA user_version = 101;

CREATE TABLE decision (
  fact       TEXT PRIMARY KEY,                    -- key of a claim, mention, ratio or link; of an event or a product that is merged
  verb       TEXT NOT NULL CHECK (verb IN ('accept','reject','correct','merge')),
  changes    TEXT NOT NULL,                       -- JSON: the corrected fields; of a merge what tells its parts again
  target     TEXT NOT NULL,                       -- what it is merged into
  who        TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  note       TEXT NOT NULL,
  CHECK ((verb = 'merge') = (target <> ''))
) STRICT, WITHOUT ROWID;

-- JSON of the columns as they were read, where a decision stands over them; NULL = nobody decided
ALTER TABLE claim ADD COLUMN as_read TEXT;
ALTER TABLE mention ADD COLUMN as_read TEXT;
ALTER TABLE ratio ADD COLUMN as_read TEXT;
ALTER TABLE link ADD COLUMN as_read TEXT;
-- a name that a merge gave: people find the product by it; texts are still read without it, so that ids stay
ALTER TABLE alias ADD COLUMN decided INTEGER NOT NULL DEFAULT 0;
-- a maker that a text brought, as product.provisional
ALTER TABLE vendor ADD COLUMN provisional INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER seq_claim_decided AFTER UPDATE OF as_read ON claim BEGIN UPDATE change_seq SET seq = seq + 1; END;

CREATE VIEW decisions AS
SELECT d.fact AS fact_id,
       CASE WHEN d.fact LIKE '%/%' THEN 'product' WHEN d.fact LIKE 'c-%' THEN 'claim' WHEN d.fact LIKE 'r-%' THEN 'relation'
            WHEN d.fact LIKE 'l-%' THEN 'link' ELSE 'event' END AS kind,
       d.verb AS decision, d.changes, d.target, d.who, d.decided_at, d.note,
       CASE WHEN d.verb = 'merge' THEN EXISTS (SELECT 1 FROM event x WHERE x.key = d.target) OR EXISTS (SELECT 1 FROM product x WHERE x.slug = d.target)
            ELSE EXISTS (SELECT 1 FROM claim x WHERE x.key = d.fact AND x.as_read IS NOT NULL)
              OR EXISTS (SELECT 1 FROM mention x WHERE x.key = d.fact AND x.as_read IS NOT NULL)
              OR EXISTS (SELECT 1 FROM ratio x WHERE x.key = d.fact AND x.as_read IS NOT NULL)
              OR EXISTS (SELECT 1 FROM link x WHERE x.key = d.fact AND x.as_read IS NOT NULL) END AS applied
FROM decision d;

DROP VIEW claims;
CREATE VIEW claims AS
SELECT c.key AS claim_id, p.slug AS product_slug, p.name AS product, v.name AS vendor, c.field, f.label,
       c.value, c.low, c.high, c.op, f.unit, c.printed, c.unit AS printed_unit, c.precision, c.sparsity, c.direction, c.scope, c.variant,
       coalesce(c.asserted, s.published) AS asserted, c.status, c.reason, c.note, s.tier, s.publisher, s.url, s.published, s.known_on,
       c.quote, c.quote_start, c.quote_end, c.rule, c.confidence, c.extractor, s.entry_id, c.revision, c.as_read
FROM claim c
JOIN product p ON p.id = c.product_id
JOIN vendor v ON v.id = p.vendor_id
JOIN field f ON f.slug = c.field
JOIN source s ON s.id = c.source_id
WHERE s.known_on <= '9999-12-31' /*as_of*/;

-- Accepted claims with the rank that resolves them: within one reading of a figure (precision, sparsity, direction, scope)
-- what a person accepted, then the plain variant, then the better source, then the newer one.
DROP VIEW _compared_claims;
CREATE VIEW _compared_claims AS
SELECT p.slug AS product_slug, c.key, c.field, c.value, c.low, c.high, c.op, c.printed, c.unit AS printed_unit, c.precision, c.sparsity,
       c.direction, c.scope, c.variant, c.quote, s.tier, s.publisher, s.url, s.published, s.known_on, t.rank AS tier_rank, c.as_read IS NOT NULL AS decided,
       min(coalesce(c.low, c.value)) OVER same AS lowest,
       max(coalesce(c.high, c.value)) OVER same AS highest,
       max(CASE c.op WHEN '<=' THEN 0.0 WHEN '~' THEN 0.9 * c.value ELSE coalesce(c.low, c.value) END) OVER same AS must_reach,
       min(CASE c.op WHEN '>=' THEN 9e99 WHEN '~' THEN 1.1 * c.value ELSE coalesce(c.high, c.value) END) OVER same AS must_keep,
       min(lower(c.printed)) OVER same AS first_text,
       max(lower(c.printed)) OVER same AS last_text
FROM claim c JOIN product p ON p.id = c.product_id JOIN source s ON s.id = c.source_id JOIN tier_rank t ON t.tier = s.tier
WHERE c.status = 'accepted' AND s.known_on <= '9999-12-31' /*as_of*/
WINDOW same AS (PARTITION BY p.slug, c.field, c.precision, c.sparsity, c.direction, c.scope, c.variant);


DROP VIEW timeline_sources;
CREATE VIEW timeline_sources AS
SELECT e.key AS event_id, s.publisher, s.title, s.url, s.tier, s.published, s.known_on,
       m.date, m.date_end, m.precision, m.date_words, m.certainty, m.status, m.quote, m.quote_start, m.quote_end,
       m.note, m.rule, m.confidence, m.extractor, n.id AS entry_id, m.revision, m.key AS mention_id, m.reason, m.as_read
FROM mention m
JOIN event e ON e.id = m.event_id
JOIN source s ON s.id = m.source_id
LEFT JOIN entry n ON n.id = s.entry_id
WHERE s.known_on <= '9999-12-31' /*as_of*/;

-- Resolved figures with what makes two of them comparable. Chip and card are one for a product of one package.
CREATE VIEW _figures AS
SELECT s.product_slug, s.field, s.precision, s.value, s.sparsity, s.direction, s.preferred, s.claim_id,
       s.like_scope AS scope,
       s.preferred AND s.value = max(CASE WHEN s.preferred AND s.precision NOT LIKE 'int%' THEN s.value END)
         OVER (PARTITION BY s.product_slug, s.field) AS fastest
FROM specs s
WHERE s.value > 0;

-- Every pair of figures that a ratio can be held against: of one scope, and alike in precision, sparsity and direction.
-- A ratio of performance that names a precision is held against the peak rates of that precision.
-- "3x" covers 2.7 to 3.3, "about 3x" 2.25 to 3.75, "at least 3x" all from 2.7 up.
--   mixed: the ratio has no precision and may be meant of each product's fastest figure. Such a pair bears it out or says nothing.
--   loose: one figure does not say whether it is sparse, or of one direction, and may be twice what it would be like for like.
--   doubtful: a loose pair that bears the ratio out only with that factor of two: it says nothing.
CREATE VIEW _ratio_pairs AS
SELECT *, row_number() OVER (PARTITION BY ratio_id ORDER BY holds DESC, mixed, loose, preference DESC, subject_claim_id, object_claim_id) AS place
FROM (SELECT q.id AS ratio_id, q.field, a.precision, b.precision AS object_precision, a.value AS subject_value, b.value AS object_value,
             a.claim_id AS subject_claim_id, b.claim_id AS object_claim_id, a.preferred + b.preferred AS preference,
             a.precision <> b.precision AS mixed, a.sparsity <> b.sparsity OR a.direction <> b.direction AS loose,
             trim(CASE WHEN a.sparsity <> b.sparsity THEN a.sparsity || ' against ' || b.sparsity ELSE '' END
               || CASE WHEN a.direction <> b.direction THEN ' ' || a.direction || ' against ' || b.direction ELSE '' END) AS unlike,
             a.value / b.value BETWEEN q.least AND q.most AS holds,
             (a.sparsity <> b.sparsity OR a.direction <> b.direction)
               AND (a.value / b.value / 2 BETWEEN q.least AND q.most OR a.value / b.value * 2 BETWEEN q.least AND q.most) AS doubtful
      FROM (SELECT r.id, r.precision, sp.slug AS subject, op.slug AS object,
                   CASE WHEN r.metric IN ('performance', 'throughput') AND r.precision <> '' THEN 'peak_compute' ELSE r.metric END AS field,
                   CASE r.op WHEN '<=' THEN 0.0 WHEN '~' THEN 0.75 * r.factor ELSE 0.9 * coalesce(r.low, r.factor) END AS least,
                   CASE r.op WHEN '>=' THEN 9e99 WHEN '~' THEN 1.25 * r.factor ELSE 1.1 * coalesce(r.high, r.factor) END AS most
            FROM ratio r JOIN product sp ON sp.id = r.subject_id JOIN product op ON op.id = r.object_id) q
      JOIN _figures a ON a.product_slug = q.subject AND a.field = q.field AND (q.precision = '' OR a.precision = q.precision)
      JOIN _figures b ON b.product_slug = q.object AND b.field = q.field AND b.scope = a.scope
           AND (b.sparsity = a.sparsity OR 'unstated' IN (a.sparsity, b.sparsity))
           AND (b.direction = a.direction OR 'unstated' IN (a.direction, b.direction))
           AND (b.precision = a.precision OR (q.precision = '' AND a.fastest AND b.fastest)));

DROP VIEW relations;
CREATE VIEW relations AS
SELECT r.key AS relation_id, sp.slug AS subject_slug, sp.name AS subject, op.slug AS object_slug, coalesce(op.name, r.object_text) AS object,
       r.metric, r.factor, r.low, r.high, r.op, r.precision,
       x.subject_value, x.object_value, x.subject_value / x.object_value AS computed_factor,
       CASE WHEN x.holds THEN 'holds' WHEN x.holds IS NULL OR x.mixed OR x.doubtful THEN 'cannot tell' ELSE 'contradicts' END AS verdict,
       r.status, r.reason, r.note, s.tier, s.publisher, s.url, s.published, r.quote, r.quote_start, r.quote_end, r.rule, r.confidence,
       r.extractor, s.entry_id, r.revision, x.subject_claim_id, x.object_claim_id, s.known_on,
       coalesce(trim(x.field || ' ' || x.precision || CASE WHEN x.mixed THEN ' against ' || x.object_precision ELSE '' END)
                || CASE WHEN x.loose THEN ', ' || x.unlike ELSE '' END, '') AS checked_against,
       r.as_read
FROM ratio r
JOIN product sp ON sp.id = r.subject_id
LEFT JOIN product op ON op.id = r.object_id
JOIN source s ON s.id = r.source_id
LEFT JOIN _ratio_pairs x ON x.ratio_id = r.id AND x.place = 1
WHERE s.known_on <= '9999-12-31' /*as_of*/;

DROP VIEW vendor_links;
CREATE VIEW vendor_links AS
SELECT l.key AS link_id, v.slug AS subject_slug, v.name AS subject, l.predicate, coalesce(ov.slug, op.slug) AS object_slug,
       coalesce(ov.name, pv.name || ' ' || op.name) AS object, l.date, l.date_end, l.precision, l.certainty, l.status, l.reason, l.note,
       s.tier, s.publisher, s.url, s.published, l.quote, l.quote_start, l.quote_end, l.rule, l.confidence, l.extractor, s.entry_id, l.revision, s.known_on,
       l.as_read
FROM link l
JOIN vendor v ON v.id = l.subject_id
LEFT JOIN vendor ov ON ov.id = l.object_vendor_id
LEFT JOIN product op ON op.id = l.object_product_id
LEFT JOIN vendor pv ON pv.id = op.vendor_id
JOIN source s ON s.id = l.source_id
WHERE s.known_on <= '9999-12-31' /*as_of*/;

DROP VIEW review_queue;
CREATE VIEW review_queue AS
SELECT 'claim' AS kind, claim_id AS fact_id, product_slug, field AS what,
       trim(CASE op WHEN '=' THEN '' WHEN 'range' THEN '' ELSE op || ' ' END || printed || ' ' || printed_unit || ' ' || precision) AS value,
       status, reason, quote, publisher, url, rule, confidence, product, tier, published, quote_start, quote_end, entry_id, revision
FROM claims WHERE status = 'review'
UNION ALL
SELECT 'event', m.key, p.slug, m.type, coalesce(m.date || CASE WHEN m.date_end > m.date THEN ' to ' || m.date_end ELSE '' END, ''), m.status, m.reason,
       m.quote, s.publisher, s.url, m.rule, m.confidence, p.name, s.tier, s.published, m.quote_start, m.quote_end, s.entry_id, m.revision
FROM mention m JOIN product p ON p.id = m.product_id JOIN source s ON s.id = m.source_id
WHERE m.status = 'review' AND s.known_on <= '9999-12-31' /*as_of*/
UNION ALL
SELECT 'relation', relation_id, subject_slug, metric, trim(factor || 'x ' || object || ' ' || precision), status, reason, quote, publisher, url, rule,
       confidence, subject, tier, published, quote_start, quote_end, entry_id, revision
FROM relations WHERE status = 'review'
UNION ALL
SELECT 'link', link_id, subject_slug, predicate, object, status, reason, quote, publisher, url, rule, confidence, subject, tier, published,
       quote_start, quote_end, entry_id, revision
FROM vendor_links WHERE status = 'review';

INSERT INTO docs (object, kind, doc, example) VALUES
('decisions', 'view', 'What people said of facts: accepted, rejected, corrected, merged. They hold when a text is read again and in a rebuilt database.',
 'SELECT decided_at, who, decision, fact_id, changes, note FROM decisions ORDER BY decided_at DESC LIMIT 20');
UPDATE docs SET doc = 'The resolved value of each reading (precision, sparsity, direction, scope) of each field: what a person accepted, then the plain variant before special ones, then better tier before newer day. preferred = 1 marks the reading that diffs take.'
WHERE object = 'specs' AND col = '';
UPDATE docs SET doc = 'Stated ratios ("3x X") with what the absolute claims give for them: within 10 % of the ratio (25 % where it says about) it holds. A ratio never becomes an absolute value.',
  example = 'SELECT subject, factor, object, metric, verdict, computed_factor, checked_against, quote FROM relations ORDER BY subject'
WHERE object = 'relations' AND col = '';
UPDATE docs SET doc = 'Claim of the subject that the ratio is held against; see checked_against.' WHERE col = 'subject_claim_id';
UPDATE docs SET doc = 'Claim of the object that the ratio is held against.' WHERE col = 'object_claim_id';
UPDATE docs SET doc = 'Resolved value of the subject that the ratio is held against.' WHERE col = 'subject_value';
UPDATE docs SET doc = 'The same of the object, like for like.' WHERE col = 'object_value';

INSERT INTO docs (object, col, kind, unit, doc)
WITH word(col, unit, doc) AS (VALUES
('fact_id', NULL, 'Id of the fact; of a merge the event or the product.'),
('kind', NULL, 'claim, event, relation, link or product.'),
('decision', NULL, 'accept, reject, correct or merge.'),
('changes', NULL, 'JSON: the corrected fields; of a merge what tells its parts again.'),
('target', NULL, 'What it is merged into.'),
('who', NULL, 'Name of the user who decided.'),
('decided_at', 'UTC', 'When.'),
('note', NULL, 'Why, in words of that person.'),
('applied', '0/1', '0 = the fact is not here now; the decision waits for it.')
)
SELECT 'decisions', w.col, 'column', w.unit, w.doc FROM word w;

INSERT INTO docs (object, col, kind, unit, doc) VALUES
('claims', 'as_read', 'column', NULL, 'JSON of the fields as they were read, where a person decided; NULL = nobody did.'),
('timeline_sources', 'as_read', 'column', NULL, 'JSON of the fields as they were read, where a person decided; NULL = nobody did.'),
('timeline_sources', 'reason', 'column', NULL, 'Who decided, where a person did; else empty.'),
('relations', 'as_read', 'column', NULL, 'JSON of the fields as they were read, where a person decided; NULL = nobody did.'),
('vendor_links', 'as_read', 'column', NULL, 'JSON of the fields as they were read, where a person decided; NULL = nobody did.'),
('relations', 'checked_against', 'column', NULL, 'Field and precision of the two claims it is held against, and where they are not quite alike: two precisions (each product at its fastest), unstated against dense. Empty = no figures of both.'),
('review_queue', 'product', 'column', NULL, 'Name of the product, of a link the vendor.'),
('review_queue', 'tier', 'column', NULL, 'Kind of source, best first: datasheet, vendor, benchmark, database, press, analyst, community, estimate, unverified.'),
('review_queue', 'published', 'column', NULL, 'Partial date of publication, NULL = not given.'),
('review_queue', 'quote_start', 'column', 'code points', 'Start of the quote in title, two newlines, body of the entry at that revision.'),
('review_queue', 'quote_end', 'column', 'code points', 'End of the quote, exclusive.'),
('review_queue', 'entry_id', 'column', NULL, 'Row of articles that it was read in, NULL for the catalogue.'),
('review_queue', 'revision', 'column', NULL, 'Revision of the entry: 1 is the first text.');
