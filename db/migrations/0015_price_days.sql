-- Of which day a price is: the one on which it was last seen, or its list's own day where that is older. A list that answers today
-- may be a file that nobody has written for months. And what a list no longer has waits for no name.
PRAGMA user_version = 112;

DROP VIEW current_prices;
CREATE VIEW current_prices AS
SELECT p.slug AS product_slug, p.name AS product, v.name AS provider, v.slug AS provider_slug, o.sku, o.region, o.term, o.count,
       h.usd_per_hour, h.usd_per_hour / o.count AS usd_per_accelerator_hour, h.kw_all_in, h.quality, h.reason,
       h.observed_at, CASE WHEN h.last_seen_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z' THEN h.last_seen_at
            ELSE max(h.observed_at, coalesce((SELECT max(r.at) FROM price_reading r
                                              WHERE r.list_id = o.list_id AND r.at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z'), '')) END AS last_seen_at, h.valid_from, s.publisher, s.url,
       o.key AS offer_id, s.tier,
       min(substr(CASE WHEN h.last_seen_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z' THEN h.last_seen_at
            ELSE max(h.observed_at, coalesce((SELECT max(r.at) FROM price_reading r
                                              WHERE r.list_id = o.list_id AND r.at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z'), '')) END, 1, 10),
           coalesce(nullif(substr(l.published, 1, 10), ''), '9999-12-31')) AS price_of
FROM product p
JOIN offer o ON o.product_id = p.id
CROSS JOIN price h ON h.offer_id = o.id
                  AND h.observed_at = (SELECT max(x.observed_at) FROM price x
                                       WHERE x.offer_id = o.id AND x.observed_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z')
JOIN vendor v ON v.id = o.provider_id
JOIN source s ON s.id = o.source_id
LEFT JOIN price_list l ON l.id = o.list_id;

DROP VIEW current_token_prices;
CREATE VIEW current_token_prices AS
SELECT o.model AS model_slug, coalesce(m.name, o.model) AS model, v.name AS provider, v.slug AS provider_slug, o.endpoint, o.tier,
       h.usd_per_mtok_in, h.usd_per_mtok_cached_in, h.usd_per_mtok_out, h.quality, h.reason, h.observed_at,
       CASE WHEN h.last_seen_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z' THEN h.last_seen_at
            ELSE max(h.observed_at, coalesce((SELECT max(r.at) FROM price_reading r
                                              WHERE r.list_id = o.list_id AND r.at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z'), '')) END AS last_seen_at, h.valid_from,
       s.publisher, s.url, o.key AS token_offer_id, s.tier AS source_tier,
       min(substr(CASE WHEN h.last_seen_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z' THEN h.last_seen_at
            ELSE max(h.observed_at, coalesce((SELECT max(r.at) FROM price_reading r
                                              WHERE r.list_id = o.list_id AND r.at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z'), '')) END, 1, 10),
           coalesce(nullif(substr(l.published, 1, 10), ''), '9999-12-31')) AS price_of
FROM token_offer o
CROSS JOIN token_price h ON h.token_offer_id = o.id
                        AND h.observed_at = (SELECT max(x.observed_at) FROM token_price x
                                             WHERE x.token_offer_id = o.id AND x.observed_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z')
JOIN vendor v ON v.id = o.provider_id
JOIN source s ON s.id = o.source_id
LEFT JOIN price_list l ON l.id = o.list_id
LEFT JOIN model m ON m.slug = o.model;

DROP VIEW disputed_prices;
CREATE VIEW disputed_prices AS
SELECT product_slug, product, provider_slug, provider, place AS region, term, min(usd) AS lowest, max(usd) AS highest,
       max(usd) / min(usd) AS spread, count(*) AS n_publishers,
       group_concat(publisher || ': ' || printf('%.2f', usd) || ' on ' || seen, '; ') AS who
FROM (SELECT product_slug, product, provider_slug, provider, substr(region, 1, instr(region || ' ', ' ') - 1) AS place, term, publisher,
             min(usd_per_accelerator_hour) AS usd, price_of AS seen
      FROM current_prices
      WHERE quality = 'ok' AND term <> 'owned'
      GROUP BY product_slug, provider_slug, place, term, publisher)
GROUP BY product_slug, provider_slug, place, term
HAVING count(*) > 1 AND max(usd) > 1.05 * min(usd);

DROP VIEW cost_per_token;
CREATE VIEW cost_per_token AS
SELECT w.slug AS workload, q.price_basis, k.rank, p.name AS accelerator, p.slug AS product_slug, v.name AS vendor, pv.name AS provider, o.sku, o.region, o.term,
       k.usd_per_mtok, k.usd_per_mtok_p10, k.usd_per_mtok_p90, k.basis, k.tied_from, k.tied_to, k.p_best,
       k.usd_per_hour, k.tokens_per_s, k.utilisation, k.output_tok_s, k.usd_per_mtok_input, k.usd_per_mtok_cached_input, k.usd_per_mtok_output,
       k.usd_per_mtok_output_whole_hour, k.tok_s_user, k.ttft_unloaded_s, k.n_accelerators, k.layout, k.precision, k.batch, k.bound,
       k.tok_s_per_mw, k.j_per_tok, k.announced_only, k.reason,
       (SELECT CASE WHEN substr(max(h.last_seen_at), 1, 10) > substr(l.published, 1, 10) THEN substr(l.published, 1, 10) ELSE max(h.last_seen_at) END
        FROM price h LEFT JOIN price_list l ON l.id = o.list_id AND l.published <> '' WHERE h.offer_id = k.offer_id) AS price_as_of,
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

DROP VIEW unmapped_prices;
CREATE VIEW unmapped_prices AS
SELECT 'accelerator' AS kind, u.name, u.provider, u.n, u.example, u.low AS usd_low, u.high AS usd_high, 'USD/h' AS unit, l.slug
FROM unmapped_accelerator u JOIN price_list l ON l.id = u.list_id
UNION ALL
SELECT 'model', o.model, v.name, count(*), min(o.endpoint), min(c.usd_per_mtok_out), max(c.usd_per_mtok_out), 'USD/Mtok', l.slug
FROM token_offer o
JOIN price_list l ON l.id = o.list_id
JOIN vendor v ON v.id = o.provider_id
JOIN current_token_prices c ON c.token_offer_id = o.key
WHERE c.quality <> 'stale' AND NOT EXISTS (SELECT 1 FROM model m WHERE m.slug = o.model)
GROUP BY o.model, v.name, l.slug;

INSERT INTO docs (object, col, kind, unit, doc) VALUES
('current_prices', 'price_of', 'column', NULL, 'Of which day the price is: when it was last seen, or the own day of its list where that is older.'),
('current_token_prices', 'price_of', 'column', NULL, 'Of which day the price is: when it was last seen, or the own day of its list where that is older.');
UPDATE docs SET doc = 'Of when the price is: when it was last seen, or the own day of its list where that is older.'
WHERE object = 'cost_per_token' AND col = 'price_as_of';
UPDATE docs SET doc = 'Each list with its price and the day it is of.' WHERE object = 'disputed_prices' AND col = 'who';
