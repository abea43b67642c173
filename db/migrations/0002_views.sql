-- The public contract: every view that does not begin with "_". Columns are only ever added at the end.
-- The literal '9999-12-31' /*as_of*/ is where `--as-of DATE` puts its day: sources known and prices seen by then.

CREATE VIEW products AS
SELECT p.slug AS product_slug, p.name AS product, v.name || ' ' || p.name AS full_name, v.slug AS vendor_slug, v.name AS vendor,
       p.kind, p.family, p.generation, p.summary, p.provisional,
       (SELECT group_concat(a.text, ', ') FROM alias a WHERE a.product_id = p.id) AS aliases,
       (SELECT count(*) FROM claim c JOIN source s ON s.id = c.source_id WHERE c.product_id = p.id AND c.status = 'accepted'
        AND s.known_on <= '9999-12-31' /*as_of*/) AS n_claims,
       (SELECT count(*) FROM event e WHERE e.product_id = p.id) AS n_events
FROM product p JOIN vendor v ON v.id = p.vendor_id;

CREATE VIEW vendors AS
SELECT v.slug AS vendor_slug, v.name AS vendor, v.kind, v.homepage, v.note,
       (SELECT count(*) FROM product p WHERE p.vendor_id = v.id) AS n_products,
       (SELECT count(*) FROM event e WHERE e.vendor_id = v.id) AS n_events
FROM vendor v;

CREATE VIEW workloads AS
SELECT w.slug AS workload, w.name, m.slug AS model_slug, m.name AS model, w.isl, w.osl, w.cached_fraction, w.floor_tok_s_user, w.utilisation, w.doc, w.sort
FROM workload w JOIN model m ON m.id = w.model_id;

CREATE VIEW product_parts AS
SELECT w.slug AS whole_slug, w.name AS whole, r.count, p.slug AS part_slug, p.name AS part
FROM part r JOIN product w ON w.id = r.whole_id JOIN product p ON p.id = r.part_id;

CREATE VIEW timeline AS
SELECT e.date, e.date_end, e.precision, e.date_words, e.type, e.certainty, v.name AS vendor, v.slug AS vendor_slug,
       p.name AS product, p.slug AS product_slug, e.headline, e.counterparty, e.n_sources,
       s.tier, s.publisher, s.url, coalesce(q.quote, '') AS quote, m.status, e.first_seen_at, e.known_on, e.key AS event_id, e.id AS event_no,
       coalesce(y.publisher, '') AS quoted_from, coalesce(y.url, '') AS quoted_url
FROM event e
JOIN vendor v ON v.id = e.vendor_id
JOIN product p ON p.id = e.product_id
JOIN mention m ON m.id = e.best_mention
JOIN source s ON s.id = m.source_id
LEFT JOIN mention q ON q.id = CASE WHEN m.quote <> '' THEN m.id ELSE
  (SELECT x.id FROM mention x JOIN source z ON z.id = x.source_id
   WHERE x.event_id = e.id AND x.quote <> '' AND z.known_on <= '9999-12-31' /*as_of*/ ORDER BY x.confidence DESC, x.id LIMIT 1) END
LEFT JOIN source y ON y.id = q.source_id
WHERE e.known_on <= '9999-12-31' /*as_of*/;

CREATE VIEW timeline_sources AS
SELECT e.key AS event_id, s.publisher, s.title, s.url, s.tier, s.published, s.known_on,
       m.date, m.date_end, m.precision, m.date_words, m.certainty, m.status, m.quote, m.quote_start, m.quote_end,
       m.note, m.rule, m.confidence, m.extractor, n.id AS entry_id, m.revision, m.key AS mention_id
FROM mention m
JOIN event e ON e.id = m.event_id
JOIN source s ON s.id = m.source_id
LEFT JOIN entry n ON n.id = s.entry_id
WHERE s.known_on <= '9999-12-31' /*as_of*/;

CREATE VIEW product_timeline AS
SELECT product_slug, product, vendor, date, date_end, precision, type, certainty, headline, n_sources, quote, quoted_from, quoted_url, event_id
FROM timeline;

CREATE VIEW roadmap AS
SELECT date, date_end, precision, date_words, vendor, product, product_slug, type, certainty, headline, n_sources, quote, quoted_from, quoted_url, event_id
FROM timeline
WHERE date_end >= CASE WHEN '9999-12-31' /*as_of*/ = '9999-12-31' THEN date('now') ELSE '9999-12-31' /*as_of*/ END AND precision <> 'reported'
  AND (type = 'roadmap' OR certainty = 'expected' OR date > CASE WHEN '9999-12-31' /*as_of*/ = '9999-12-31' THEN date('now') ELSE '9999-12-31' /*as_of*/ END);

CREATE VIEW claims AS
SELECT c.key AS claim_id, p.slug AS product_slug, p.name AS product, v.name AS vendor, c.field, f.label,
       c.value, c.low, c.high, c.op, f.unit, c.printed, c.unit AS printed_unit, c.precision, c.sparsity, c.direction, c.scope, c.variant,
       coalesce(c.asserted, s.published) AS asserted, c.status, c.reason, c.note, s.tier, s.publisher, s.url, s.published, s.known_on,
       c.quote, c.quote_start, c.quote_end, c.rule, c.confidence, c.extractor, s.entry_id, c.revision
FROM claim c
JOIN product p ON p.id = c.product_id
JOIN vendor v ON v.id = p.vendor_id
JOIN field f ON f.slug = c.field
JOIN source s ON s.id = c.source_id
WHERE s.known_on <= '9999-12-31' /*as_of*/;

-- Accepted claims with the rank that resolves them: within one reading of a figure (precision, sparsity, direction, scope)
-- the plain variant, then the better source, then the newer one.
-- One PARTITION BY a SELECT, led by the slug: SQLite then carries a condition on the slug down to the claims of that product.
CREATE VIEW _compared_claims AS
SELECT p.slug AS product_slug, c.key, c.field, c.value, c.low, c.high, c.op, c.printed, c.unit AS printed_unit, c.precision, c.sparsity,
       c.direction, c.scope, c.variant, c.quote, s.tier, s.publisher, s.url, s.published, s.known_on, t.rank AS tier_rank, 0 AS decided,
       min(coalesce(c.low, c.value)) OVER same AS lowest,
       max(coalesce(c.high, c.value)) OVER same AS highest,
       max(CASE c.op WHEN '<=' THEN 0.0 WHEN '~' THEN 0.9 * c.value ELSE coalesce(c.low, c.value) END) OVER same AS must_reach,
       min(CASE c.op WHEN '>=' THEN 9e99 WHEN '~' THEN 1.1 * c.value ELSE coalesce(c.high, c.value) END) OVER same AS must_keep,
       min(lower(c.printed)) OVER same AS first_text,
       max(lower(c.printed)) OVER same AS last_text
FROM claim c JOIN product p ON p.id = c.product_id JOIN source s ON s.id = c.source_id JOIN tier_rank t ON t.tier = s.tier
WHERE c.status = 'accepted' AND s.known_on <= '9999-12-31' /*as_of*/
WINDOW same AS (PARTITION BY p.slug, c.field, c.precision, c.sparsity, c.direction, c.scope, c.variant);

CREATE VIEW _ranked_claims AS
SELECT *, row_number() OVER (PARTITION BY product_slug, field, precision, sparsity, direction, scope
                             ORDER BY decided DESC, variant <> '', tier_rank, known_on DESC, key) AS place,
       count(*) OVER (PARTITION BY product_slug, field, precision, sparsity, direction, scope) AS n_claims
FROM _compared_claims;

CREATE VIEW specs AS
SELECT r.product_slug, p.name AS product, v.name AS vendor, r.field, f.label, r.precision, r.sparsity, r.direction, r.scope, r.variant,
       r.value, r.low, r.high, r.op, f.unit, r.printed, r.printed_unit, r.tier, r.publisher, r.url, r.published, r.quote,
       r.n_claims, r.lowest, r.highest,
       CASE WHEN f.kind = 'number' THEN r.must_reach > 1.05 * r.must_keep ELSE r.first_text <> r.last_text END AS disputed,
       row_number() OVER (
         PARTITION BY r.product_slug, r.field, r.precision
         ORDER BY r.scope <> CASE p.kind WHEN 'die' THEN 'die' WHEN 'superchip' THEN 'card' WHEN 'card' THEN 'card' WHEN 'server' THEN 'server'
                                         WHEN 'rack' THEN 'rack' WHEN 'pod' THEN 'pod' WHEN 'memory' THEN 'stack' ELSE 'chip' END,
                  r.tier_rank > 6,   -- what only a forum, an estimate or nobody vouches for never comes before the rest
                  CASE r.sparsity WHEN 'dense' THEN 0 WHEN 'unstated' THEN 1 ELSE 2 END,
                  CASE r.direction WHEN 'per_direction' THEN 0 WHEN 'bidirectional' THEN 1 ELSE 2 END,
                  r.key) = 1 AS preferred,
       f.better, r.key AS claim_id,
       CASE WHEN r.scope = 'card' AND p.kind <> 'superchip' THEN 'chip' ELSE r.scope END AS like_scope,
       CASE WHEN r.field = 'peak_compute' THEN r.sparsity <> 'unstated'
            WHEN r.field IN ('interconnect_bandwidth', 'host_link_bandwidth', 'fabric_bandwidth') THEN r.direction <> 'unstated'
            ELSE 1 END AS stated
FROM _ranked_claims r
JOIN product p ON p.slug = r.product_slug
JOIN vendor v ON v.id = p.vendor_id
JOIN field f ON f.slug = r.field
WHERE r.place = 1;

CREATE VIEW _spec_pairs AS
SELECT x.product_slug AS a_slug, y.product_slug AS b_slug, x.field, x.label, x.precision, x.unit, x.better,
       x.value AS a, y.value AS b, x.printed || ' ' || x.printed_unit AS a_printed, y.printed || ' ' || y.printed_unit AS b_printed,
       x.disputed AS a_disputed, y.disputed AS b_disputed, x.claim_id AS a_claim_id, y.claim_id AS b_claim_id, x.url AS a_url, y.url AS b_url,
       x.stated AND y.stated AND x.sparsity = y.sparsity AND x.direction = y.direction AND x.like_scope = y.like_scope AS alike,
       x.preferred AND y.preferred AS both_preferred,
       row_number() OVER (
         PARTITION BY x.product_slug, y.product_slug, x.field, x.precision
         ORDER BY x.stated AND y.stated AND x.sparsity = y.sparsity AND x.direction = y.direction AND x.like_scope = y.like_scope DESC,
                  x.preferred + y.preferred DESC, x.sparsity <> 'dense', x.direction <> 'per_direction', x.like_scope, x.claim_id, y.claim_id) AS place
FROM specs x JOIN specs y ON y.field = x.field AND y.precision = x.precision;

-- The pair that is alike where there is one, else each product's preferred reading: the same choice as tracker.metrics.diff.
CREATE VIEW spec_diff AS
SELECT a_slug, b_slug, field, label, precision, unit, a, b, b / nullif(a, 0) AS ratio, a_printed, b_printed, alike AS like_for_like,
       CASE WHEN NOT alike OR better = '' OR a IS NULL OR b IS NULL THEN NULL
            WHEN a = b THEN 'same' WHEN (b > a) = (better = 'higher') THEN 'better' ELSE 'worse' END AS b_is,
       a_disputed, b_disputed, a_claim_id, b_claim_id, a_url, b_url
FROM _spec_pairs
WHERE place = 1;

CREATE VIEW disputed_specs AS
SELECT product_slug, product, vendor, field, label, precision, sparsity, direction, scope, unit, lowest, highest,
       highest / nullif(lowest, 0) AS spread, n_claims, printed || ' ' || printed_unit AS resolved, tier, claim_id
FROM specs WHERE disputed;

CREATE VIEW relations AS
SELECT r.key AS relation_id, sp.slug AS subject_slug, sp.name AS subject, op.slug AS object_slug, coalesce(op.name, r.object_text) AS object,
       r.metric, r.factor, r.low, r.high, r.op, r.precision,
       a.value AS subject_value, b.value AS object_value, a.value / nullif(b.value, 0) AS computed_factor,
       CASE WHEN a.value IS NULL OR b.value IS NULL OR b.value = 0 THEN 'cannot tell'
            WHEN a.value / b.value BETWEEN 0.95 * coalesce(r.low, r.factor) AND 1.05 * coalesce(r.high, r.factor) THEN 'holds'
            WHEN r.op = '>=' AND a.value / b.value >= 0.95 * r.factor THEN 'holds'
            WHEN r.op = '<=' AND a.value / b.value <= 1.05 * r.factor THEN 'holds'
            ELSE 'contradicts' END AS verdict,
       r.status, r.reason, r.note, s.tier, s.publisher, s.url, s.published, r.quote, r.quote_start, r.quote_end, r.rule, r.confidence,
       r.extractor, s.entry_id, r.revision, a.claim_id AS subject_claim_id, b.claim_id AS object_claim_id, s.known_on
FROM ratio r
JOIN product sp ON sp.id = r.subject_id
LEFT JOIN product op ON op.id = r.object_id
JOIN source s ON s.id = r.source_id
LEFT JOIN specs a ON a.product_slug = sp.slug AND a.field = r.metric AND a.precision = r.precision AND a.preferred
LEFT JOIN specs b ON b.product_slug = op.slug AND b.field = r.metric AND b.precision = r.precision AND b.preferred
     AND b.sparsity = a.sparsity AND b.direction = a.direction AND b.scope = a.scope
WHERE s.known_on <= '9999-12-31' /*as_of*/;

CREATE VIEW vendor_links AS
SELECT l.key AS link_id, v.slug AS subject_slug, v.name AS subject, l.predicate, coalesce(ov.slug, op.slug) AS object_slug,
       coalesce(ov.name, pv.name || ' ' || op.name) AS object, l.date, l.date_end, l.precision, l.certainty, l.status, l.reason, l.note,
       s.tier, s.publisher, s.url, s.published, l.quote, l.quote_start, l.quote_end, l.rule, l.confidence, l.extractor, s.entry_id, l.revision, s.known_on
FROM link l
JOIN vendor v ON v.id = l.subject_id
LEFT JOIN vendor ov ON ov.id = l.object_vendor_id
LEFT JOIN product op ON op.id = l.object_product_id
LEFT JOIN vendor pv ON pv.id = op.vendor_id
JOIN source s ON s.id = l.source_id
WHERE s.known_on <= '9999-12-31' /*as_of*/;

CREATE VIEW review_queue AS
SELECT 'claim' AS kind, claim_id AS fact_id, product_slug, field AS what, printed || ' ' || printed_unit AS value, status, reason, quote, publisher, url, rule, confidence
FROM claims WHERE status = 'review'
UNION ALL
SELECT 'event', m.key, p.slug, m.type, coalesce(m.date, ''), m.status, m.reason, m.quote, s.publisher, s.url, m.rule, m.confidence
FROM mention m JOIN product p ON p.id = m.product_id JOIN source s ON s.id = m.source_id
WHERE m.status = 'review' AND s.known_on <= '9999-12-31' /*as_of*/
UNION ALL
SELECT 'relation', relation_id, subject_slug, metric, factor || 'x ' || object, status, reason, quote, publisher, url, rule, confidence
FROM relations WHERE status = 'review'
UNION ALL
SELECT 'link', link_id, subject_slug, predicate, object, status, reason, quote, publisher, url, rule, confidence
FROM vendor_links WHERE status = 'review';

CREATE VIEW prices AS
SELECT p.slug AS product_slug, p.name AS product, v.name AS provider, v.slug AS provider_slug, o.sku, o.region, o.term, o.count,
       h.usd_per_hour, h.usd_per_hour / o.count AS usd_per_accelerator_hour, h.kw_all_in, h.quality, h.reason,
       h.observed_at, min(h.last_seen_at, '9999-12-31' /*as_of*/ || 'T23:59:59Z') AS last_seen_at, h.valid_from, s.publisher, s.url,
       o.key AS offer_id, s.tier
FROM price h
JOIN offer o ON o.id = h.offer_id
JOIN product p ON p.id = o.product_id
JOIN vendor v ON v.id = o.provider_id
JOIN source s ON s.id = o.source_id
WHERE h.observed_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z';

CREATE VIEW current_prices AS
SELECT product_slug, product, provider, provider_slug, sku, region, term, count, usd_per_hour, usd_per_accelerator_hour, kw_all_in, quality, reason,
       observed_at, last_seen_at, valid_from, publisher, url, offer_id, tier
FROM (SELECT *, row_number() OVER (PARTITION BY offer_id ORDER BY observed_at DESC) AS place FROM prices)
WHERE place = 1;

CREATE VIEW token_prices AS
SELECT o.model AS model_slug, coalesce(m.name, o.model) AS model, v.name AS provider, v.slug AS provider_slug, o.endpoint, o.tier,
       h.usd_per_mtok_in, h.usd_per_mtok_cached_in, h.usd_per_mtok_out, h.quality, h.reason, h.observed_at,
       min(h.last_seen_at, '9999-12-31' /*as_of*/ || 'T23:59:59Z') AS last_seen_at, h.valid_from,
       s.publisher, s.url, o.key AS token_offer_id, s.tier AS source_tier
FROM token_price h
JOIN token_offer o ON o.id = h.token_offer_id
JOIN vendor v ON v.id = o.provider_id
JOIN source s ON s.id = o.source_id
LEFT JOIN model m ON m.slug = o.model
WHERE h.observed_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z';

CREATE VIEW current_token_prices AS
SELECT model_slug, model, provider, provider_slug, endpoint, tier, usd_per_mtok_in, usd_per_mtok_cached_in, usd_per_mtok_out, quality, reason,
       observed_at, last_seen_at, valid_from, publisher, url, token_offer_id, source_tier
FROM (SELECT *, row_number() OVER (PARTITION BY token_offer_id ORDER BY observed_at DESC) AS place FROM token_prices)
WHERE place = 1;

CREATE VIEW measured_points AS
SELECT p.slug AS product_slug, p.name AS product, m.slug AS model_slug, m.name AS model, x.n_accelerators, x.precision, x.isl, x.osl, x.concurrency,
       x.output_tok_s, x.tok_s_user, x.ttft_s, x.engine, x.date, x.note, s.publisher, s.url, x.key AS measured_id
FROM measurement x
JOIN product p ON p.id = x.product_id
JOIN model m ON m.id = x.model_id
JOIN source s ON s.id = x.source_id
WHERE s.known_on <= '9999-12-31' /*as_of*/;

CREATE VIEW cost_per_token AS
SELECT w.slug AS workload, q.price_basis, k.rank, p.name AS accelerator, p.slug AS product_slug, v.name AS vendor, pv.name AS provider, o.sku, o.region, o.term,
       k.usd_per_mtok, k.usd_per_mtok_p10, k.usd_per_mtok_p90, k.basis, k.tied_from, k.tied_to, k.p_best,
       k.usd_per_hour, k.tokens_per_s, k.utilisation, k.output_tok_s, k.usd_per_mtok_input, k.usd_per_mtok_cached_input, k.usd_per_mtok_output,
       k.usd_per_mtok_output_whole_hour, k.tok_s_user, k.ttft_unloaded_s, k.n_accelerators, k.layout, k.precision, k.batch, k.bound,
       k.tok_s_per_mw, k.j_per_tok, k.announced_only, k.reason,
       (SELECT max(h.last_seen_at) FROM price h WHERE h.offer_id = k.offer_id) AS price_as_of,
       q.computed_at, q.metrics_version, q.inputs_digest,
       q.input_seq < (SELECT seq FROM change_seq WHERE topic = 'ranking_inputs') AS stale,
       o.key AS offer_id, k.inputs, k.key AS ranking_id, k.weakest_tier,
       (SELECT nullif(count(*), 0) FROM current_prices x WHERE x.product_slug = p.slug AND x.term = q.price_basis AND x.quality = 'ok') AS n_offers,
       (SELECT min(x.usd_per_accelerator_hour) FROM current_prices x WHERE x.product_slug = p.slug AND x.term = q.price_basis AND x.quality = 'ok') AS usd_per_hour_low,
       (SELECT max(x.usd_per_accelerator_hour) FROM current_prices x WHERE x.product_slug = p.slug AND x.term = q.price_basis AND x.quality = 'ok') AS usd_per_hour_high
FROM ranking_run q
JOIN workload w ON w.id = q.workload_id
JOIN ranking k ON k.run_id = q.id
JOIN product p ON p.id = k.product_id
JOIN vendor v ON v.id = p.vendor_id
LEFT JOIN offer o ON o.id = k.offer_id
LEFT JOIN vendor pv ON pv.id = o.provider_id;

CREATE VIEW feed_health AS
SELECT f.slug, f.title, f.tier, f.vendor_slug, f.enabled, f.state, f.failures, f.last_error, f.last_fetch_at, f.last_ok_at, f.next_due_at, f.note, f.url,
       (SELECT count(*) FROM entry n WHERE n.feed_id = f.id) AS n_entries,
       (SELECT max(n.sort_at) FROM entry n WHERE n.feed_id = f.id) AS newest_entry_at,
       (SELECT x.outcome FROM fetch_log x WHERE x.feed_id = f.id ORDER BY x.id DESC LIMIT 1) AS last_outcome
FROM feed f;

CREATE VIEW articles AS
SELECT n.sort_at AS date, f.slug AS feed, f.tier, n.title, n.url, n.author, n.published_at, n.first_seen_at, n.last_seen_at, n.revision, n.body, n.id AS entry_id
FROM entry n JOIN feed f ON f.id = n.feed_id
WHERE n.sort_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z';

CREATE VIEW _extremes AS
SELECT *, row_number() OVER (PARTITION BY product_slug, field, precision, sparsity, direction, scope, variant ORDER BY at_least DESC, claim_id) AS from_top,
       row_number() OVER (PARTITION BY product_slug, field, precision, sparsity, direction, scope, variant ORDER BY at_most, claim_id) AS from_bottom
FROM (SELECT *, CASE op WHEN '<=' THEN 0.0 WHEN '~' THEN 0.9 * value ELSE coalesce(low, value) END AS at_least,
             CASE op WHEN '>=' THEN 9e99 WHEN '~' THEN 1.1 * value ELSE coalesce(high, value) END AS at_most
      FROM claims WHERE status = 'accepted' AND value IS NOT NULL);

-- Where sources do not agree, of whatever kind: figures that differ, ratios that the figures do not bear out, and products
-- listed as current although stopped, succeeded or never announced, and promised days that differ.
CREATE VIEW contradictions AS
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
SELECT 'promise', a.product_slug, a.product, a.type, a.headline, a.publisher, a.url, a.quote, a.event_id, b.headline, b.publisher, b.url, b.quote, b.event_id
FROM timeline a JOIN timeline b ON b.product_slug = a.product_slug AND b.type = a.type AND b.date > a.date_end
WHERE a.type = 'roadmap' AND a.precision <> 'reported' AND b.precision <> 'reported' AND a.counterparty = b.counterparty;
