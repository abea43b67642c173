-- Older entries that a person asked for: they are marked, so that they are no news, and how far the asking came is kept.
PRAGMA user_version = 107;

ALTER TABLE entry ADD COLUMN backfilled INTEGER NOT NULL DEFAULT 0 CHECK (backfilled IN (0, 1));  -- 1 = from an archive page

CREATE TABLE backfill (                          -- one row a feed that was asked for older entries
  feed_id    INTEGER PRIMARY KEY REFERENCES feed(id) ON DELETE CASCADE,
  url        TEXT NOT NULL,                      -- of the feed: another address starts anew
  way        TEXT NOT NULL CHECK (way IN ('links', 'wordpress')),
  next_url   TEXT NOT NULL DEFAULT '',           -- page to go on with; '' = there is none
  reached    TEXT,                               -- newest entry of the last page: all that is newer was seen
  why        TEXT NOT NULL DEFAULT '',           -- why the last run ended
  hold_until TEXT,                               -- the server asked to wait
  started_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE backfill_page (                     -- pages in the order they were asked, 0 = the feed itself; tells a page that comes again
  feed_id    INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  url        TEXT NOT NULL,
  first_item TEXT NOT NULL,                      -- identity of its first entry
  n_entries  INTEGER NOT NULL,
  n_new      INTEGER NOT NULL,
  fetched_at TEXT NOT NULL,
  PRIMARY KEY (feed_id, number)
) STRICT, WITHOUT ROWID;

DROP VIEW articles;
CREATE VIEW articles AS
SELECT n.sort_at AS date, f.slug AS feed, f.tier, n.title, n.url, n.author, n.published_at, n.first_seen_at, n.last_seen_at, n.revision, n.body, n.id AS entry_id,
       n.backfilled
FROM entry n JOIN feed f ON f.id = n.feed_id
WHERE n.sort_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z';

INSERT INTO docs (object, col, kind, unit, doc) VALUES
('articles', 'backfilled', 'column', NULL, '1 = an older article that was fetched on request (tracker feeds backfill): no news, although it came into the database late.');
