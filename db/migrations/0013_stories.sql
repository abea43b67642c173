-- One text under several identities: renamed within a feed it stays one entry; told by several feeds it is one story.
PRAGMA user_version = 110;

ALTER TABLE entry ADD COLUMN renamed TEXT;       -- identity under which the feed has it now, where that changed
CREATE INDEX entries_renamed ON entry(feed_id, renamed) WHERE renamed IS NOT NULL;
CREATE INDEX entries_by_text ON entry(feed_id, text_hash);

CREATE TABLE story (                             -- entries that state facts; those with one story_id tell one text
  entry_id INTEGER PRIMARY KEY REFERENCES entry(id) ON DELETE CASCADE,
  story_id INTEGER NOT NULL,                     -- entry that founded it; may be gone
  day      TEXT NOT NULL,
  sketch   TEXT NOT NULL                         -- its shingles, eight hex digits each
) STRICT;
CREATE INDEX stories_by_id ON story(story_id);

CREATE TABLE shingle (                           -- a sample of the runs of words of each story
  hash     INTEGER NOT NULL,
  entry_id INTEGER NOT NULL,                     -- one without a row in story counts for nothing
  PRIMARY KEY (hash, entry_id)
) STRICT, WITHOUT ROWID;

DROP VIEW timeline_sources;
CREATE VIEW timeline_sources AS
SELECT e.key AS event_id, s.publisher, s.title, s.url, s.tier, s.published, s.known_on,
       m.date, m.date_end, m.precision, m.date_words, m.certainty, m.status, m.quote, m.quote_start, m.quote_end,
       m.note, m.rule, m.confidence, m.extractor, n.id AS entry_id, m.revision, m.key AS mention_id, m.reason, m.as_read, y.story_id
FROM mention m
JOIN event e ON e.id = m.event_id
JOIN source s ON s.id = m.source_id
LEFT JOIN entry n ON n.id = s.entry_id
LEFT JOIN story y ON y.entry_id = s.entry_id
WHERE s.known_on <= '9999-12-31' /*as_of*/;

INSERT INTO docs (object, col, kind, unit, doc) VALUES
('timeline_sources', 'story_id', 'column', NULL, 'The same number = one text that several feeds have: a press release and its copies. NULL = not from a feed. n_sources counts a story once.');
UPDATE docs SET doc = 'Sources that tell of the event on their own: copies of one text count once.' WHERE col = 'n_sources';
