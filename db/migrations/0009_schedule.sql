-- When feeds are asked and why, addresses that they moved to, and their condition in words a person can act on.
PRAGMA user_version = 106;

ALTER TABLE feed ADD COLUMN fault TEXT NOT NULL DEFAULT '';          -- a word for what went wrong last: a reason, or html
ALTER TABLE feed ADD COLUMN failing_since TEXT;                      -- the first failure of this row of failures
ALTER TABLE feed ADD COLUMN due_because TEXT NOT NULL DEFAULT '';    -- what decided next_due_at
ALTER TABLE feed ADD COLUMN fresh_s REAL NOT NULL DEFAULT 0;         -- how long the last answer stays fresh: Cache-Control, Expires
ALTER TABLE feed ADD COLUMN skip TEXT NOT NULL DEFAULT '';           -- skipHours (UTC) and skipDays, as `0 1 23 saturday`
ALTER TABLE feed ADD COLUMN rhythm_s REAL;                           -- median gap of its newest entries; NULL = too few of them
ALTER TABLE feed ADD COLUMN n_items INTEGER;                         -- of its last document; NULL = not known
ALTER TABLE feed ADD COLUMN moved_to TEXT NOT NULL DEFAULT '';       -- where a chain of permanent redirects leads
ALTER TABLE feed ADD COLUMN moved_since TEXT;                        -- when it first led there
ALTER TABLE feed ADD COLUMN moved_count INTEGER NOT NULL DEFAULT 0;  -- answers in a row that came by it
ALTER TABLE feed ADD COLUMN adopted_url TEXT NOT NULL DEFAULT '';    -- asked instead of url, since it proved to last

UPDATE feed SET failing_since = coalesce(last_ok_at, last_fetch_at) WHERE failures > 0;

-- Silence is measured at the last answer, so that a view needs no clock.
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
       END AS mend, adopted_url, failing_since, due_because AS next_because
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
           (SELECT count(*) FROM entry n WHERE n.feed_id = f.id) AS n_entries,
           (SELECT max(n.sort_at) FROM entry n WHERE n.feed_id = f.id) AS newest_entry_at,
           (SELECT x.outcome FROM fetch_log x WHERE x.feed_id = f.id ORDER BY x.id DESC LIMIT 1) AS last_outcome
    FROM feed f
  )
);

UPDATE docs SET doc = 'Is the data fresh? One row a feed: its condition in words, and what mends it.',
  example = 'SELECT slug, condition, mend, last_ok_at, last_error FROM feed_health WHERE enabled AND condition <> ''ok'' ORDER BY slug'
WHERE object = 'feed_health' AND col = '';

INSERT INTO docs (object, col, kind, unit, doc) VALUES
('feed_health', 'condition', 'column', NULL, 'ok, empty (answers without entries), stale (silent for 3 months and 5 times its own rhythm), html instead of feed, too large, blocked, gone, failing since DATE, moved, not asked yet, off or by hand.'),
('feed_health', 'mend', 'column', NULL, 'What to do about it, where there is something to do.'),
('feed_health', 'adopted_url', 'column', NULL, 'Where it is asked instead of url: permanent redirects led there 3 times over 7 days or more; empty = nowhere.'),
('feed_health', 'failing_since', 'column', 'UTC', 'First failure of those in a row; NULL = the last answer was good.'),
('feed_health', 'next_because', 'column', NULL, 'What decided next_due_at: every, ttl, cache headers, its rhythm, no validators, Retry-After, failures …');
