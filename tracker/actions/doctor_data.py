"""What is in the database: how old it is, which sources do not answer, whether it is in step with catalogue and reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from tracker import catalogue
from tracker.clock import now, stamp
from tracker.metrics.version import VERSION
from tracker.model.errors import DocumentError
from tracker.model.health import Finding, Level
from tracker.paths import catalogue_dir
from tracker.store import health, pages
from tracker.store.digest import stored_digest
from tracker.store.entries import count_unread
from tracker.store.health import Failing
from tracker.store.reader import Reader
from tracker.units import counted

_SLOW_S = 2 * 86400.0
"""A refresh is meant to run by the hour: after two days without one something is wrong with its schedule."""
_MOST_TOLD = 50
_PAGES_SINCE, _LEAST_PAGES = timedelta(days=30), 5
"""So many pages of a feed in so long tell whether its site gives them at all."""


def age_s(reader: Reader) -> float | None:
    """Seconds since the last refresh that went well; negative where the clock was set back."""
    last = health.age(reader).last_run
    return (now() - datetime.fromisoformat(last)).total_seconds() if last else None


def look(reader: Reader, max_age_s: float | None) -> Iterator[Finding]:
    yield _age(reader, max_age_s)
    yield from _failing("feed", health.feeds_in_trouble(reader), "tracker feeds check {0}")
    yield from _failing("prices", health.prices_in_trouble(reader), "tracker prices sources --trouble")
    yield _catalogue(reader)
    yield _unread(reader)


def whole_articles(reader: Reader, slugs: Sequence[str]) -> Iterator[Finding]:
    """Feeds with `fulltext` whose site gives none of its pages."""
    since = stamp(now() - _PAGES_SINCE)
    for slug, told in pages.fruitless(reader.db, slugs, since, _LEAST_PAGES).items():
        yield Finding("full text", "warning", f"{slug}: {told}", "take fulltext away from it in feeds.toml")


def _age(reader: Reader, max_age_s: float | None) -> Finding:
    age, told = age_s(reader), health.age(reader)
    mend = "run tracker refresh; let it run by itself: tracker schedule"
    cut_off = f"; the one that began {told.cut_off} was cut off before its end" if told.cut_off else ""
    if age is None:
        level: Level = "problem" if max_age_s is not None else "warning"
        ended = f" (the last one ended with exit code {told.last_exit})" if told.last_exit else ""
        ended = " (nothing was due in any)" if told.last_exit == 0 else ended
        return Finding("age", level, f"no refresh has gone well yet{cut_off or ended}", mend)
    if age < 0:
        return Finding("age", "warning", f"the last refresh ended in the future, {told.last_run}: the clock was set back",
                       "check the machine's clock")  # fmt: skip
    text = f"the last refresh that went well ended {_words(age)} ago, {told.last_run}"
    text += (f"; a feed last answered {told.last_answer}" if told.last_answer else "") + cut_off
    if max_age_s is not None and age > max_age_s:
        return Finding("age", "problem", f"{text}: more than the {_words(max_age_s)} of --max-age", mend)
    return Finding("age", "warning", text, mend) if age > _SLOW_S or cut_off else Finding("age", "ok", text)


def _failing(check: str, found: Sequence[Failing], mend: str) -> Iterator[Finding]:
    groups = _alike(found)
    for own in groups[:_MOST_TOLD]:
        one, more = own[0], len(own) - 1
        others = f" and {more} more of {one.name.partition(' ')[0]}" if more else ""
        last = f", last well {one.last_ok_at[:10]}" if one.last_ok_at else ", never well yet"
        yield Finding(check, "warning", f"{one.name}{others}: {one.told}{last}", one.mend or mend.format(one.name))
    if len(groups) > _MOST_TOLD:
        yield Finding(check, "warning", f"{len(groups) - _MOST_TOLD} more", "tracker feeds list")
    if not found:
        yield Finding(
            check, "ok", "all that were asked answer well" if check == "prices" else "every feed that was asked is well"
        )


def _alike(found: Sequence[Failing]) -> list[list[Failing]]:
    """Parts of one list that fail in the same words since the same day are one finding; a list itself, or a feed, is its own."""
    groups: dict[tuple[str, ...], list[Failing]] = {}
    for one in found:
        name, _, part = one.name.partition(" ")
        day = (one.last_ok_at or "")[:10]
        groups.setdefault((name, one.told, day) if part else (one.name,), []).append(one)
    return list(groups.values())


def _catalogue(reader: Reader) -> Finding:
    try:
        wanted = f"{catalogue.digest(catalogue_dir())}/{VERSION}"
    except DocumentError as error:
        return Finding("catalogue", "problem", str(error).splitlines()[0], "tracker catalogue check")
    if stored_digest(reader.db) == wanted:
        return Finding("catalogue", "ok", "in step with its files")
    return Finding("catalogue", "warning", "the database is not of the catalogue's present files",
                   "any command takes them over: tracker vendors; where it does not: tracker catalogue check")  # fmt: skip


def _unread(reader: Reader) -> Finding:
    from tracker.extract import VERSION as EXTRACTOR

    left = count_unread(reader.db, EXTRACTOR)
    if left:
        return Finding(
            "reading",
            "warning",
            f"{counted(left, 'article')} still to be read for facts",
            "the next refresh goes on: tracker refresh",
        )
    return Finding("reading", "ok", "every article was read")


def _words(seconds: float) -> str:
    """`3 d 4 h`, `2 h 5 min`, `40 s`."""
    for size, name, part, part_name in ((86400, "d", 3600, "h"), (3600, "h", 60, "min")):
        if seconds >= size:
            whole, rest = divmod(int(seconds), size)
            return f"{whole} {name}" + (f" {rest // part} {part_name}" if rest // part else "")
    return f"{seconds / 60:.0f} min" if seconds >= 60 else f"{seconds:.0f} s"
