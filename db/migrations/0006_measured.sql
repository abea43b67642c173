-- Measured runs from files and benchmark sites: history that only grows, and what keeps a run from anchoring a ranking.
PRAGMA user_version = 103;

-- Sources of such runs have origin 'prices' (lists that are not the catalogue's), so that a new catalogue leaves them alone.
ALTER TABLE measurement ADD COLUMN engine_version TEXT NOT NULL DEFAULT '';   -- version or container image
ALTER TABLE measurement ADD COLUMN layout TEXT NOT NULL DEFAULT '';
ALTER TABLE measurement ADD COLUMN tp INTEGER CHECK (tp > 0);                 -- NULL = not stated, here and below
ALTER TABLE measurement ADD COLUMN pp INTEGER CHECK (pp > 0);
ALTER TABLE measurement ADD COLUMN ep INTEGER CHECK (ep > 0);
ALTER TABLE measurement ADD COLUMN scenario TEXT NOT NULL DEFAULT '';
ALTER TABLE measurement ADD COLUMN speculation TEXT NOT NULL DEFAULT '';
ALTER TABLE measurement ADD COLUMN disaggregated INTEGER CHECK (disaggregated IN (0, 1));
ALTER TABLE measurement ADD COLUMN aside TEXT NOT NULL DEFAULT '';            -- why it anchors nothing; '' = it may
ALTER TABLE measurement ADD COLUMN configuration TEXT NOT NULL DEFAULT '';    -- equal for runs that differ in day, version and figures alone
ALTER TABLE measurement ADD COLUMN measured_by TEXT NOT NULL DEFAULT '';      -- last day of its date; '' = undated
ALTER TABLE measurement ADD COLUMN known_on TEXT NOT NULL DEFAULT '';         -- set where the source changed its figures later
ALTER TABLE measurement ADD COLUMN first_seen_at TEXT NOT NULL DEFAULT '';    -- '' = from the catalogue
CREATE INDEX measured_by_configuration ON measurement(configuration);

CREATE TABLE measured_feed (                     -- one row a source of feeds.toml and model that it is asked for
  slug          TEXT NOT NULL,
  model         TEXT NOT NULL,
  url           TEXT NOT NULL,
  etag          TEXT NOT NULL DEFAULT '',        -- validators and body hash belong to the runs stored with them
  last_modified TEXT NOT NULL DEFAULT '',
  body_sha256   TEXT NOT NULL DEFAULT '',
  read_with     TEXT NOT NULL DEFAULT '',        -- digest of the catalogue whose names it was read with
  state         TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new','ok','failing','blocked','gone')),
  failures      INTEGER NOT NULL DEFAULT 0,
  last_error    TEXT NOT NULL DEFAULT '',
  last_fetch_at TEXT,
  last_ok_at    TEXT,
  next_due_at   TEXT,
  hold_until    TEXT,
  n_runs        INTEGER NOT NULL DEFAULT 0,
  unmapped      TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (slug, model)
) STRICT, WITHOUT ROWID;

DROP VIEW measured_points;
CREATE VIEW measured_points AS
SELECT p.slug AS product_slug, p.name AS product, m.slug AS model_slug, m.name AS model, x.n_accelerators, x.precision, x.isl, x.osl, x.concurrency,
       x.output_tok_s, x.tok_s_user, x.ttft_s, x.engine, x.date, x.note, x.publisher, x.url, x.key AS measured_id,
       x.engine_version, x.layout, x.tp, x.pp, x.ep, x.scenario, x.speculation, x.disaggregated,
       x.aside, x.aside = '' AND x.place = 1 AS anchor, x.configuration, x.tier, x.known AS known_on, nullif(x.first_seen_at, '') AS first_seen_at
FROM (SELECT r.*, s.publisher, s.url, s.tier, max(s.known_on, r.known_on) AS known,
             row_number() OVER (PARTITION BY coalesce(nullif(r.configuration, ''), r.key), r.aside = ''
                                ORDER BY r.measured_by DESC, max(s.known_on, r.known_on) DESC, r.first_seen_at DESC, r.key) AS place
      FROM measurement r JOIN source s ON s.id = r.source_id
      WHERE s.known_on <= '9999-12-31' /*as_of*/ AND r.known_on <= '9999-12-31' /*as_of*/) x
JOIN product p ON p.id = x.product_id
JOIN model m ON m.id = x.model_id;

CREATE VIEW measured_sources AS
SELECT slug, model AS asked_for, state, failures, last_error, last_fetch_at, last_ok_at, next_due_at, n_runs, unmapped, url
FROM measured_feed;

UPDATE docs SET doc = 'Measured runs with their sources, every one that was ever read. anchor = 1: the newest accepted run of its configuration; those anchor the performance model.',
  example = 'SELECT product, model, n_accelerators, output_tok_s, tok_s_user, engine, date, publisher FROM measured_points WHERE anchor ORDER BY product, model'
WHERE object = 'measured_points' AND col = '';
INSERT INTO docs (object, kind, doc, example) VALUES
('measured_sources', 'view', 'Benchmark sites of feeds.toml: when each was last asked for each model, and which names of its answers the catalogue does not have.',
 'SELECT slug, asked_for, state, last_ok_at, n_runs, unmapped FROM measured_sources ORDER BY slug, asked_for');

INSERT INTO docs (object, col, kind, unit, doc) VALUES
('measured_points', 'engine_version', 'column', NULL, 'Version or container image of the engine; empty = not stated.'),
('measured_points', 'layout', 'column', NULL, 'How the model is spread over accelerators; of catalogue runs the note says it.'),
('measured_points', 'tp', 'column', NULL, 'Tensor-parallel ways, of the decode pool where there are two; NULL = not stated.'),
('measured_points', 'pp', 'column', NULL, 'Pipeline-parallel stages; NULL = not stated.'),
('measured_points', 'ep', 'column', NULL, 'Expert-parallel ways; NULL = not stated.'),
('measured_points', 'scenario', 'column', NULL, 'online, offline, server, interactive, batch or api; empty = not stated.'),
('measured_points', 'speculation', 'column', NULL, 'Speculative decoding: none, mtp, unknown …; empty = not stated.'),
('measured_points', 'disaggregated', 'column', '0/1', 'Prefill and decode on separate pools; NULL = not stated.'),
('measured_points', 'aside', 'column', NULL, 'Why it anchors nothing; empty = accepted.'),
('measured_points', 'anchor', 'column', '0/1', 'The newest accepted run of its configuration.'),
('measured_points', 'configuration', 'column', NULL, 'Equal for runs of one publisher that differ in day, engine version and figures alone.'),
('measured_points', 'tier', 'column', NULL, 'Kind of source, best first: datasheet, vendor, benchmark, database, press, analyst, community, estimate, unverified.'),
('measured_points', 'known_on', 'column', NULL, 'Day from which as-of views show it.'),
('measured_points', 'first_seen_at', 'column', 'UTC', 'When it was first read; NULL = it ships with the catalogue.'),
('measured_sources', 'slug', 'column', NULL, 'Name of the source in feeds.toml.'),
('measured_sources', 'asked_for', 'column', NULL, 'Model that it is asked for, by its name there.'),
('measured_sources', 'state', 'column', NULL, 'new, ok, failing, blocked or gone.'),
('measured_sources', 'failures', 'column', NULL, 'Failures in a row.'),
('measured_sources', 'last_error', 'column', NULL, 'What went wrong last; of an answer that was read, its faulty rows.'),
('measured_sources', 'last_fetch_at', 'column', 'UTC', 'When it was last asked.'),
('measured_sources', 'last_ok_at', 'column', 'UTC', 'When it last answered well.'),
('measured_sources', 'next_due_at', 'column', 'UTC', 'When it is asked again.'),
('measured_sources', 'n_runs', 'column', NULL, 'Runs in the last answer that was read.'),
('measured_sources', 'unmapped', 'column', NULL, 'JSON: names of accelerators and models that no alias of the catalogue has, with the number of runs left out.'),
('measured_sources', 'url', 'column', NULL, 'Where it is asked.');
