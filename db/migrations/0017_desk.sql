-- What each feed yields, kept as it comes; contradictions that a person let stand; products and makers that only texts name.
PRAGMA user_version = 114;

---------------------------------------------------------------- yield
-- Of what an entry states, without what was rejected. Counted by the row, so that no view has to look through a million entries.
ALTER TABLE source ADD COLUMN n_facts INTEGER NOT NULL DEFAULT 0;    -- claims, ratios and links
ALTER TABLE source ADD COLUMN n_events INTEGER NOT NULL DEFAULT 0;   -- mentions of events

CREATE TABLE feed_yield (                        -- one row a feed and day of its entries; day '' is all of them
  feed_id  INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
  day      TEXT NOT NULL,
  entries  INTEGER NOT NULL,
  fruitful INTEGER NOT NULL,                     -- entries that state anything
  facts    INTEGER NOT NULL,
  events   INTEGER NOT NULL,
  PRIMARY KEY (feed_id, day)
) STRICT, WITHOUT ROWID;

UPDATE source SET
  n_facts = (SELECT count(*) FROM claim t WHERE t.source_id = source.id AND t.status <> 'rejected')
          + (SELECT count(*) FROM ratio t WHERE t.source_id = source.id AND t.status <> 'rejected')
          + (SELECT count(*) FROM link t WHERE t.source_id = source.id AND t.status <> 'rejected'),
  n_events = (SELECT count(*) FROM mention t WHERE t.source_id = source.id AND t.status <> 'rejected')
WHERE entry_id IS NOT NULL;

INSERT INTO feed_yield
SELECT n.feed_id, substr(n.sort_at, 1, 10), count(*), coalesce(sum(s.n_facts + s.n_events > 0), 0), coalesce(sum(s.n_facts), 0),
       coalesce(sum(s.n_events), 0)
FROM entry n LEFT JOIN source s ON s.entry_id = n.id GROUP BY 1, 2;
INSERT INTO feed_yield SELECT feed_id, '', sum(entries), sum(fruitful), sum(facts), sum(events) FROM feed_yield GROUP BY feed_id;

CREATE TRIGGER yield_entry_i AFTER INSERT ON entry BEGIN
  INSERT INTO feed_yield VALUES (new.feed_id, '', 1, 0, 0, 0), (new.feed_id, substr(new.sort_at, 1, 10), 1, 0, 0, 0)
    ON CONFLICT DO UPDATE SET entries = entries + 1; END;
-- what hangs on an entry goes after it does, and then nobody could tell whose it was
CREATE TRIGGER yield_entry_d BEFORE DELETE ON entry BEGIN
  UPDATE source SET n_facts = 0, n_events = 0 WHERE entry_id = old.id;
  UPDATE feed_yield SET entries = entries - 1 WHERE feed_id = old.feed_id AND day IN ('', substr(old.sort_at, 1, 10)); END;
CREATE TRIGGER yield_entry_u AFTER UPDATE OF sort_at ON entry WHEN substr(new.sort_at, 1, 10) <> substr(old.sort_at, 1, 10) BEGIN
  INSERT INTO feed_yield VALUES (new.feed_id, substr(new.sort_at, 1, 10), 0, 0, 0, 0) ON CONFLICT DO NOTHING;
  UPDATE feed_yield SET (entries, fruitful, facts, events) =
      (SELECT entries + b.sign, fruitful + b.sign * (s.n_facts + s.n_events > 0), facts + b.sign * s.n_facts, events + b.sign * s.n_events
       FROM (SELECT CASE day WHEN substr(new.sort_at, 1, 10) THEN 1 ELSE -1 END AS sign) b
       JOIN (SELECT coalesce(max(n_facts), 0) AS n_facts, coalesce(max(n_events), 0) AS n_events FROM source WHERE entry_id = new.id) s)
    WHERE feed_id = new.feed_id AND day IN (substr(old.sort_at, 1, 10), substr(new.sort_at, 1, 10)); END;
CREATE TRIGGER yield_source_u AFTER UPDATE OF n_facts, n_events ON source WHEN new.entry_id IS NOT NULL BEGIN
  UPDATE feed_yield SET facts = facts + new.n_facts - old.n_facts, events = events + new.n_events - old.n_events,
      fruitful = fruitful + (new.n_facts + new.n_events > 0) - (old.n_facts + old.n_events > 0)
    WHERE feed_id = (SELECT feed_id FROM entry WHERE id = new.entry_id)
      AND day IN ('', (SELECT substr(sort_at, 1, 10) FROM entry WHERE id = new.entry_id)); END;
CREATE TRIGGER yield_source_d AFTER DELETE ON source WHEN old.entry_id IS NOT NULL AND old.n_facts + old.n_events > 0 BEGIN
  UPDATE feed_yield SET facts = facts - old.n_facts, events = events - old.n_events, fruitful = fruitful - 1
    WHERE feed_id = (SELECT feed_id FROM entry WHERE id = old.entry_id)
      AND day IN ('', (SELECT substr(sort_at, 1, 10) FROM entry WHERE id = old.entry_id)); END;

CREATE TRIGGER yield_claim_i AFTER INSERT ON claim WHEN new.status <> 'rejected' BEGIN
  UPDATE source SET n_facts = n_facts + 1 WHERE id = new.source_id AND entry_id IS NOT NULL; END;
CREATE TRIGGER yield_claim_d AFTER DELETE ON claim WHEN old.status <> 'rejected' BEGIN
  UPDATE source SET n_facts = n_facts - 1 WHERE id = old.source_id AND entry_id IS NOT NULL; END;
CREATE TRIGGER yield_claim_u AFTER UPDATE OF status ON claim WHEN (new.status = 'rejected') <> (old.status = 'rejected') BEGIN
  UPDATE source SET n_facts = n_facts + (old.status = 'rejected') - (new.status = 'rejected') WHERE id = new.source_id AND entry_id IS NOT NULL; END;
CREATE TRIGGER yield_ratio_i AFTER INSERT ON ratio WHEN new.status <> 'rejected' BEGIN
  UPDATE source SET n_facts = n_facts + 1 WHERE id = new.source_id AND entry_id IS NOT NULL; END;
CREATE TRIGGER yield_ratio_d AFTER DELETE ON ratio WHEN old.status <> 'rejected' BEGIN
  UPDATE source SET n_facts = n_facts - 1 WHERE id = old.source_id AND entry_id IS NOT NULL; END;
CREATE TRIGGER yield_ratio_u AFTER UPDATE OF status ON ratio WHEN (new.status = 'rejected') <> (old.status = 'rejected') BEGIN
  UPDATE source SET n_facts = n_facts + (old.status = 'rejected') - (new.status = 'rejected') WHERE id = new.source_id AND entry_id IS NOT NULL; END;
CREATE TRIGGER yield_link_i AFTER INSERT ON link WHEN new.status <> 'rejected' BEGIN
  UPDATE source SET n_facts = n_facts + 1 WHERE id = new.source_id AND entry_id IS NOT NULL; END;
CREATE TRIGGER yield_link_d AFTER DELETE ON link WHEN old.status <> 'rejected' BEGIN
  UPDATE source SET n_facts = n_facts - 1 WHERE id = old.source_id AND entry_id IS NOT NULL; END;
CREATE TRIGGER yield_link_u AFTER UPDATE OF status ON link WHEN (new.status = 'rejected') <> (old.status = 'rejected') BEGIN
  UPDATE source SET n_facts = n_facts + (old.status = 'rejected') - (new.status = 'rejected') WHERE id = new.source_id AND entry_id IS NOT NULL; END;
CREATE TRIGGER yield_mention_i AFTER INSERT ON mention WHEN new.status <> 'rejected' BEGIN
  UPDATE source SET n_events = n_events + 1 WHERE id = new.source_id AND entry_id IS NOT NULL; END;
CREATE TRIGGER yield_mention_d AFTER DELETE ON mention WHEN old.status <> 'rejected' BEGIN
  UPDATE source SET n_events = n_events - 1 WHERE id = old.source_id AND entry_id IS NOT NULL; END;
CREATE TRIGGER yield_mention_u AFTER UPDATE OF status ON mention WHEN (new.status = 'rejected') <> (old.status = 'rejected') BEGIN
  UPDATE source SET n_events = n_events + (old.status = 'rejected') - (new.status = 'rejected') WHERE id = new.source_id AND entry_id IS NOT NULL; END;

-- The last 30 days are those before the last time that any feed was asked, so that the view needs no clock.
DROP VIEW feed_health;
CREATE VIEW feed_health AS
SELECT slug, title, tier, vendor_slug, enabled, state, failures, last_error, last_fetch_at, last_ok_at, next_due_at, note, url,
       n_entries, newest_entry_at, last_outcome, condition,
       CASE
         WHEN condition = 'gone' THEN 'The server says that it is gone for good (410), so it is not asked again: change its url in feeds.toml or take it out.'
         WHEN condition = 'blocked' THEN 'The server refuses this program (401, 403 or a bot wall) and is tried once a day: set contact in [network], or look for another address of the publisher.'
         WHEN condition = 'too large' THEN 'Raise its max_bytes in feeds.toml.'
         WHEN condition = 'html instead of feed' THEN 'A web page came instead of a feed: look on it for the address of the feed and change url in feeds.toml.'
         WHEN condition = 'empty' THEN 'It answers without any entry: check whether the publisher has another feed now.'
         WHEN condition = 'stale' THEN 'Nothing new since ' || substr(newest_entry_at, 1, 10) ||
              CASE WHEN rhythm_s >= 86400 THEN ', though something came every ' || CAST(round(rhythm_s / 86400) AS INTEGER) || ' days' ELSE '' END ||
              ': check whether the publisher has another feed now.'
         WHEN condition = 'moved' AND instr(adopted_url, '?') = 0 THEN 'It moved for good and is asked there; in feeds.toml write: url = "' || adopted_url || '"'
         WHEN condition = 'moved' THEN 'It moved for good and is asked there; in feeds.toml write the url of the column adopted_url.'
         WHEN condition LIKE 'failing%' AND fault = 'blocked_address' THEN 'Its address is not public: where it should be reached, set allow_private = true in feeds.toml.'
         WHEN condition LIKE 'failing%' AND fault IN ('bad_url', 'blocked_scheme', 'dns') THEN 'Check its url in feeds.toml.'
         WHEN condition LIKE 'failing%' AND fault = 'rate_limited' THEN 'It is left alone for as long as the server asks; where it lasts, set a longer every in feeds.toml.'
         WHEN condition LIKE 'failing%' THEN 'It is tried again by itself, less and less often; where it lasts, check its url in feeds.toml.'
         ELSE ''
       END AS mend, adopted_url, failing_since, due_because AS next_because, n_fruitful, n_facts, n_events,
       recent_entries, recent_fruitful, recent_facts, recent_events, hold_until
FROM (
  SELECT *,
         CASE
           WHEN state = 'file' THEN 'by hand'
           WHEN enabled = 0 THEN 'off'
           WHEN state IN ('gone', 'blocked') THEN state
           WHEN failures > 0 AND fault = 'too_large' THEN 'too large'
           WHEN failures > 0 AND fault = 'html' THEN 'html instead of feed'
           WHEN failures > 0 AND fault = 'empty' THEN 'empty'
           WHEN failures > 0 THEN 'failing since ' || substr(coalesce(failing_since, last_fetch_at), 1, 10)
           WHEN state = 'new' THEN 'not asked yet'
           WHEN n_items = 0 THEN 'empty'
           WHEN julianday(last_ok_at) - julianday(newest_entry_at) > max(91, 5 * coalesce(rhythm_s / 86400, 36)) THEN 'stale'
           WHEN adopted_url <> '' THEN 'moved'
           ELSE 'ok'
         END AS condition
  FROM (
    SELECT f.*,
           coalesce(y.entries, 0) AS n_entries, coalesce(y.fruitful, 0) AS n_fruitful, coalesce(y.facts, 0) AS n_facts,
           coalesce(y.events, 0) AS n_events, coalesce(r.entries, 0) AS recent_entries, coalesce(r.fruitful, 0) AS recent_fruitful,
           coalesce(r.facts, 0) AS recent_facts, coalesce(r.events, 0) AS recent_events,
           (SELECT max(n.sort_at) FROM entry n WHERE n.feed_id = f.id) AS newest_entry_at,
           (SELECT x.outcome FROM fetch_log x WHERE x.feed_id = f.id ORDER BY x.id DESC LIMIT 1) AS last_outcome
    FROM feed f
    LEFT JOIN feed_yield y ON y.feed_id = f.id AND y.day = ''
    LEFT JOIN (SELECT d.feed_id, sum(d.entries) AS entries, sum(d.fruitful) AS fruitful, sum(d.facts) AS facts, sum(d.events) AS events
               FROM feed g CROSS JOIN feed_yield d ON d.feed_id = g.id AND d.day > (SELECT date(max(last_fetch_at), '-30 days') FROM feed)
               GROUP BY d.feed_id) r ON r.feed_id = f.id
  )
);

---------------------------------------------------------------- contradictions that a person let stand
-- A pair of facts is known by both their ids, and let stand for the words that both sides had then.
ALTER TABLE decision ADD COLUMN said TEXT NOT NULL DEFAULT '';       -- of such a pair these words; the name of a merged product
DROP VIEW contradictions;
CREATE VIEW _dated AS
SELECT *, CASE precision WHEN 'day' THEN date WHEN 'month' THEN substr(date, 1, 7) WHEN 'year' THEN substr(date, 1, 4)
            WHEN 'quarter' THEN substr(date, 1, 5) || 'Q' || ((substr(date, 6, 2) + 2) / 3)
            WHEN 'half' THEN substr(date, 1, 5) || 'H' || ((substr(date, 6, 2) + 5) / 6) ELSE date || ' to ' || date_end END AS said
FROM timeline;

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
FROM claims c JOIN products p ON p.product_slug = c.product_slug
JOIN timeline t ON t.type = 'discontinued' AND (t.product_slug = c.product_slug
     OR t.product_slug IN (SELECT l.product_slug FROM products l WHERE (l.kind = 'line' OR l.product = l.family)
                       AND l.vendor_slug = p.vendor_slug AND l.family = p.family))
WHERE c.field = 'status' AND c.printed = 'listed' AND c.status = 'accepted'
UNION ALL
SELECT 'succeeded', c.product_slug, c.product, 'status', 'listed as current', c.publisher, c.url, c.quote, c.claim_id,
       t.headline, t.publisher, t.url, t.quote, t.event_id
FROM claims c JOIN products p ON p.product_slug = c.product_slug
JOIN products n ON n.vendor_slug = p.vendor_slug AND n.family = p.family AND n.provisional = 0
     AND CAST(n.generation AS REAL) > CAST(p.generation AS REAL) AND p.generation <> ''
JOIN timeline t ON t.event_id = (SELECT f.event_id FROM timeline f WHERE f.product_slug = n.product_slug
                                 AND f.type IN ('announced', 'available', 'deployed') ORDER BY f.date, f.event_id LIMIT 1)
     AND NOT EXISTS (SELECT 1 FROM products o WHERE o.vendor_slug = p.vendor_slug AND o.family = p.family AND o.provisional = 0
                     AND CAST(o.generation AS REAL) > CAST(p.generation AS REAL) AND CAST(o.generation AS REAL) < CAST(n.generation AS REAL))
WHERE c.field = 'status' AND c.printed = 'listed' AND c.status = 'accepted'
UNION ALL
SELECT 'status', c.product_slug, c.product, 'status', 'listed as current', c.publisher, c.url, c.quote, c.claim_id,
       d.printed, d.publisher, d.url, d.quote, d.claim_id
FROM claims c JOIN claims d ON d.product_slug = c.product_slug AND d.field = 'status' AND d.status = 'accepted'
WHERE c.field = 'status' AND c.printed = 'listed' AND c.status = 'accepted'
  AND (d.printed LIKE 'never%' OR d.printed LIKE 'removed%' OR d.printed LIKE 'cancel%' OR d.printed LIKE 'discontinued%')
UNION ALL
SELECT 'promise', a.product_slug, a.product, a.type, a.said || ', ' || a.headline, a.publisher, a.url, a.quote, a.event_id,
       b.said || ', ' || b.headline, b.publisher, b.url, b.quote, b.event_id
FROM _dated a JOIN _dated b ON b.product_slug = a.product_slug AND b.type = a.type AND b.date > a.date_end
WHERE a.type = 'roadmap' AND a.precision <> 'reported' AND b.precision <> 'reported' AND a.counterparty = b.counterparty;

CREATE VIEW contradictions AS
SELECT c.*, c.one_id || '~' || c.other_id AS contradiction_id,
       EXISTS (SELECT 1 FROM decision d WHERE d.fact = c.one_id || '~' || c.other_id AND d.said = c.one || ' / ' || c.other) AS stands
FROM _contradictions c;

---------------------------------------------------------------- products and makers that only texts name
-- Its facts are counted as of the day; one that nobody had named by then is not there.
CREATE VIEW newcomers AS
SELECT x.kind, x.fact_id, x.name, x.vendor_slug, x.vendor, x.n_claims, x.n_events, x.n_relations, x.n_waiting, x.example_id,
       coalesce((SELECT d.verb FROM decision d WHERE d.fact = x.fact_id), '') AS decision
FROM (
  SELECT 'product' AS kind, p.slug AS fact_id, p.name, v.slug AS vendor_slug, v.name AS vendor, f.n_claims, f.n_events, f.n_relations, f.n_waiting,
         f.example_id
  FROM product p JOIN vendor v ON v.id = p.vendor_id JOIN _named f ON f.product_id = p.id
  WHERE p.provisional = 1
  UNION ALL
  SELECT 'maker', v.slug || '/', v.name, v.slug, v.name, sum(f.n_claims), sum(f.n_events), sum(f.n_relations), sum(f.n_waiting), min(f.example_id)
  FROM vendor v JOIN product p ON p.vendor_id = v.id JOIN _named f ON f.product_id = p.id
  WHERE v.provisional = 1 GROUP BY v.id
) x;

CREATE VIEW _named AS
SELECT t.product_id, sum(t.kind = 'c') AS n_claims, sum(t.kind = 'm') AS n_events, sum(t.kind = 'r') AS n_relations,
       sum(t.status = 'review') AS n_waiting, min(t.key) AS example_id
FROM (
  SELECT c.product_id, 'c' AS kind, c.status, c.key FROM product p CROSS JOIN claim c ON c.product_id = p.id JOIN source s ON s.id = c.source_id
  WHERE p.provisional = 1 AND s.known_on <= '9999-12-31' /*as_of*/
  UNION ALL
  SELECT m.product_id, 'm', m.status, m.key FROM product p CROSS JOIN mention m ON m.product_id = p.id JOIN source s ON s.id = m.source_id
  WHERE p.provisional = 1 AND s.known_on <= '9999-12-31' /*as_of*/
  UNION ALL
  SELECT r.subject_id, 'r', r.status, r.key FROM product p CROSS JOIN ratio r ON r.subject_id = p.id JOIN source s ON s.id = r.source_id
  WHERE p.provisional = 1 AND s.known_on <= '9999-12-31' /*as_of*/
) t GROUP BY t.product_id;

---------------------------------------------------------------- decisions
DROP VIEW decisions;
CREATE VIEW decisions AS
SELECT d.fact AS fact_id,
       CASE WHEN d.fact LIKE '%~%' THEN 'contradiction' WHEN d.fact LIKE '%/' THEN 'maker' WHEN d.fact LIKE '%/%' THEN 'product'
            WHEN d.fact LIKE 'c-%' THEN 'claim' WHEN d.fact LIKE 'r-%' THEN 'relation' WHEN d.fact LIKE 'l-%' THEN 'link' ELSE 'event' END AS kind,
       d.verb AS decision, d.changes, d.target, d.who, d.decided_at, d.note,
       CASE WHEN d.verb = 'merge' THEN EXISTS (SELECT 1 FROM event x WHERE x.key = d.target) OR EXISTS (SELECT 1 FROM product x WHERE x.slug = d.target)
            WHEN d.fact LIKE '%~%' THEN NOT EXISTS (
              SELECT 1 FROM (SELECT substr(d.fact, 1, instr(d.fact, '~') - 1) AS side UNION ALL SELECT substr(d.fact, instr(d.fact, '~') + 1)) b
              WHERE NOT EXISTS (SELECT 1 FROM claim x WHERE x.key = b.side) AND NOT EXISTS (SELECT 1 FROM event x WHERE x.key = b.side)
                AND NOT EXISTS (SELECT 1 FROM ratio x WHERE x.key = b.side))
            WHEN d.fact LIKE '%/' THEN EXISTS (SELECT 1 FROM vendor x WHERE x.slug = rtrim(d.fact, '/'))
            WHEN d.fact LIKE '%/%' THEN EXISTS (SELECT 1 FROM product x WHERE x.slug = d.fact)
            ELSE EXISTS (SELECT 1 FROM claim x WHERE x.key = d.fact AND x.as_read IS NOT NULL)
              OR EXISTS (SELECT 1 FROM mention x WHERE x.key = d.fact AND x.as_read IS NOT NULL)
              OR EXISTS (SELECT 1 FROM ratio x WHERE x.key = d.fact AND x.as_read IS NOT NULL)
              OR EXISTS (SELECT 1 FROM link x WHERE x.key = d.fact AND x.as_read IS NOT NULL) END AS applied,
       CASE WHEN d.fact LIKE '%~%' THEN coalesce((SELECT p.name || ' ' FROM claim c JOIN product p ON p.id = c.product_id
                                               WHERE c.key = substr(d.fact, 1, instr(d.fact, '~') - 1)), '') || d.said
            WHEN d.fact LIKE '%/' THEN coalesce((SELECT v.name FROM vendor v WHERE v.slug = rtrim(d.fact, '/')), '')
            WHEN d.fact LIKE '%/%' THEN coalesce((SELECT p.name FROM product p WHERE p.slug = d.fact), d.said)
            WHEN d.verb = 'merge' THEN coalesce((SELECT e.headline FROM event e WHERE e.key = d.target), '')
            ELSE coalesce(
              (SELECT p.name || ' ' || lower(f.label) || ' ' || trim(c.printed || ' ' || c.unit) FROM claim c JOIN product p ON p.id = c.product_id
               JOIN field f ON f.slug = c.field WHERE c.key = d.fact),
              (SELECT p.name || ' ' || m.type || coalesce(' ' || m.date, '') FROM mention m JOIN product p ON p.id = m.product_id WHERE m.key = d.fact),
              (SELECT p.name || ' ' || r.metric || ' ' || r.factor || 'x ' || coalesce(o.name, r.object_text) FROM ratio r
               JOIN product p ON p.id = r.subject_id LEFT JOIN product o ON o.id = r.object_id WHERE r.key = d.fact),
              (SELECT v.name || ' ' || replace(l.predicate, '_', ' ') || ' ' || coalesce(o.name, p.name) FROM link l JOIN vendor v ON v.id = l.subject_id
               LEFT JOIN vendor o ON o.id = l.object_vendor_id LEFT JOIN product p ON p.id = l.object_product_id WHERE l.key = d.fact), '') END AS about
FROM decision d;

INSERT INTO docs (object, kind, doc, example) VALUES
('newcomers', 'view', 'Products that texts name and no catalogue does, and their makers where those are new too, until a person says what they are.',
 'SELECT name, vendor, n_claims, n_events, n_waiting FROM newcomers WHERE decision = '''' ORDER BY n_claims + n_events DESC');
UPDATE docs SET doc = 'Where sources do not agree, of whatever kind. stands = 1 where a person said that both sides may stand as they are.',
  example = 'SELECT product, what, one, one_publisher, other, other_publisher FROM contradictions WHERE stands = 0 ORDER BY product'
WHERE object = 'contradictions' AND col = '';
UPDATE docs SET doc = 'Id of the fact; of a merge the event or the product, of a contradiction both facts, of a maker its slug with a stroke.'
WHERE object = 'decisions' AND col = 'fact_id';
UPDATE docs SET doc = 'claim, event, relation, link, product, maker or contradiction.' WHERE object = 'decisions' AND col = 'kind';
UPDATE docs SET doc = 'JSON: the corrected fields; of a merge what tells its parts again, of a contradiction what both sides said, of a rejected product its facts.'
WHERE object = 'decisions' AND col = 'changes';

INSERT INTO docs (object, col, kind, unit, doc) VALUES
('feed_health', 'n_fruitful', 'column', NULL, 'Its articles that state anything that was not rejected.'),
('feed_health', 'n_facts', 'column', NULL, 'Figures, ratios and deals read in its articles, without what was rejected.'),
('feed_health', 'n_events', 'column', NULL, 'Events that its articles tell, each telling counted, without what was rejected.'),
('feed_health', 'recent_entries', 'column', NULL, 'Its articles of the last 30 days before any feed was asked last.'),
('feed_health', 'recent_fruitful', 'column', NULL, 'n_fruitful of these days.'),
('feed_health', 'recent_facts', 'column', NULL, 'n_facts of these days.'),
('feed_health', 'recent_events', 'column', NULL, 'n_events of these days.'),
('feed_health', 'hold_until', 'column', 'UTC', 'Not asked before, whatever a person asks for: Retry-After, a block; NULL = nothing of the kind.'),
('contradictions', 'contradiction_id', 'column', NULL, 'Both facts: what `review accept` takes to let both stand.'),
('contradictions', 'stands', 'column', '0/1', '1 = a person said that both may stand, and neither side has changed since.'),
('decisions', 'about', 'column', NULL, 'The fact in a few words; empty where it is not here now.'),
('newcomers', 'kind', 'column', NULL, 'product or maker.'),
('newcomers', 'fact_id', 'column', NULL, 'What review commands take: slug of the product, of a maker its slug with a stroke behind it.'),
('newcomers', 'name', 'column', NULL, 'As the texts have it.'),
('newcomers', 'vendor_slug', 'column', NULL, 'Its maker.'),
('newcomers', 'vendor', 'column', NULL, 'Name of its maker.'),
('newcomers', 'n_claims', 'column', NULL, 'Figures stated of it.'),
('newcomers', 'n_events', 'column', NULL, 'Tellings of events about it.'),
('newcomers', 'n_relations', 'column', NULL, 'Ratios stated of it.'),
('newcomers', 'n_waiting', 'column', NULL, 'Of all these, what waits for review.'),
('newcomers', 'example_id', 'column', NULL, 'One of these facts.'),
('newcomers', 'decision', 'column', NULL, 'accept: it is a product of its own; reject: it is none; empty = nobody decided.');
