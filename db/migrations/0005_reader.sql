-- What the optional language model was asked, what it cost and what stood up to the checks.
PRAGMA user_version = 102;

CREATE TABLE reading (                           -- one row a call
  id         INTEGER PRIMARY KEY,
  hash       TEXT NOT NULL,                       -- entry.text_hash of the text that was sent
  model      TEXT NOT NULL,
  asked_at   TEXT NOT NULL,
  tokens_in  INTEGER NOT NULL CHECK (tokens_in >= 0),   -- at their most while under way, then as used
  tokens_out INTEGER NOT NULL CHECK (tokens_out >= 0),
  usd        REAL NOT NULL CHECK (usd >= 0),
  outcome    TEXT NOT NULL CHECK (outcome IN ('asked','read','malformed','no_answer','rate_limited','rejected')),
  message    TEXT NOT NULL,
  hold_until TEXT,                                -- not before, as the endpoint asked
  answer     TEXT NOT NULL                        -- JSON of the facts that stand in the text; never what the model said beyond
) STRICT;
CREATE INDEX readings_by_text ON reading(hash, model);
CREATE INDEX readings_by_time ON reading(asked_at);

CREATE TABLE second_look (                       -- entries that are done: no product in them, merged, or given up
  entry_id INTEGER PRIMARY KEY REFERENCES entry(id) ON DELETE CASCADE,
  model    TEXT NOT NULL
) STRICT;

-- the rules' new reading replaces all facts of an entry, so that the model's have to be merged in again
CREATE TRIGGER second_look_again AFTER UPDATE OF extractor ON entry BEGIN
  DELETE FROM second_look WHERE entry_id = new.id; END;
