"""Writes db/README.md from the `docs` table of the database. Run it after a change of views: python docs/make_views.py"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tracker.paths import migrations_dir  # noqa: E402
from tracker.store.connection import USER_VERSION  # noqa: E402
from tracker.store.migrate import open_database  # noqa: E402
from tracker.store.read_articles import DocRow, docs  # noqa: E402
from tracker.store.reader import reading  # noqa: E402

README = ROOT / "db" / "README.md"
GROUPS = {
    "What happened": ("timeline", "timeline_sources", "product_timeline", "roadmap"),
    "What is stated": ("specs", "spec_diff", "claims", "relations", "vendor_links"),
    "Where sources do not agree": ("disputed_specs", "disputed_prices", "contradictions"),
    "What waits for a person, and what one decided": ("review_queue", "newcomers", "decisions"),
    "What it costs": (
        "cost_per_token", "current_prices", "prices", "current_token_prices", "token_prices", "measured_points", "measured_sources",
        "workloads", "price_sources", "unmapped_prices",
    ),
    "Who and what": ("vendors", "products", "product_parts"),
    "Feeds and articles": ("articles", "entries_fts", "feed_health"),
}  # fmt: skip

HEAD = """\
# The database

`tracker.db` holds all that the tracker knows, in one SQLite file: the curated facts of `catalogue/`, and what the feeds and
price lists brought. Any command of the tracker makes it where it is missing. This page is written by `docs/make_views.py`.

The views below and the search table `entries_fts` are the public contract: columns are only ever added, at the end, and the
first digit of `PRAGMA user_version` ({USER_VERSION}) changes when one is lost or renamed. Tables, and views that begin with `_`,
are internal. The same texts, and one line for each column, are in the database itself:

```sql
SELECT col, unit, doc FROM docs WHERE object = 'timeline'
```

## Opening it
Read only, always: the tracker is the one that writes, and it may be writing while you read.

```sh
sqlite3 -readonly db/tracker.db            # the shell: .mode box, then paste a query
sqlite3 -readonly -header -csv db/tracker.db "SELECT * FROM current_prices" > prices.csv
sqlite3 -readonly db/tracker.db "VACUUM INTO 'snapshot.db'"     # one file to hand on
python3 -m tracker sql "SELECT date, headline FROM timeline ORDER BY date DESC LIMIT 5"
```

* **Python**: `sqlite3.connect("file:db/tracker.db?mode=ro", uri=True)`. No view needs a function, a collation or an extension.
* **Datasette**: `datasette db/tracker.db`, or `datasette -i snapshot.db` for a snapshot; the search box works on `entry`.
* **sqlite-utils**: `sqlite-utils query db/tracker.db "SELECT …"`, `sqlite-utils search db/tracker.db entry "maia 200"`.
* **DuckDB**: its `sqlite` extension, which `INSTALL sqlite` downloads, attaches the file; without it read the CSV from above.

Fetch all rows of a query and let go: a transaction that stays open keeps the write-ahead log from shrinking.

## Conventions
* Times are UTC text `YYYY-MM-DDTHH:MM:SSZ`, dates `YYYY-MM-DD`; both sort as text. A date that is known to the quarter is the
  interval `date` to `date_end`.
* Values are in base units, named in `unit` or in the column: byte, byte/s, FLOP/s, W, USD/h. `printed` is what the source has.
* Ids (`event_id`, `claim_id`, …) are made of content: the same fact has the same id in a rebuilt database, and
  `tracker explain ID` shows where it comes from. `entry_id` and `event_no` are good for this file alone.
* An empty `url` means unverified; `quote` has the exact words where a text was read, and is empty for curated facts.
* Figures of `cost_per_token` are stored when they are computed: SQL, command line and screen show the same bits.
* The views show what is known now. As it was on a day: `tracker --as-of 2026-03 …`, with any command that lists or compares.
"""


def main() -> None:
    README.write_text(text(), encoding="utf-8")


def text() -> str:
    """The page as it should be. Raises ValueError where GROUPS and the docs table name different objects."""
    told = {row.object: row for row in _docs() if row.kind != "column"}
    listed = [name for names in GROUPS.values() for name in names]
    if sorted(listed) != sorted(told):
        raise ValueError(f"GROUPS and docs differ: {sorted(set(listed) ^ set(told))}")
    parts = [HEAD.replace("{USER_VERSION}", str(USER_VERSION))]
    for title, names in GROUPS.items():
        parts += [f"## {title}\n", *(_section(told[name]) for name in names)]
    return "\n".join(parts)


def _section(row: DocRow) -> str:
    return f"**{row.object}**: {row.doc}\n\n```sql\n{row.example}\n```\n"


def _docs() -> Iterator[DocRow]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        open_database(path, migrations_dir()).close()
        with reading(path) as reader:
            yield from docs(reader)


if __name__ == "__main__":
    main()
