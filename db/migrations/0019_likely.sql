-- Events that were read with too little confidence to be accepted are told as likely, and decide nothing.
PRAGMA user_version = 116;

-- A CHECK can be widened in place: https://sqlite.org/lang_altertable.html#making_other_kinds_of_table_schema_changes
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '(''stated'',''expected'',''rumoured'')', '(''stated'',''expected'',''rumoured'',''likely'')')
WHERE type = 'table' AND name = 'event';
PRAGMA writable_schema = RESET;

DROP VIEW _promise_pairs;
CREATE VIEW _promise_pairs AS
SELECT p.slug AS product_slug, a.key AS one_id, b.key AS other_id, a.id AS one_no, b.id AS other_no
FROM event a
JOIN product p ON p.id = a.product_id
JOIN event b ON b.id = (SELECT n.id FROM event n WHERE n.type = 'roadmap' AND n.precision <> 'reported' AND n.known_on <= '9999-12-31' /*as_of*/
     AND n.product_id = a.product_id AND n.counterparty = a.counterparty AND n.date > a.date_end AND n.certainty <> 'likely'
     ORDER BY n.date, n.key LIMIT 1)
WHERE a.type = 'roadmap' AND a.precision <> 'reported' AND a.known_on <= '9999-12-31' /*as_of*/ AND a.certainty <> 'likely'
UNION ALL
SELECT p.slug, a.key, b.key, a.id, b.id
FROM event b
JOIN product p ON p.id = b.product_id
JOIN event a ON a.id = (SELECT n.id FROM event n WHERE n.type = 'roadmap' AND n.precision <> 'reported' AND n.known_on <= '9999-12-31' /*as_of*/
     AND n.product_id = b.product_id AND n.counterparty = b.counterparty AND n.date_end < b.date AND n.certainty <> 'likely'
     ORDER BY n.date_end DESC, n.key DESC LIMIT 1)
WHERE b.type = 'roadmap' AND b.precision <> 'reported' AND b.known_on <= '9999-12-31' /*as_of*/ AND b.certainty <> 'likely'
  AND b.id <> (SELECT n.id FROM event n WHERE n.type = 'roadmap' AND n.precision <> 'reported' AND n.known_on <= '9999-12-31' /*as_of*/
     AND n.product_id = a.product_id AND n.counterparty = a.counterparty AND n.date > a.date_end AND n.certainty <> 'likely'
     ORDER BY n.date, n.key LIMIT 1);

DROP VIEW _first_events;
CREATE VIEW _first_events AS
SELECT p.slug AS product_slug, k.type, e.date, e.key AS event_id
FROM product p
CROSS JOIN (SELECT 'announced' AS type UNION ALL SELECT 'available' UNION ALL SELECT 'deployed' UNION ALL SELECT 'discontinued') k
CROSS JOIN event e ON e.id = (SELECT f.id FROM event f WHERE f.product_id = p.id AND f.type = k.type AND f.known_on <= '9999-12-31' /*as_of*/
                              AND f.certainty <> 'likely' ORDER BY f.date, f.key LIMIT 1);

UPDATE docs SET doc = 'stated, expected (promised), rumoured, or likely: read from one text or more, and not surely enough to be accepted.'
WHERE object IN ('timeline', 'product_timeline', 'roadmap') AND col = 'certainty';
UPDATE docs SET doc = 'accepted (surely read), review (a person has yet to look; the surer ones are told as likely), rejected, superseded or rumour.'
WHERE object IN ('claims', 'timeline', 'timeline_sources', 'review_queue') AND col = 'status';
UPDATE docs SET doc = 'The chance that it was read rightly, 0 to 1, as fitted on labelled texts; 1 for what people wrote down.'
WHERE object IN ('claims', 'timeline_sources', 'review_queue') AND col = 'confidence';
