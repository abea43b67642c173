"""Why a million tokens costs what it costs: an hour's price over an hour's tokens, and the same of the accelerator to beat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.model.market import CostRow
from tracker.units import counted, digits, usd

_HOUR_S = 3600


def why_lines(row: CostRow, rows: Sequence[CostRow]) -> Iterator[tuple[str, str]]:
    """What the figure of `row` is made of, how it is served, and how it stands in `rows`, a ranking of what can be had."""
    tokens = _tokens_an_hour(row)
    if row.usd_per_hour is None or not tokens:
        return
    yield (
        "made of",
        f"{usd(row.usd_per_hour)} an hour for {digits(tokens / 1e6, 3)} million tokens in and out: "
        f"{digits(row.tokens_per_s or 0)} a second, {digits((row.utilisation or 0) * 100)} % of the time in use",
    )
    yield "served", _served(row)
    if other := _to_beat(row, rows):
        place = "the cheapest" if other.rank == 1 else "the next"
        dearer = (row.usd_per_hour or 0) / (other.usd_per_hour or 1)
        more = tokens / _tokens_an_hour(other)
        yield (
            "against",
            f"{other.vendor} {other.accelerator}, {place} at {usd(other.usd_per_mtok)}: "
            f"an hour at {digits(dearer, 3)}x its price brings {digits(more, 3)}x its tokens",
        )


def _tokens_an_hour(row: CostRow) -> float:
    return (row.tokens_per_s or 0.0) * _HOUR_S * (row.utilisation or 0.0)


def _served(row: CostRow) -> str:
    """How many requests share how many accelerators, and what each of them sees."""
    requests = f"{counted(row.batch, 'request')} at a time on " if row.batch else ""
    on = counted(row.n_accelerators or 1, "accelerator")
    speed = f", {digits(row.tok_s_user)} tok/s a user" if row.tok_s_user else ""
    limit = f"; most time goes into {row.bound}" if row.bound else ""
    return f"{requests}{on} ({row.layout}, {row.precision}){speed}{limit}"


def _to_beat(row: CostRow, rows: Sequence[CostRow]) -> CostRow | None:
    """The cheapest of the ranking; for the cheapest itself the next."""
    ranked = [r for r in rows if r.rank and _tokens_an_hour(r)]
    others = [r for r in ranked if r.product_slug != row.product_slug and r.usd_per_hour]
    return min(others, key=lambda r: r.rank or 0, default=None)
