-- On which days each price list was read, so that a look back says when a price was last seen by then; and what tells lists apart.
PRAGMA user_version = 109;

ALTER TABLE price_list ADD COLUMN body_day TEXT NOT NULL DEFAULT '';   -- day that the list itself gives; published may be the server's
ALTER TABLE price_list ADD COLUMN frozen TEXT NOT NULL DEFAULT '';     -- why the source says that it is no longer kept
ALTER TABLE price_list ADD COLUMN named INTEGER NOT NULL DEFAULT 0 CHECK (named IN (0, 1));  -- 1 = an answer named this part

CREATE TABLE price_reading (                     -- one row a day on which the list was had
  list_id INTEGER NOT NULL REFERENCES price_list(id) ON DELETE CASCADE,
  day     TEXT NOT NULL,
  at      TEXT NOT NULL,                         -- last time of that day
  PRIMARY KEY (list_id, day)
) STRICT, WITHOUT ROWID;

INSERT INTO price_reading(list_id, day, at) SELECT id, substr(last_ok_at, 1, 10), last_ok_at FROM price_list WHERE last_ok_at IS NOT NULL;

DROP VIEW prices;
CREATE VIEW prices AS
SELECT p.slug AS product_slug, p.name AS product, v.name AS provider, v.slug AS provider_slug, o.sku, o.region, o.term, o.count,
       h.usd_per_hour, h.usd_per_hour / o.count AS usd_per_accelerator_hour, h.kw_all_in, h.quality, h.reason,
       h.observed_at, CASE WHEN h.last_seen_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z' THEN h.last_seen_at
            ELSE max(h.observed_at, coalesce((SELECT max(r.at) FROM price_reading r
                                              WHERE r.list_id = o.list_id AND r.at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z'), '')) END AS last_seen_at, h.valid_from, s.publisher, s.url,
       o.key AS offer_id, s.tier
FROM price h
JOIN offer o ON o.id = h.offer_id
JOIN product p ON p.id = o.product_id
JOIN vendor v ON v.id = o.provider_id
JOIN source s ON s.id = o.source_id
WHERE h.observed_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z';

DROP VIEW current_prices;
CREATE VIEW current_prices AS
SELECT p.slug AS product_slug, p.name AS product, v.name AS provider, v.slug AS provider_slug, o.sku, o.region, o.term, o.count,
       h.usd_per_hour, h.usd_per_hour / o.count AS usd_per_accelerator_hour, h.kw_all_in, h.quality, h.reason,
       h.observed_at, CASE WHEN h.last_seen_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z' THEN h.last_seen_at
            ELSE max(h.observed_at, coalesce((SELECT max(r.at) FROM price_reading r
                                              WHERE r.list_id = o.list_id AND r.at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z'), '')) END AS last_seen_at, h.valid_from, s.publisher, s.url,
       o.key AS offer_id, s.tier
FROM product p
JOIN offer o ON o.product_id = p.id
CROSS JOIN price h ON h.offer_id = o.id
                  AND h.observed_at = (SELECT max(x.observed_at) FROM price x
                                       WHERE x.offer_id = o.id AND x.observed_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z')
JOIN vendor v ON v.id = o.provider_id
JOIN source s ON s.id = o.source_id;

DROP VIEW token_prices;
CREATE VIEW token_prices AS
SELECT o.model AS model_slug, coalesce(m.name, o.model) AS model, v.name AS provider, v.slug AS provider_slug, o.endpoint, o.tier,
       h.usd_per_mtok_in, h.usd_per_mtok_cached_in, h.usd_per_mtok_out, h.quality, h.reason, h.observed_at,
       CASE WHEN h.last_seen_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z' THEN h.last_seen_at
            ELSE max(h.observed_at, coalesce((SELECT max(r.at) FROM price_reading r
                                              WHERE r.list_id = o.list_id AND r.at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z'), '')) END AS last_seen_at, h.valid_from,
       s.publisher, s.url, o.key AS token_offer_id, s.tier AS source_tier
FROM token_price h
JOIN token_offer o ON o.id = h.token_offer_id
JOIN vendor v ON v.id = o.provider_id
JOIN source s ON s.id = o.source_id
LEFT JOIN model m ON m.slug = o.model
WHERE h.observed_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z';

DROP VIEW current_token_prices;
CREATE VIEW current_token_prices AS
SELECT o.model AS model_slug, coalesce(m.name, o.model) AS model, v.name AS provider, v.slug AS provider_slug, o.endpoint, o.tier,
       h.usd_per_mtok_in, h.usd_per_mtok_cached_in, h.usd_per_mtok_out, h.quality, h.reason, h.observed_at,
       CASE WHEN h.last_seen_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z' THEN h.last_seen_at
            ELSE max(h.observed_at, coalesce((SELECT max(r.at) FROM price_reading r
                                              WHERE r.list_id = o.list_id AND r.at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z'), '')) END AS last_seen_at, h.valid_from,
       s.publisher, s.url, o.key AS token_offer_id, s.tier AS source_tier
FROM token_offer o
CROSS JOIN token_price h ON h.token_offer_id = o.id
                        AND h.observed_at = (SELECT max(x.observed_at) FROM token_price x
                                             WHERE x.token_offer_id = o.id AND x.observed_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z')
JOIN vendor v ON v.id = o.provider_id
JOIN source s ON s.id = o.source_id
LEFT JOIN model m ON m.slug = o.model;

