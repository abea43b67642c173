-- Contradictions at any size: each promise, claim and stop is held against the nearest of the other side, not against all.
-- And what moved with a merged product.
PRAGMA user_version = 115;

---------------------------------------------------------------- what each is held against
-- Promises by product and buyer, so that the nearest later and the nearest earlier one are each a seek away.
CREATE INDEX promises_by_start ON event(product_id, counterparty, date, key, date_end, known_on) WHERE type = 'roadmap' AND precision <> 'reported';
CREATE INDEX promises_by_end ON event(product_id, counterparty, date_end, key, date, known_on) WHERE type = 'roadmap' AND precision <> 'reported';

-- A promised day, and the nearest of the same product and buyer that begins after it has ended; and the other way round, so that
-- every promise that another contradicts is in a pair. 2025, 2026 and 2027 are two pairs: what lies between tells of the third.
CREATE VIEW _promise_pairs AS
SELECT p.slug AS product_slug, a.key AS one_id, b.key AS other_id, a.id AS one_no, b.id AS other_no
FROM event a
JOIN product p ON p.id = a.product_id
JOIN event b ON b.id = (SELECT n.id FROM event n WHERE n.type = 'roadmap' AND n.precision <> 'reported' AND n.known_on <= '9999-12-31' /*as_of*/
     AND n.product_id = a.product_id AND n.counterparty = a.counterparty AND n.date > a.date_end ORDER BY n.date, n.key LIMIT 1)
WHERE a.type = 'roadmap' AND a.precision <> 'reported' AND a.known_on <= '9999-12-31' /*as_of*/
UNION ALL
SELECT p.slug, a.key, b.key, a.id, b.id
FROM event b
JOIN product p ON p.id = b.product_id
JOIN event a ON a.id = (SELECT n.id FROM event n WHERE n.type = 'roadmap' AND n.precision <> 'reported' AND n.known_on <= '9999-12-31' /*as_of*/
     AND n.product_id = b.product_id AND n.counterparty = b.counterparty AND n.date_end < b.date ORDER BY n.date_end DESC, n.key DESC LIMIT 1)
WHERE b.type = 'roadmap' AND b.precision <> 'reported' AND b.known_on <= '9999-12-31' /*as_of*/
  AND b.id <> (SELECT n.id FROM event n WHERE n.type = 'roadmap' AND n.precision <> 'reported' AND n.known_on <= '9999-12-31' /*as_of*/
     AND n.product_id = a.product_id AND n.counterparty = a.counterparty AND n.date > a.date_end ORDER BY n.date, n.key LIMIT 1);

-- Of each product and type the event that came first.
CREATE VIEW _first_events AS
SELECT p.slug AS product_slug, k.type, e.date, e.key AS event_id
FROM product p
CROSS JOIN (SELECT 'announced' AS type UNION ALL SELECT 'available' UNION ALL SELECT 'deployed' UNION ALL SELECT 'discontinued') k
CROSS JOIN event e ON e.id = (SELECT f.id FROM event f WHERE f.product_id = p.id AND f.type = k.type AND f.known_on <= '9999-12-31' /*as_of*/
                              ORDER BY f.date, f.key LIMIT 1);

-- Claims that a product is sold today, with where it stands among its kin.
CREATE VIEW _listed AS
SELECT c.product_slug, c.product, c.publisher, c.url, c.quote, c.claim_id, v.slug AS vendor_slug, p.family, p.generation
FROM claims c JOIN product p ON p.slug = c.product_slug JOIN vendor v ON v.id = p.vendor_id
WHERE c.field = 'status' AND c.printed = 'listed' AND c.status = 'accepted';

---------------------------------------------------------------- what waits for review
CREATE INDEX mentions_waiting ON mention(status) WHERE status = 'review';

---------------------------------------------------------------- merged products
CREATE TABLE moved (                             -- facts of no article, under the product that theirs was merged into
  product TEXT NOT NULL,                         -- slug of the one that they were read of
  place   TEXT NOT NULL,                         -- the column that points at the product
  fact    TEXT NOT NULL,                         -- key of a claim, mention, ratio, link, offer or measured run
  PRIMARY KEY (product, place, fact)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER seq_claim_moved AFTER UPDATE OF product_id ON claim WHEN new.product_id <> old.product_id BEGIN
  UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_offer_moved AFTER UPDATE OF product_id ON offer WHEN new.product_id <> old.product_id BEGIN
  UPDATE change_seq SET seq = seq + 1; END;

---------------------------------------------------------------- contradictions
-- A claim that a product is listed as current is held against the first word that it, or its line, was stopped.
DROP VIEW _contradictions;
CREATE VIEW _contradictions AS
SELECT CASE WHEN c.printed = d.printed THEN 'unit' ELSE 'spec' END AS kind, c.product_slug, c.product, c.field AS what,
       trim(c.label || ' ' || c.precision) || ': ' || c.printed || ' ' || c.printed_unit AS one,
       c.publisher AS one_publisher, c.url AS one_url, c.quote AS one_quote, c.claim_id AS one_id,
       d.printed || ' ' || d.printed_unit AS other, d.publisher AS other_publisher, d.url AS other_url, d.quote AS other_quote, d.claim_id AS other_id
FROM _extremes c
JOIN _extremes d ON d.product_slug = c.product_slug AND d.field = c.field AND d.precision = c.precision AND d.sparsity = c.sparsity
     AND d.direction = c.direction AND d.scope = c.scope AND d.variant = c.variant AND c.at_least > 1.05 * d.at_most
WHERE c.from_top = 1 AND d.from_bottom = 1
UNION ALL
SELECT 'ratio', r.subject_slug, r.subject, r.metric, 'stated ' || r.factor || 'x ' || r.object, r.publisher, r.url, r.quote, r.relation_id,
       'claims give ' || round(r.computed_factor, 2) || 'x', x.publisher, x.url, x.quote, x.claim_id
FROM relations r JOIN claims x ON x.claim_id = r.subject_claim_id
WHERE r.verdict = 'contradicts' AND r.status = 'accepted'
UNION ALL
SELECT 'stopped', c.product_slug, c.product, 'status', 'listed as current', c.publisher, c.url, c.quote, c.claim_id,
       t.headline, t.publisher, t.url, t.quote, t.event_id
FROM _listed c
CROSS JOIN _first_events f ON f.type = 'discontinued'
     AND f.product_slug IN (SELECT c.product_slug UNION SELECT l.slug FROM vendor v JOIN product l ON l.vendor_id = v.id
                            WHERE v.slug = c.vendor_slug AND l.family = c.family AND (l.kind = 'line' OR l.name = l.family))
CROSS JOIN timeline t ON t.event_id = f.event_id
UNION ALL
SELECT 'succeeded', c.product_slug, c.product, 'status', 'listed as current', c.publisher, c.url, c.quote, c.claim_id,
       t.headline, t.publisher, t.url, t.quote, t.event_id
FROM _listed c
CROSS JOIN product n ON n.vendor_id = (SELECT v.id FROM vendor v WHERE v.slug = c.vendor_slug) AND n.family = c.family AND n.provisional = 0
     AND CAST(n.generation AS REAL) > CAST(c.generation AS REAL) AND c.generation <> ''
     AND NOT EXISTS (SELECT 1 FROM product o WHERE o.vendor_id = n.vendor_id AND o.family = n.family AND o.provisional = 0
                     AND CAST(o.generation AS REAL) > CAST(c.generation AS REAL) AND CAST(o.generation AS REAL) < CAST(n.generation AS REAL))
CROSS JOIN timeline t ON t.event_id = (SELECT f.event_id FROM _first_events f WHERE f.product_slug = n.slug
                                       AND f.type IN ('announced', 'available', 'deployed') ORDER BY f.date, f.event_id LIMIT 1)
UNION ALL
SELECT 'status', c.product_slug, c.product, 'status', 'listed as current', c.publisher, c.url, c.quote, c.claim_id,
       d.printed, d.publisher, d.url, d.quote, d.claim_id
FROM claims c JOIN claims d ON d.product_slug = c.product_slug AND d.field = 'status' AND d.status = 'accepted'
WHERE c.field = 'status' AND c.printed = 'listed' AND c.status = 'accepted'
  AND (d.printed LIKE 'never%' OR d.printed LIKE 'removed%' OR d.printed LIKE 'cancel%' OR d.printed LIKE 'discontinued%')
UNION ALL
SELECT 'promise', x.product_slug, a.product, a.type, a.said || ', ' || a.headline, a.publisher, a.url, a.quote, x.one_id,
       b.said || ', ' || b.headline, b.publisher, b.url, b.quote, x.other_id
FROM _promise_pairs x CROSS JOIN _dated a ON a.event_no = x.one_no CROSS JOIN _dated b ON b.event_no = x.other_no;

UPDATE docs SET doc = 'Where sources do not agree, of whatever kind: of figures the extremes, a promised day against the nearest later and the nearest earlier one of its product and counterparty, a claim of being current against the first word that ended it. stands = 1 where a person said that both sides may stand as they are.'
WHERE object = 'contradictions' AND col = '';
