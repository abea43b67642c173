-- The timeline at any size: events found by their words, and lists and lanes read from indexes alone.
PRAGMA user_version = 113;

-- Written with the event by tracker.store.events, for it is made of rows that come and go before the event does.
CREATE VIRTUAL TABLE event_words USING fts5(
  headline, names, quotes, sources, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');
CREATE TRIGGER event_words_ad AFTER DELETE ON event BEGIN DELETE FROM event_words WHERE rowid = old.id; END;

INSERT INTO event_words(rowid, headline, names, quotes, sources)
SELECT e.id, e.headline,
       v.name || ' ' || p.name || ' ' || e.type || ' ' || coalesce(c.name, e.counterparty) || ' '
         || coalesce((SELECT group_concat(a.text, ' ') FROM alias a WHERE a.product_id = p.id), ''),
       coalesce((SELECT group_concat(m.quote, ' ') FROM mention m WHERE m.event_id = e.id), ''),
       coalesce((SELECT group_concat(s.publisher || ' ' || s.title, ' ') FROM mention m JOIN source s ON s.id = m.source_id
                 WHERE m.event_id = e.id), '')
FROM event e JOIN vendor v ON v.id = e.vendor_id JOIN product p ON p.id = e.product_id
LEFT JOIN vendor c ON c.slug = e.counterparty;

-- All that a filter asks for beside the words, so that a million events are passed through without reading one.
CREATE INDEX events_listed ON event(date DESC, id DESC, vendor_id, type, certainty, date_end, first_seen_at, known_on, product_id);
DROP INDEX events_by_vendor;
CREATE INDEX events_by_vendor ON event(vendor_id, date DESC, id DESC, type, certainty, date_end, first_seen_at, known_on, product_id);

-- How many rows the tables have that grow without end: counting a million of them at each change would take longer than all else.
CREATE TABLE tally (name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO tally
SELECT 'event', count(*) FROM event UNION ALL SELECT 'entry', count(*) FROM entry UNION ALL SELECT 'source', count(*) FROM source;
CREATE TRIGGER tally_event_i AFTER INSERT ON event BEGIN UPDATE tally SET n = n + 1 WHERE name = 'event'; END;
CREATE TRIGGER tally_event_d AFTER DELETE ON event BEGIN UPDATE tally SET n = n - 1 WHERE name = 'event'; END;
CREATE TRIGGER tally_entry_i AFTER INSERT ON entry BEGIN UPDATE tally SET n = n + 1 WHERE name = 'entry'; END;
CREATE TRIGGER tally_entry_d AFTER DELETE ON entry BEGIN UPDATE tally SET n = n - 1 WHERE name = 'entry'; END;
CREATE TRIGGER tally_source_i AFTER INSERT ON source BEGIN UPDATE tally SET n = n + 1 WHERE name = 'source'; END;
CREATE TRIGGER tally_source_d AFTER DELETE ON source BEGIN UPDATE tally SET n = n - 1 WHERE name = 'source'; END;
