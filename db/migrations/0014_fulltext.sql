-- Whole articles: what came of asking for the page of an entry, where its feed gives less (fulltext = true in feeds.toml).
PRAGMA user_version = 111;

CREATE TABLE page (                              -- entries whose page was wanted; one that nobody asks for again has no next_at
  entry_id  INTEGER PRIMARY KEY REFERENCES entry(id) ON DELETE CASCADE,
  text_hash TEXT NOT NULL,                       -- of the feed's own text for which it was wanted
  read_hash TEXT,                                -- of the text that the page brought; NULL = the feed's own stands
  outcome   TEXT NOT NULL CHECK (outcome IN ('waiting','ok','unneeded','robots','blocked','too_short','other_text','failed')),
  message   TEXT NOT NULL DEFAULT '',
  tries     INTEGER NOT NULL DEFAULT 0,          -- requests for this text
  asked     INTEGER NOT NULL DEFAULT 0,          -- requests in all
  asked_at  TEXT,
  next_at   TEXT
) STRICT;
CREATE INDEX pages_due ON page(next_at) WHERE next_at IS NOT NULL;

CREATE TABLE page_host (                         -- hosts that asked to be left alone
  host       TEXT PRIMARY KEY,
  hold_until TEXT NOT NULL
) STRICT, WITHOUT ROWID;

DROP VIEW articles;
CREATE VIEW articles AS
SELECT n.sort_at AS date, f.slug AS feed, f.tier, n.title, n.url, n.author, n.published_at, n.first_seen_at, n.last_seen_at, n.revision, n.body, n.id AS entry_id,
       n.backfilled, g.outcome AS full_text, nullif(g.message, '') AS full_text_note
FROM entry n JOIN feed f ON f.id = n.feed_id LEFT JOIN page g ON g.entry_id = n.id
WHERE n.sort_at <= '9999-12-31' /*as_of*/ || 'T23:59:59Z';

INSERT INTO docs (object, col, kind, unit, doc) VALUES
('articles', 'full_text', 'column', NULL, 'Where the feed has fulltext = true, what came of asking for the page: ok (body is the page''s text), waiting, unneeded (names no vendor or product), robots, blocked, too_short, other_text (not the article: a consent or login page), failed. NULL = not wanted.'),
('articles', 'full_text_note', 'column', NULL, 'Why there is no full text, in words.');
