-- Which items of its last document each feed had, so that the next document is parsed for its new items alone.
PRAGMA user_version = 105;

CREATE TABLE seen_item (
  feed_id  INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
  item     INTEGER NOT NULL,                     -- hash of its bytes
  declared INTEGER NOT NULL,                     -- hash of the identity that it claims; 0 = it has no content
  PRIMARY KEY (feed_id, item)
) STRICT, WITHOUT ROWID;

UPDATE docs SET doc = 'When it was last read in its feed: an item that has not changed is not read again.'
WHERE object = 'articles' AND col = 'last_seen_at';
