"""Looking over the whole installation: the file, its data and its surroundings, each fault with what mends it. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tracker import config
from tracker.actions import doctor_data, doctor_database, doctor_place
from tracker.model.errors import ConfigError, TrackerError
from tracker.model.feed import Config
from tracker.model.health import Examination, Finding
from tracker.store.reader import Reader, reading

_UNUSABLE = 65


def examine(database: Path, feeds: Path, max_age_s: float | None = None) -> Examination:
    """Every finding, whatever is broken. `max_age_s`: data older than that is a problem, for monitoring."""
    settings, findings = _settings(feeds)
    findings += doctor_place.look(database, feeds, settings)
    age_s, usable = None, False
    if not database.exists():
        findings.append(
            Finding(
                "database",
                "problem" if max_age_s else "warning",
                f"{database}: there is none yet",
                "run tracker refresh",
            )
        )
        usable = True
    elif database.is_file() and not database.stat().st_size:
        findings.append(
            Finding(
                "database", "problem", f"{database}: is empty", "put a backup in its place, or delete it to begin anew"
            )
        )
    else:
        try:
            with reading(database) as reader:
                told = list(_of_database(reader, database, max_age_s, settings))
                findings += told
                usable = not any(f.check == "database" and f.level == "problem" for f in told)
                age_s = doctor_data.age_s(reader) if usable else None
        except TrackerError as error:
            findings.append(Finding("database", "problem", str(error).splitlines()[0], "the message says what to do"))
    problems = any(f.level == "problem" for f in findings)
    code = _UNUSABLE if not usable else int(problems)
    return Examination(exit_code=code, database=str(database), feeds=str(feeds), age_s=age_s, findings=tuple(findings))


def _settings(feeds: Path) -> tuple[Config | None, list[Finding]]:
    """feeds.toml, None where it has mistakes; each mistake is a finding."""
    try:
        settings = config.load(feeds)
    except ConfigError as error:
        return None, [Finding("feeds.toml", "problem", line, "mend that line; until then nothing is fetched")
                      for line in error.problems]  # fmt: skip
    named = [(one.slug, one.error) for one in settings.feeds]
    named += [(one.slug, one.error) for one in settings.prices]
    named += [(one.slug, one.error) for one in settings.measured]
    faults = [
        Finding("feeds.toml", "warning", f"{slug}: {error}", "mend its url; the others are fetched")
        for slug, error in named
        if error
    ]
    on = sum(feed.enabled for feed in settings.feeds)
    return settings, [Finding("feeds.toml", "ok", f"{on} of {len(settings.feeds)} feeds are on"), *faults]


def _of_database(reader: Reader, database: Path, max_age_s: float | None, settings: Config | None) -> Iterator[Finding]:
    """The file first: where it is damaged, or of another version, nothing is said of its data."""
    schema = doctor_database.schema(reader)
    yield schema
    if schema.level != "ok":
        return
    damage = list(doctor_database.damage(reader, database))
    yield from damage
    if any(found.level == "problem" and found.check == "database" for found in damage):
        return
    yield doctor_database.lock(database)
    yield from doctor_data.look(reader, max_age_s)
    whole = [feed.slug for feed in settings.feeds if feed.fulltext and feed.enabled] if settings else []
    yield from doctor_data.whole_articles(reader, whole)
