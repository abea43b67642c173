-- Tables of tracker.db. Floor: SQLite 3.37 (STRICT).
--   * Tables are singular and internal; the views of 0002 are plural and public.
--   * Every *_at column is UTC text YYYY-MM-DDTHH:MM:SSZ, every date YYYY-MM-DD. Units are in the column name or SI.
--   * `key` columns are short hashes of content, so that an id means the same fact in a rebuilt database.
PRAGMA application_id = 0x41494D54;   -- 'AIMT'
PRAGMA user_version = 100;            -- 100*major + minor; major changes when a view loses, renames or retypes a column

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE docs (                   -- what each public view and column means, with queries that run as they stand
  object  TEXT NOT NULL,
  col     TEXT NOT NULL DEFAULT '',   -- '' = the object itself
  kind    TEXT NOT NULL CHECK (kind IN ('view', 'table', 'column')),
  unit    TEXT,
  doc     TEXT NOT NULL,
  example TEXT,
  PRIMARY KEY (object, col)
) STRICT, WITHOUT ROWID;

---------------------------------------------------------------- who and what
CREATE TABLE vendor (
  id       INTEGER PRIMARY KEY,
  slug     TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('chip','cloud','platform','memory','foundry','model','other')),
  homepage TEXT NOT NULL DEFAULT '',
  note     TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE product (
  id          INTEGER PRIMARY KEY,
  slug        TEXT NOT NULL UNIQUE,
  vendor_id   INTEGER NOT NULL REFERENCES vendor(id),
  name        TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('die','chip','package','superchip','card','server','rack','pod','memory','cpu','platform','service','line')),
  family      TEXT NOT NULL DEFAULT '',
  generation  TEXT NOT NULL DEFAULT '',
  summary     TEXT NOT NULL DEFAULT '',
  provisional INTEGER NOT NULL DEFAULT 0 CHECK (provisional IN (0, 1))   -- found in a text, in no catalogue
) STRICT;
CREATE INDEX products_by_vendor ON product(vendor_id, family, slug);

CREATE TABLE part (
  whole_id INTEGER NOT NULL REFERENCES product(id) ON DELETE CASCADE,
  part_id  INTEGER NOT NULL REFERENCES product(id) ON DELETE CASCADE,
  count    INTEGER NOT NULL CHECK (count > 0),
  PRIMARY KEY (whole_id, part_id),
  CHECK (whole_id <> part_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE alias (
  id         INTEGER PRIMARY KEY,
  text       TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('name','codename','marketing','sku','instance')),
  ambiguous  INTEGER NOT NULL CHECK (ambiguous IN (0, 1)),
  vendor_id  INTEGER REFERENCES vendor(id) ON DELETE CASCADE,
  product_id INTEGER REFERENCES product(id) ON DELETE CASCADE,
  CHECK ((vendor_id IS NULL) <> (product_id IS NULL))
) STRICT;
CREATE INDEX aliases_by_product ON alias(product_id);
CREATE INDEX aliases_by_vendor ON alias(vendor_id);

---------------------------------------------------------------- feeds, runs, entries
CREATE TABLE feed (
  id            INTEGER PRIMARY KEY,
  slug          TEXT NOT NULL UNIQUE,
  url           TEXT NOT NULL,
  title         TEXT NOT NULL,
  vendor_slug   TEXT NOT NULL DEFAULT '',
  tier          TEXT NOT NULL CHECK (tier IN ('vendor','press','analyst','community')),
  enabled       INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  note          TEXT NOT NULL DEFAULT '',        -- why it is off
  etag          TEXT NOT NULL DEFAULT '',        -- validators and body hash belong to the entries stored with them
  last_modified TEXT NOT NULL DEFAULT '',
  body_sha256   TEXT NOT NULL DEFAULT '',
  state         TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new','ok','failing','blocked','gone','file')),
  failures      INTEGER NOT NULL DEFAULT 0,
  last_error    TEXT NOT NULL DEFAULT '',
  last_fetch_at TEXT,
  last_ok_at    TEXT,
  next_due_at   TEXT,
  ttl_s         REAL NOT NULL DEFAULT 0,         -- how long the feed itself says to wait
  hold_until    TEXT                             -- not before, whatever a person asks: Retry-After, a block
) STRICT;

CREATE TABLE run (
  id          INTEGER PRIMARY KEY,
  started_at  TEXT NOT NULL,
  finished_at TEXT,
  version     TEXT NOT NULL,
  exit_code   INTEGER,
  summary     TEXT
) STRICT;

CREATE TABLE fetch_log (
  id         INTEGER PRIMARY KEY,
  run_id     INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
  feed_id    INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
  fetched_at TEXT NOT NULL,
  status     INTEGER,                             -- HTTP status; NULL = no answer
  outcome    TEXT NOT NULL CHECK (outcome IN ('new','unchanged','not_modified','error')),
  message    TEXT NOT NULL DEFAULT '',
  bytes      INTEGER NOT NULL DEFAULT 0,
  ms         INTEGER NOT NULL DEFAULT 0,
  n_entries  INTEGER NOT NULL DEFAULT 0,
  n_new      INTEGER NOT NULL DEFAULT 0,
  n_changed  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX fetches_by_feed ON fetch_log(feed_id, id DESC);

CREATE TABLE entry (
  id            INTEGER PRIMARY KEY,
  feed_id       INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
  guid          TEXT NOT NULL,
  url           TEXT NOT NULL DEFAULT '',
  title         TEXT NOT NULL,
  author        TEXT NOT NULL DEFAULT '',
  published_at  TEXT,
  updated_at    TEXT,
  first_seen_at TEXT NOT NULL,
  last_seen_at  TEXT NOT NULL,
  sort_at       TEXT NOT NULL,                    -- a feed cannot push an entry into the future
  revision      INTEGER NOT NULL DEFAULT 1,
  text_hash     TEXT NOT NULL,
  extractor     TEXT NOT NULL DEFAULT '',         -- version that last read it; '' = to do
  body          TEXT NOT NULL DEFAULT '',         -- last column: long text overflows, the rest stays on the leaf page
  UNIQUE (feed_id, guid),
  CHECK (sort_at = min(coalesce(published_at, first_seen_at), first_seen_at))
) STRICT;
CREATE INDEX entries_by_time ON entry(sort_at DESC, id DESC);
CREATE INDEX entries_by_feed ON entry(feed_id, sort_at DESC, id DESC);
CREATE INDEX entries_by_extractor ON entry(extractor, id);

CREATE TABLE entry_revision (                    -- what was replaced; the current text is in entry
  entry_id    INTEGER NOT NULL REFERENCES entry(id) ON DELETE CASCADE,
  revision    INTEGER NOT NULL,
  replaced_at TEXT NOT NULL,
  title       TEXT NOT NULL,
  body        TEXT NOT NULL,
  PRIMARY KEY (entry_id, revision)
) STRICT, WITHOUT ROWID;

-- content="entry" in double quotes: sqlite-utils and Datasette find the search table only by that spelling
CREATE VIRTUAL TABLE entries_fts USING fts5(
  title, body, content="entry", content_rowid="id", tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER entries_fts_ai AFTER INSERT ON entry BEGIN
  INSERT INTO entries_fts(rowid, title, body) VALUES (new.id, new.title, new.body); END;
CREATE TRIGGER entries_fts_ad AFTER DELETE ON entry BEGIN
  INSERT INTO entries_fts(entries_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body); END;
CREATE TRIGGER entries_fts_au AFTER UPDATE OF title, body ON entry BEGIN
  INSERT INTO entries_fts(entries_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
  INSERT INTO entries_fts(rowid, title, body) VALUES (new.id, new.title, new.body); END;

---------------------------------------------------------------- sources and what they state
CREATE TABLE source (
  id        INTEGER PRIMARY KEY,
  key       TEXT NOT NULL UNIQUE,
  url       TEXT NOT NULL,                        -- '' = unverified
  publisher TEXT NOT NULL,
  title     TEXT NOT NULL DEFAULT '',
  tier      TEXT NOT NULL CHECK (tier IN ('datasheet','vendor','benchmark','database','press','analyst','community','estimate','unverified')),
  published TEXT,                                 -- partial date as the source gives it
  known_on  TEXT NOT NULL,                        -- day from which we may use it: published, else the day it was read
  origin    TEXT NOT NULL CHECK (origin IN ('catalogue','entry','prices')),   -- which part of the program keeps it
  entry_id  INTEGER UNIQUE REFERENCES entry(id) ON DELETE CASCADE
) STRICT;

CREATE TABLE tier_rank (tier TEXT PRIMARY KEY, rank INTEGER NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
INSERT INTO tier_rank VALUES ('datasheet',1),('vendor',2),('benchmark',3),('database',4),('press',5),('analyst',6),('community',7),('estimate',8),('unverified',9);

CREATE TABLE field (                             -- filled from tracker.model.fields
  slug   TEXT PRIMARY KEY,
  label  TEXT NOT NULL,
  kind   TEXT NOT NULL CHECK (kind IN ('number','text')),
  unit   TEXT NOT NULL,
  better TEXT NOT NULL CHECK (better IN ('higher','lower','')),
  doc    TEXT NOT NULL,
  sort   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE claim (
  id          INTEGER PRIMARY KEY,
  key         TEXT NOT NULL UNIQUE,
  product_id  INTEGER NOT NULL REFERENCES product(id),
  field       TEXT NOT NULL REFERENCES field(slug),
  value       REAL,                               -- base unit of the field
  low         REAL,
  high        REAL,
  op          TEXT NOT NULL CHECK (op IN ('=','>=','<=','~','range')),
  printed     TEXT NOT NULL,
  unit        TEXT NOT NULL,                      -- as printed
  precision   TEXT NOT NULL CHECK (precision IN ('','fp4','fp6','fp8','int8','bf16','fp16','tf32','fp32','fp64','int4')),
  sparsity    TEXT NOT NULL CHECK (sparsity IN ('dense','sparse','unstated')),
  direction   TEXT NOT NULL CHECK (direction IN ('per_direction','bidirectional','unstated')),
  scope       TEXT NOT NULL CHECK (scope IN ('die','chip','card','server','rack','pod','stack')),
  variant     TEXT NOT NULL,
  asserted    TEXT,                               -- partial date
  status      TEXT NOT NULL CHECK (status IN ('accepted','review','rejected','superseded','rumour')),
  reason      TEXT NOT NULL,
  note        TEXT NOT NULL,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  revision    INTEGER,                            -- of the entry that the quote is from
  quote       TEXT NOT NULL,
  quote_start INTEGER,                            -- code points in title + two newlines + body
  quote_end   INTEGER,
  extractor   TEXT NOT NULL,
  rule        TEXT NOT NULL,
  confidence  REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  CHECK (status IN ('accepted','rumour') OR reason <> ''),
  CHECK (quote = '' OR quote_end > quote_start)
) STRICT;
CREATE INDEX claims_by_product ON claim(product_id, field);
CREATE INDEX claims_by_source ON claim(source_id);

CREATE TABLE event (                             -- one row a thing that happened; its mentions are grouped by tracker.store.events
  id            INTEGER PRIMARY KEY,
  key           TEXT NOT NULL UNIQUE,
  product_id    INTEGER NOT NULL REFERENCES product(id),
  vendor_id     INTEGER NOT NULL REFERENCES vendor(id),
  type          TEXT NOT NULL CHECK (type IN ('announced','roadmap','production','available','deployed','deal','benchmark','price','discontinued')),
  date          TEXT NOT NULL,                    -- first day of the interval
  date_end      TEXT NOT NULL,
  precision     TEXT NOT NULL CHECK (precision IN ('day','month','quarter','half','year','reported')),
  date_words    TEXT NOT NULL,
  certainty     TEXT NOT NULL CHECK (certainty IN ('stated','expected','rumoured')),
  counterparty  TEXT NOT NULL,
  headline      TEXT NOT NULL,
  n_sources     INTEGER NOT NULL,
  known_on      TEXT NOT NULL,                    -- day of the first source
  first_seen_at TEXT NOT NULL,
  best_mention  INTEGER NOT NULL,                 -- mention.id that speaks for it
  CHECK (date_end >= date)
) STRICT;
CREATE INDEX events_by_date ON event(date DESC, id DESC);
CREATE INDEX events_by_vendor ON event(vendor_id, date DESC, id DESC);
CREATE INDEX events_by_product ON event(product_id, type, date DESC, id DESC);
CREATE INDEX events_by_seen ON event(first_seen_at DESC, id DESC);

CREATE TABLE mention (
  id           INTEGER PRIMARY KEY,
  key          TEXT NOT NULL UNIQUE,
  event_id     INTEGER REFERENCES event(id) ON DELETE SET NULL,   -- NULL while in review or rejected
  product_id   INTEGER NOT NULL REFERENCES product(id),
  type         TEXT NOT NULL,
  date         TEXT,                              -- NULL = the text gives no date
  date_end     TEXT,
  precision    TEXT NOT NULL,
  date_words   TEXT NOT NULL,
  certainty    TEXT NOT NULL,
  counterparty TEXT NOT NULL,
  status       TEXT NOT NULL CHECK (status IN ('accepted','review','rejected','superseded','rumour')),
  reason       TEXT NOT NULL,
  note         TEXT NOT NULL,
  source_id    INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  revision     INTEGER,
  quote        TEXT NOT NULL,
  quote_start  INTEGER,
  quote_end    INTEGER,
  extractor    TEXT NOT NULL,
  rule         TEXT NOT NULL,
  confidence   REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  seen_at      TEXT NOT NULL,
  CHECK ((date IS NULL) = (date_end IS NULL))
) STRICT;
CREATE INDEX event_mentions_by_event ON mention(event_id);
CREATE INDEX event_mentions_by_product ON mention(product_id, type);
CREATE INDEX event_mentions_by_source ON mention(source_id);

CREATE TABLE ratio (                             -- "3x faster than X": never turned into an absolute value
  id                 INTEGER PRIMARY KEY,
  key                TEXT NOT NULL UNIQUE,
  subject_id         INTEGER NOT NULL REFERENCES product(id),
  object_id          INTEGER REFERENCES product(id),
  object_text        TEXT NOT NULL,
  metric             TEXT NOT NULL,
  factor             REAL NOT NULL CHECK (factor > 0),
  low                REAL,
  high               REAL,
  op                 TEXT NOT NULL CHECK (op IN ('=','>=','<=','~','range')),
  precision          TEXT NOT NULL,
  status             TEXT NOT NULL CHECK (status IN ('accepted','review','rejected','superseded','rumour')),
  reason             TEXT NOT NULL,
  note               TEXT NOT NULL,
  source_id          INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  revision           INTEGER,
  quote              TEXT NOT NULL,
  quote_start        INTEGER,
  quote_end          INTEGER,
  extractor          TEXT NOT NULL,
  rule               TEXT NOT NULL,
  confidence         REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1)
) STRICT;
CREATE INDEX ratios_by_subject ON ratio(subject_id);
CREATE INDEX ratios_by_source ON ratio(source_id);

CREATE TABLE link (                              -- who deploys, licenses, buys from, partners with whom
  id                INTEGER PRIMARY KEY,
  key               TEXT NOT NULL UNIQUE,
  subject_id        INTEGER NOT NULL REFERENCES vendor(id),
  predicate         TEXT NOT NULL,
  object_vendor_id  INTEGER REFERENCES vendor(id),
  object_product_id INTEGER REFERENCES product(id),
  date              TEXT,
  date_end          TEXT,
  precision         TEXT NOT NULL,
  certainty         TEXT NOT NULL CHECK (certainty IN ('stated','expected','rumoured')),
  status            TEXT NOT NULL CHECK (status IN ('accepted','review','rejected','superseded','rumour')),
  reason            TEXT NOT NULL,
  note              TEXT NOT NULL,
  source_id         INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  revision          INTEGER,
  quote             TEXT NOT NULL,
  quote_start       INTEGER,
  quote_end         INTEGER,
  extractor         TEXT NOT NULL,
  rule              TEXT NOT NULL,
  confidence        REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  CHECK ((object_vendor_id IS NULL) <> (object_product_id IS NULL))
) STRICT;
CREATE INDEX links_by_subject ON link(subject_id);
CREATE INDEX links_by_source ON link(source_id);

---------------------------------------------------------------- prices
CREATE TABLE offer (
  id         INTEGER PRIMARY KEY,
  key        TEXT NOT NULL UNIQUE,
  provider_id INTEGER NOT NULL REFERENCES vendor(id),
  product_id INTEGER NOT NULL REFERENCES product(id),
  sku        TEXT NOT NULL,
  region     TEXT NOT NULL,
  term       TEXT NOT NULL CHECK (term IN ('on_demand','spot','reserved_1y','reserved_3y','owned')),
  count      INTEGER NOT NULL CHECK (count > 0),  -- accelerators in the instance
  source_id  INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  UNIQUE (provider_id, product_id, sku, region, term, count, source_id)
) STRICT;
CREATE INDEX offers_by_product ON offer(product_id);

CREATE TABLE price (                      -- one row a change; flagged rows are kept and never rank
  offer_id     INTEGER NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
  observed_at  TEXT NOT NULL,                     -- first time this price was seen
  last_seen_at TEXT NOT NULL,
  valid_from   TEXT,                              -- as the provider says, where it does
  usd_per_hour REAL NOT NULL,                     -- of the instance
  kw_all_in    REAL,                              -- facility kW of one accelerator, PUE included
  quality      TEXT NOT NULL CHECK (quality IN ('ok','sentinel','zero','unit_suspect','host_only','duplicate','stale')),
  reason       TEXT NOT NULL,
  PRIMARY KEY (offer_id, observed_at),
  CHECK (last_seen_at >= observed_at),
  CHECK (quality <> 'ok' OR usd_per_hour > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE model (
  id            INTEGER PRIMARY KEY,
  slug          TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  params_total  REAL NOT NULL,
  params_active REAL NOT NULL,
  arch          TEXT NOT NULL                     -- JSON of tracker.model.performance.ModelArch
) STRICT;

CREATE TABLE token_offer (
  id          INTEGER PRIMARY KEY,
  key         TEXT NOT NULL UNIQUE,
  provider_id INTEGER NOT NULL REFERENCES vendor(id),
  model       TEXT NOT NULL,                      -- model.slug where known, else the provider's own name
  endpoint    TEXT NOT NULL,
  tier        TEXT NOT NULL,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  UNIQUE (provider_id, model, endpoint, tier, source_id)
) STRICT;

CREATE TABLE token_price (
  token_offer_id         INTEGER NOT NULL REFERENCES token_offer(id) ON DELETE CASCADE,
  observed_at            TEXT NOT NULL,
  last_seen_at           TEXT NOT NULL,
  valid_from             TEXT,
  usd_per_mtok_in        REAL NOT NULL,
  usd_per_mtok_cached_in REAL,
  usd_per_mtok_out       REAL NOT NULL,
  quality                TEXT NOT NULL CHECK (quality IN ('ok','sentinel','zero','unit_suspect','host_only','duplicate','stale')),
  reason                 TEXT NOT NULL,
  PRIMARY KEY (token_offer_id, observed_at),
  CHECK (last_seen_at >= observed_at)
) STRICT, WITHOUT ROWID;

---------------------------------------------------------------- measured speed, workloads, rankings
CREATE TABLE measurement (
  id            INTEGER PRIMARY KEY,
  key           TEXT NOT NULL UNIQUE,
  product_id    INTEGER NOT NULL REFERENCES product(id),
  model_id      INTEGER NOT NULL REFERENCES model(id),
  n_accelerators INTEGER NOT NULL CHECK (n_accelerators > 0),
  precision     TEXT NOT NULL,
  isl           REAL NOT NULL,
  osl           REAL NOT NULL,
  concurrency   INTEGER NOT NULL,
  output_tok_s  REAL NOT NULL CHECK (output_tok_s > 0),   -- of one accelerator
  tok_s_user    REAL NOT NULL,
  ttft_s        REAL,
  engine        TEXT NOT NULL,
  date          TEXT NOT NULL,
  note          TEXT NOT NULL,
  source_id     INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE
) STRICT;
CREATE INDEX measured_by_product ON measurement(product_id, model_id);

CREATE TABLE workload (
  id               INTEGER PRIMARY KEY,
  slug             TEXT NOT NULL UNIQUE,
  name             TEXT NOT NULL,
  model_id         INTEGER NOT NULL REFERENCES model(id),
  isl              INTEGER NOT NULL,
  osl              INTEGER NOT NULL,
  cached_fraction  REAL NOT NULL CHECK (cached_fraction BETWEEN 0 AND 1),
  floor_tok_s_user REAL NOT NULL,
  utilisation      REAL NOT NULL CHECK (utilisation > 0 AND utilisation <= 1),
  doc              TEXT NOT NULL,
  sort             INTEGER NOT NULL
) STRICT;

CREATE TABLE ranking_run (                       -- one row a workload and price basis, the latest computation
  id              INTEGER PRIMARY KEY,
  workload_id     INTEGER NOT NULL REFERENCES workload(id),
  price_basis     TEXT NOT NULL,
  computed_at     TEXT NOT NULL,
  metrics_version TEXT NOT NULL,
  inputs_digest   TEXT NOT NULL,                  -- same digest and version => same rows, bit for bit
  input_seq       INTEGER NOT NULL,               -- change counter when the inputs were read
  UNIQUE (workload_id, price_basis)
) STRICT;

CREATE TABLE ranking (
  key            TEXT PRIMARY KEY,
  run_id         INTEGER NOT NULL REFERENCES ranking_run(id) ON DELETE CASCADE,
  product_id     INTEGER NOT NULL REFERENCES product(id),
  offer_id       INTEGER REFERENCES offer(id) ON DELETE CASCADE,
  rank           INTEGER,                         -- NULL = no figure; reason says why
  tied_from      INTEGER,
  tied_to        INTEGER,
  p_best         REAL,
  usd_per_hour   REAL,                            -- of one accelerator
  tokens_per_s   REAL,                            -- input and output, of one accelerator
  output_tok_s   REAL,
  utilisation    REAL,
  usd_per_mtok   REAL,
  usd_per_mtok_p10 REAL,
  usd_per_mtok_p90 REAL,
  usd_per_mtok_input REAL,
  usd_per_mtok_cached_input REAL,
  usd_per_mtok_output REAL,
  usd_per_mtok_output_whole_hour REAL,
  tok_s_user     REAL,
  ttft_unloaded_s REAL,
  n_accelerators INTEGER,
  layout         TEXT NOT NULL,
  precision      TEXT NOT NULL,
  batch          INTEGER,
  bound          TEXT NOT NULL,
  tok_s_per_mw   REAL,
  j_per_tok      REAL,
  basis          TEXT NOT NULL,
  announced_only INTEGER NOT NULL CHECK (announced_only IN (0, 1)),
  weakest_tier   TEXT NOT NULL,
  reason         TEXT NOT NULL,
  inputs         TEXT NOT NULL,
  UNIQUE (run_id, product_id),
  CHECK ((usd_per_mtok IS NULL) = (reason <> '')),
  -- the database refuses a figure that does not follow from its factors
  CHECK (usd_per_mtok IS NULL OR usd_per_mtok = usd_per_hour * 1e6 / (tokens_per_s * 3600.0 * utilisation))
) STRICT, WITHOUT ROWID;
CREATE INDEX rankings_by_rank ON ranking(run_id, rank);
CREATE INDEX rankings_by_offer ON ranking(offer_id);

-- anything that feeds a ranking bumps the counter, so that a view can say whether rankings are stale
CREATE TABLE change_seq (topic TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO change_seq VALUES ('ranking_inputs', 0);
CREATE TRIGGER seq_price_i AFTER INSERT ON price BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_price_u AFTER UPDATE OF usd_per_hour, kw_all_in, quality ON price BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_price_d AFTER DELETE ON price BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_measured_i AFTER INSERT ON measurement BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_measured_u AFTER UPDATE ON measurement BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_measured_d AFTER DELETE ON measurement BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_work_i AFTER INSERT ON workload BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_work_u AFTER UPDATE ON workload BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_work_d AFTER DELETE ON workload BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_model_i AFTER INSERT ON model BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_model_u AFTER UPDATE OF arch ON model BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_part_i AFTER INSERT ON part BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_part_u AFTER UPDATE ON part BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_part_d AFTER DELETE ON part BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_offer_u AFTER UPDATE OF count ON offer WHEN new.count <> old.count BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_kind_u AFTER UPDATE OF kind ON product WHEN new.kind <> old.kind BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_known_u AFTER UPDATE OF known_on ON source WHEN new.known_on <> old.known_on BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_tier_u AFTER UPDATE OF tier ON source WHEN new.tier <> old.tier BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_ship_i AFTER INSERT ON event WHEN new.type IN ('available', 'deployed', 'production') BEGIN
  UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_ship_d AFTER DELETE ON event WHEN old.type IN ('available', 'deployed', 'production') BEGIN
  UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_claim_i AFTER INSERT ON claim BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_claim_u AFTER UPDATE OF value, status ON claim BEGIN UPDATE change_seq SET seq = seq + 1; END;
CREATE TRIGGER seq_claim_d AFTER DELETE ON claim BEGIN UPDATE change_seq SET seq = seq + 1; END;
