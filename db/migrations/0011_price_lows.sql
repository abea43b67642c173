-- The lowest sound price of each product, day by day, so that a history of two million prices is read at once.
PRAGMA user_version = 108;

CREATE TABLE price_low (                         -- days on which the lowest became another; what is lowest is the last known price of each offer
  product_id INTEGER NOT NULL REFERENCES product(id) ON DELETE CASCADE,
  term       TEXT NOT NULL,
  day        TEXT NOT NULL,
  offer_id   INTEGER REFERENCES offer(id) ON DELETE CASCADE,   -- NULL = no sound price is left
  usd        REAL,                                             -- of one accelerator and hour
  PRIMARY KEY (product_id, term, day),
  CHECK ((usd IS NULL) = (offer_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX price_lows_by_offer ON price_low(offer_id);

CREATE TABLE price_low_due (                     -- what has to be found again, and from which day on
  product_id INTEGER NOT NULL REFERENCES product(id) ON DELETE CASCADE,
  term       TEXT NOT NULL,
  since      TEXT NOT NULL,
  PRIMARY KEY (product_id, term)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER price_low_i AFTER INSERT ON price BEGIN
  INSERT INTO price_low_due(product_id, term, since) SELECT product_id, term, substr(new.observed_at, 1, 10) FROM offer WHERE id = new.offer_id
  ON CONFLICT(product_id, term) DO UPDATE SET since = min(since, excluded.since); END;
CREATE TRIGGER price_low_u AFTER UPDATE OF usd_per_hour, quality ON price WHEN new.usd_per_hour <> old.usd_per_hour OR new.quality <> old.quality BEGIN
  INSERT INTO price_low_due(product_id, term, since) SELECT product_id, term, substr(new.observed_at, 1, 10) FROM offer WHERE id = new.offer_id
  ON CONFLICT(product_id, term) DO UPDATE SET since = min(since, excluded.since); END;
CREATE TRIGGER price_low_d AFTER DELETE ON price BEGIN
  INSERT INTO price_low_due(product_id, term, since) SELECT product_id, term, substr(old.observed_at, 1, 10) FROM offer WHERE id = old.offer_id
  ON CONFLICT(product_id, term) DO UPDATE SET since = min(since, excluded.since); END;
CREATE TRIGGER price_low_offer_d BEFORE DELETE ON offer BEGIN
  INSERT INTO price_low_due(product_id, term, since) VALUES (old.product_id, old.term, '')
  ON CONFLICT(product_id, term) DO UPDATE SET since = ''; END;
CREATE TRIGGER price_low_offer_u AFTER UPDATE OF product_id, count ON offer WHEN new.product_id <> old.product_id OR new.count <> old.count BEGIN
  INSERT INTO price_low_due(product_id, term, since) VALUES (old.product_id, old.term, ''), (new.product_id, new.term, '')
  ON CONFLICT(product_id, term) DO UPDATE SET since = ''; END;

INSERT INTO price_low_due(product_id, term, since) SELECT DISTINCT product_id, term, '' FROM offer WHERE true
ON CONFLICT(product_id, term) DO NOTHING;
