-- Live price lists: what each part of a source answered, which offers its newest list holds, and the names that nobody maps yet.
PRAGMA user_version = 104;

CREATE TABLE price_list (                        -- one row a part of a source of feeds.toml
  id            INTEGER PRIMARY KEY,
  slug          TEXT NOT NULL,
  part          TEXT NOT NULL,                   -- region, model or provider that is asked for; '' = the source has one list
  kind          TEXT NOT NULL,
  url           TEXT NOT NULL,
  publisher     TEXT NOT NULL,
  etag          TEXT NOT NULL DEFAULT '',        -- validators and body hash belong to the prices stored with them
  last_modified TEXT NOT NULL DEFAULT '',
  body_sha256   TEXT NOT NULL DEFAULT '',
  chained       INTEGER NOT NULL DEFAULT 0,      -- 1: the first answer is not the whole list, so that its hash proves nothing
  read_with     TEXT NOT NULL DEFAULT '',        -- digest of the catalogue whose names it was read with
  published     TEXT NOT NULL DEFAULT '',        -- day that the list or its server gives for it
  state         TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new','ok','failing','blocked','gone')),
  fault         TEXT NOT NULL DEFAULT '',        -- a word for what is wrong: rate_limited, truncated, html, shape_changed, stale …
  failures      INTEGER NOT NULL DEFAULT 0,
  last_error    TEXT NOT NULL DEFAULT '',
  last_fetch_at TEXT,
  last_ok_at    TEXT,
  changed_at    TEXT,                            -- when a price of it last changed
  next_due_at   TEXT,
  hold_until    TEXT,
  n_rows        INTEGER NOT NULL DEFAULT 0,
  n_offers      INTEGER NOT NULL DEFAULT 0,
  n_faulty      INTEGER NOT NULL DEFAULT 0,
  UNIQUE (slug, part)
) STRICT;

CREATE TABLE unmapped_accelerator (              -- of the newest list: what no alias of the catalogue names
  list_id  INTEGER NOT NULL REFERENCES price_list(id) ON DELETE CASCADE,
  name     TEXT NOT NULL,
  provider TEXT NOT NULL,
  n        INTEGER NOT NULL,
  example  TEXT NOT NULL,                        -- a SKU
  low      REAL NOT NULL,                        -- USD an hour of one accelerator
  high     REAL NOT NULL,
  PRIMARY KEY (list_id, name, provider)
) STRICT, WITHOUT ROWID;

CREATE TABLE list_name (                         -- what price lists call things, beyond the names and aliases of the catalogue
  kind       TEXT NOT NULL CHECK (kind IN ('accelerator','instance','provider','model')),
  name       TEXT NOT NULL,
  slug       TEXT NOT NULL,
  count      INTEGER CHECK (count > 0),          -- accelerators in an instance
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

ALTER TABLE offer ADD COLUMN list_id INTEGER REFERENCES price_list(id) ON DELETE SET NULL;
ALTER TABLE token_offer ADD COLUMN list_id INTEGER REFERENCES price_list(id) ON DELETE SET NULL;
CREATE INDEX offers_by_list ON offer(list_id);
CREATE INDEX token_offers_by_list ON token_offer(list_id);
CREATE INDEX token_offers_by_model ON token_offer(model);

-- The newest row of each offer by a seek in the key, so that a long history costs nothing here; CROSS JOIN keeps the planner to it.
DROP VIEW current_prices;
CREATE VIEW current_prices AS
SELECT p.slug AS product_slug, p.name AS product, v.name AS provider, v.slug AS provider_slug, o.sku, o.region, o.term, o.count,
       h.usd_per_hour, h.usd_per_hour / o.count AS usd_per_accelerator_hour, h.kw_all_in, h.quality, h.reason,
       h.observed_at, min(h.last_seen_at, '9999-12-31' /*as_of*/ || 'T23:59:59Z') AS last_seen_at, h.valid_from, s.publisher, s.url,
       o.key AS offer_id, s.tier
FROM product p
JOIN offer o ON o.product_id = p.id
CROSS JOIN price h ON h.offer_id = o.id
                  AND h.observed_at = (SELECT max(x.observed_at) FROM price x
                                       WHERE x.offer_id = o.id AND x.observed_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z')
JOIN vendor v ON v.id = o.provider_id
JOIN source s ON s.id = o.source_id;

DROP VIEW current_token_prices;
CREATE VIEW current_token_prices AS
SELECT o.model AS model_slug, coalesce(m.name, o.model) AS model, v.name AS provider, v.slug AS provider_slug, o.endpoint, o.tier,
       h.usd_per_mtok_in, h.usd_per_mtok_cached_in, h.usd_per_mtok_out, h.quality, h.reason, h.observed_at,
       min(h.last_seen_at, '9999-12-31' /*as_of*/ || 'T23:59:59Z') AS last_seen_at, h.valid_from,
       s.publisher, s.url, o.key AS token_offer_id, s.tier AS source_tier
FROM token_offer o
CROSS JOIN token_price h ON h.token_offer_id = o.id
                        AND h.observed_at = (SELECT max(x.observed_at) FROM token_price x
                                             WHERE x.token_offer_id = o.id AND x.observed_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z')
JOIN vendor v ON v.id = o.provider_id
JOIN source s ON s.id = o.source_id
LEFT JOIN model m ON m.slug = o.model;

DROP VIEW vendors;
CREATE VIEW vendors AS
SELECT v.slug AS vendor_slug, v.name AS vendor, v.kind, v.homepage, v.note,
       (SELECT count(*) FROM product p WHERE p.vendor_id = v.id) AS n_products,
       (SELECT count(*) FROM event e WHERE e.vendor_id = v.id) AS n_events
FROM vendor v
WHERE v.provisional = 0 OR EXISTS (SELECT 1 FROM product p WHERE p.vendor_id = v.id);

CREATE VIEW price_sources AS
SELECT slug, part, kind, publisher, state, fault, failures, last_error, last_fetch_at, last_ok_at, changed_at, next_due_at, published,
       n_rows, n_offers, n_faulty, url
FROM price_list;

CREATE VIEW unmapped_prices AS
SELECT 'accelerator' AS kind, u.name, u.provider, u.n, u.example, u.low AS usd_low, u.high AS usd_high, 'USD/h' AS unit, l.slug
FROM unmapped_accelerator u JOIN price_list l ON l.id = u.list_id
UNION ALL
SELECT 'model', o.model, v.name, count(*), min(o.endpoint), min(c.usd_per_mtok_out), max(c.usd_per_mtok_out), 'USD/Mtok', l.slug
FROM token_offer o
JOIN price_list l ON l.id = o.list_id
JOIN vendor v ON v.id = o.provider_id
JOIN current_token_prices c ON c.token_offer_id = o.key
WHERE NOT EXISTS (SELECT 1 FROM model m WHERE m.slug = o.model)
GROUP BY o.model, v.name, l.slug;

-- What publishers have for one provider's accelerator in one region, zones and sizes of machine aside.
CREATE VIEW disputed_prices AS
SELECT product_slug, product, provider_slug, provider, place AS region, term, min(usd) AS lowest, max(usd) AS highest,
       max(usd) / min(usd) AS spread, count(*) AS n_publishers,
       group_concat(publisher || ': ' || printf('%.2f', usd) || ' on ' || substr(seen, 1, 10), '; ') AS who
FROM (SELECT product_slug, product, provider_slug, provider, substr(region, 1, instr(region || ' ', ' ') - 1) AS place, term, publisher,
             min(usd_per_accelerator_hour) AS usd, max(last_seen_at) AS seen
      FROM current_prices
      WHERE quality = 'ok' AND term <> 'owned'
      GROUP BY product_slug, provider_slug, place, term, publisher)
GROUP BY product_slug, provider_slug, place, term
HAVING count(*) > 1 AND max(usd) > 1.05 * min(usd);

INSERT INTO docs (object, kind, doc, example) VALUES
('disputed_prices', 'view', 'Where publishers differ by more than 5 % on what one provider asks for an accelerator in one region: the cheapest machine of each list.',
 'SELECT product, provider, region, term, lowest, highest, who FROM disputed_prices ORDER BY spread DESC'),
('price_sources', 'view', 'Price lists of feeds.toml: how each part answered last and how old its prices are.',
 'SELECT slug, part, state, fault, last_ok_at, n_offers FROM price_sources ORDER BY slug, part'),
('unmapped_prices', 'view', 'Accelerators and models of price lists that no name of the catalogue means: they are in no ranking.',
 'SELECT kind, name, provider, n, usd_low, usd_high, unit FROM unmapped_prices WHERE kind = ''accelerator'' ORDER BY n DESC LIMIT 20');

INSERT INTO docs (object, col, kind, unit, doc) VALUES
('disputed_prices', 'product_slug', 'column', NULL, 'Stable id of the product: vendor/short-name.'),
('disputed_prices', 'product', 'column', NULL, 'Name without the vendor.'),
('disputed_prices', 'provider_slug', 'column', NULL, 'Who rents it out.'),
('disputed_prices', 'provider', 'column', NULL, 'Name of who rents it out.'),
('disputed_prices', 'region', 'column', NULL, 'Region of the provider, without the zone.'),
('disputed_prices', 'term', 'column', NULL, 'on_demand, spot, reserved_1y or reserved_3y.'),
('disputed_prices', 'lowest', 'column', 'USD/h', 'Lowest price of an accelerator.'),
('disputed_prices', 'highest', 'column', 'USD/h', 'Highest price of an accelerator.'),
('disputed_prices', 'spread', 'column', NULL, 'Highest over lowest.'),
('disputed_prices', 'n_publishers', 'column', NULL, 'Lists that have a price.'),
('disputed_prices', 'who', 'column', NULL, 'Each list with its price and the day it was last seen.'),
('price_sources', 'slug', 'column', NULL, 'Name of the source in feeds.toml.'),
('price_sources', 'part', 'column', NULL, 'Region, model or provider that it is asked for; empty where it is one list.'),
('price_sources', 'kind', 'column', NULL, 'Which connector reads it.'),
('price_sources', 'publisher', 'column', NULL, 'Whom its prices are credited to.'),
('price_sources', 'state', 'column', NULL, 'new, ok, failing, blocked or gone.'),
('price_sources', 'fault', 'column', NULL, 'A word for what is wrong: rate_limited, truncated, html, shape_changed, stale …; empty = nothing. Prices of before are kept.'),
('price_sources', 'failures', 'column', NULL, 'Failures in a row.'),
('price_sources', 'last_error', 'column', NULL, 'What went wrong last; of a list that was read, its faulty rows.'),
('price_sources', 'last_fetch_at', 'column', 'UTC', 'When it was last asked.'),
('price_sources', 'last_ok_at', 'column', 'UTC', 'When it last answered well: the age of its prices.'),
('price_sources', 'changed_at', 'column', 'UTC', 'When one of its prices last changed.'),
('price_sources', 'next_due_at', 'column', 'UTC', 'When it is asked again.'),
('price_sources', 'published', 'column', NULL, 'Day that the list, or its server, gives for it.'),
('price_sources', 'n_rows', 'column', NULL, 'Rows of the last list that was read.'),
('price_sources', 'n_offers', 'column', NULL, 'Of these, prices of things that the catalogue has.'),
('price_sources', 'n_faulty', 'column', NULL, 'Of these, rows that could not be read.'),
('price_sources', 'url', 'column', NULL, 'Where the list is had.'),
('unmapped_prices', 'kind', 'column', NULL, 'accelerator or model.'),
('unmapped_prices', 'name', 'column', NULL, 'As the list writes it.'),
('unmapped_prices', 'provider', 'column', NULL, 'Who sells it.'),
('unmapped_prices', 'n', 'column', NULL, 'Prices of it in the list.'),
('unmapped_prices', 'example', 'column', NULL, 'One SKU, or the provider''s id of a model.'),
('unmapped_prices', 'usd_low', 'column', NULL, 'Lowest price, in the unit beside it: of an accelerator hour, or of a million output tokens.'),
('unmapped_prices', 'usd_high', 'column', NULL, 'Highest price.'),
('unmapped_prices', 'unit', 'column', NULL, 'USD/h or USD/Mtok.'),
('unmapped_prices', 'slug', 'column', NULL, 'Name of the source in feeds.toml.');
