"""What is planned is what is asked, and what failed is counted, of parts of price lists as of feeds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from refresh_site import Page, Site
from test_refresh_prices import HOST, NEXT_DAY, ONE, only, put, run, source, table

from tracker.cli.root import tracker
from tracker.model.feed import Config, PriceSource
from tracker.refresh.planned import Planned, planned

ROUTER = "/api/v1/models"
WAIT = Page(b"slow down", status=429, headers={"Retry-After": "7200"})


def plan(database: Path, one: PriceSource, everything: bool = False) -> Planned:
    (told,) = planned(database, Config(path="feeds.toml", prices=(one,)), everything)
    return told


@pytest.mark.parametrize("everything", [False, True])
def test_a_list_that_was_asked_to_wait_is_not_planned(database: Path, site: Site, everything: bool) -> None:
    put(site, WAIT)
    run(database, source(site))
    told = plan(database, source(site), everything)
    assert (told.asked, told.why) == (False, "held until 2026-11-25T14:00:00Z: Retry-After")
    assert run(database, source(site), everything=everything).prices == ()
    assert len(site.asked) == 1


def test_a_list_is_planned_again_once_the_wait_is_over(
    database: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, WAIT)
    run(database, source(site))
    monkeypatch.setenv("TRACKER_NOW", NEXT_DAY)
    put(site, table(ONE))
    assert plan(database, source(site)).asked
    assert only(run(database, source(site))).outcome == "new"


def _router(site: Site) -> PriceSource:
    """A list that names a part, of which there is nothing."""
    model = {
        "id": "meta-llama/llama-3.3-70b-instruct",
        "name": "Made up",
        "pricing": {"prompt": "0.000001", "completion": "0.000002"},
    }
    site.pages[f"/lists.example{ROUTER}"] = Page(json.dumps({"data": [model]}).encode())
    return source(site, slug="router", kind="openrouter", url=HOST + ROUTER)


def test_parts_that_failed_are_counted_where_another_part_was_had(database: Path, site: Site) -> None:
    report = run(database, _router(site))
    assert [(r.part != "", r.outcome) for r in report.prices] == [(False, "new"), (True, "error")]
    assert (report.lists_failed, report.parts_failed, report.exit_code) == (0, 1, 0)


def test_the_command_tells_parts_that_failed_and_any_of_them_fails_it(
    database: Path, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = _router(site)
    told: dict[str, Any] = {"slug": one.slug, "kind": one.kind, "url": one.url, "base_url": one.base_url}
    rows = "".join(f'{key} = "{value}"\n' for key, value in told.items())
    (tmp_path / "f.toml").write_text(f'[network]\nmin_gap = "0s"\n[[prices]]\nallow_private = true\n{rows}')
    asked = ["--db", str(database), "--feeds", str(tmp_path / "f.toml"), "refresh", "--all", "-v"]
    well = CliRunner().invoke(tracker, asked)
    assert "0 price lists failed, 1 part of price lists;" in well.stderr
    assert well.exit_code == 0
    assert CliRunner().invoke(tracker, [*asked, "--fail-on", "any"]).exit_code == 1
