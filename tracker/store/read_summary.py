"""How much of everything there is, and how the last refresh ended."""

from __future__ import annotations

from tracker.store.reader import Reader

_TALLIED = ("event", "entry", "source")
"""Tables that keep their own count."""


def counts(reader: Reader) -> dict[str, int]:
    """How much of everything there is."""
    counted = ("vendor", "product", "claim", "ratio", "link", "feed", "offer", "token_offer")
    parts = [f"(SELECT count(*) FROM {name}) AS {name}" for name in counted]
    parts += [f"(SELECT n FROM tally WHERE name = '{name}') AS {name}" for name in _TALLIED]
    row = reader.all("SELECT " + ", ".join(parts))[0]
    found = {name: int(row[name]) for name in (*counted, *_TALLIED)}
    return found if reader.as_of is None else found | {"event": events(reader)}


def events(reader: Reader) -> int:
    """How many events there are; as of a day they are in temporary tables and few."""
    sql = "SELECT n FROM tally WHERE name = 'event'" if reader.as_of is None else "SELECT count(*) FROM event"
    return int(reader.all(sql)[0][0])


def last_run(reader: Reader) -> tuple[str, str, int, bool] | None:
    """(started, finished, exit code, stopped by a person) of the newest refresh that has ended."""
    rows = reader.all(
        "SELECT started_at, finished_at, exit_code, coalesce(json_extract(summary, '$.interrupted'), 0) FROM run "
        "WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT 1"
    )
    return (rows[0][0], rows[0][1], rows[0][2], bool(rows[0][3])) if rows else None
