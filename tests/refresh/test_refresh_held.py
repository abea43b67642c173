"""A feed that a person asks for by name and its server asked to leave alone: nothing is asked, and both are told why."""

from __future__ import annotations

from pathlib import Path

from refresh_site import Page, Site

from tracker.model.feed import Config, FeedSource
from tracker.refresh.report import Progress
from tracker.refresh.run import refresh


def config(site: Site) -> Config:
    return Config(
        path="feeds.toml",
        min_gap_s=0.0,
        feeds=tuple(FeedSource(slug=s, url=f"{site.url}/{s}", title=s, allow_private=True) for s in ("busy", "fine")),
    )


def test_it_is_left_alone_and_the_reason_is_in_notes_and_steps(tmp_path: Path, site: Site) -> None:
    database, steps = tmp_path / "t.db", list[Progress]()
    site.pages["/busy"] = Page(b"later", status=503, headers={"Retry-After": "3600"})
    site.feed("/fine", ("1", "One", "text"))
    refresh(database, config(site))
    asked = len(site.asked)
    report = refresh(database, config(site), only=["busy"], on_progress=steps.append)
    assert len(site.asked) == asked
    assert report.exit_code == 0
    (note,) = report.notes
    assert note.startswith("busy was not asked: held until ")
    assert note.endswith(": Retry-After")
    (held,) = (step for step in steps if step.event == "held")
    assert (held.slug, f"busy was not asked: {held.message}") == ("busy", note)


def test_nobody_is_told_of_feeds_that_were_not_asked_for(tmp_path: Path, site: Site) -> None:
    database, steps = tmp_path / "t.db", list[Progress]()
    site.pages["/busy"] = Page(b"later", status=503, headers={"Retry-After": "3600"})
    site.feed("/fine", ("1", "One", "text"))
    refresh(database, config(site))
    report = refresh(database, config(site), everything=True, on_progress=steps.append)
    assert report.notes == ()
    assert [step for step in steps if step.event == "held"] == []
