"""How much of everything there is, and how the last refresh ended."""

from __future__ import annotations

from typing import NamedTuple

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


def events_today(reader: Reader) -> int:
    """How many events there are today, whatever day is read as of."""
    return int(reader.all("SELECT n FROM main.tally WHERE name = 'event'")[0][0])


class Run(NamedTuple):
    """A refresh; UTC times. One that was killed never ends: neither `finished` nor `exit_code`."""

    started: str
    finished: str | None
    exit_code: int | None
    stopped: bool
    """By a person."""


_IDLE = "finished_at IS NOT NULL AND exit_code = 0 AND json_extract(summary, '$.asked') = 0"
"""Nothing was due, so that nobody was asked: of how fresh things are it tells nothing. Runs that do not say whom they asked
count as having asked."""


def last_run(reader: Reader, ended: bool = False) -> Run | None:
    """The newest refresh, or the newest that has `ended`; of those where nothing was due only where there is no other."""
    rows = reader.all(
        "SELECT started_at, finished_at, exit_code, coalesce(json_extract(summary, '$.interrupted'), 0) FROM run "
        f"WHERE finished_at IS NOT NULL {'' if ended else 'OR id = (SELECT max(id) FROM run)'} "
        f"ORDER BY coalesce({_IDLE}, 0), id DESC LIMIT 1"
    )
    return Run(rows[0][0], rows[0][1], rows[0][2], bool(rows[0][3])) if rows else None


def last_good(reader: Reader) -> str | None:
    """When the last refresh ended in which a feed or a price list answered (UTC)."""
    found = reader.all(f"SELECT max(finished_at) FROM run WHERE exit_code = 0 AND NOT coalesce({_IDLE}, 0)")[0][0]
    return None if found is None else str(found)
