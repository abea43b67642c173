"""Older price lists from an archive on loopback: stored as history, never twice, and nothing of them ranks today."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from refresh_run import query
from refresh_site import Page, Site

from tracker.cli.root import tracker
from tracker.model.errors import RefreshRunning, UsageError
from tracker.model.feed import Config, PriceSource
from tracker.refresh.backfill import Backfill, backfill
from tracker.refresh.report import Progress
from tracker.refresh.run import refresh
from tracker.store.lock import refresh_lock

HOST = "https://archive.example"
FOLDER = "/archive.example"
"""Where the site serves that host."""
COLUMNS = (
    "instance_name",
    "location",
    "price",
    "cpu",
    "memory",
    "gpu_count",
    "gpu_name",
    "gpu_memory",
    "spot",
    "disk_size",
)
JAN, FEB, MAR = (f"{FOLDER}/v1/2024{month}01/catalog.zip" for month in ("01", "02", "03"))
NEW = "made-up-8x"
Rows = tuple[tuple[str, float], ...]


def zipped(*rows: tuple[str, float], provider: str = "lambdalabs") -> bytes:
    """(instance, USD an hour) of eight H100 each, in the shape that gpuhunt writes."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for name, usd in rows:
        writer.writerow((name, "us-east-1", usd, 192, 2048, 8, "H100", 80, "False", ""))
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{provider}.csv", text.getvalue())
    return body.getvalue()


def source(site: Site, **told: Any) -> PriceSource:
    values = {"slug": "gpuhunt", "kind": "gpuhunt", "url": f"{HOST}/v3/{{provider}}/version", "allow_private": True,
              "base_url": f"{site.url}{FOLDER}"}  # fmt: skip
    return PriceSource(**values | told)


def fill(database: Path, site: Site, until: str = "2024-03-31", **told: Any) -> Backfill:
    config = Config(path="feeds.toml", prices=(source(site),), min_gap_s=0.0)
    return backfill(database, config, "2024-01-01", until, **told)


def outcomes(done: Backfill) -> dict[str, str]:
    return {one.archive: one.outcome for one in done.archives}


def history(database: Path, sku: str = NEW) -> list[tuple[object, ...]]:
    return query(database, "SELECT substr(observed_at, 1, 10), substr(last_seen_at, 1, 10), usd_per_accelerator_hour, quality "
                           "FROM prices WHERE sku = ? ORDER BY observed_at", sku)  # fmt: skip


def test_each_archive_is_a_day_of_the_history(database: Path, site: Site) -> None:
    site.pages |= {JAN: Page(zipped((NEW, 16.0))), FEB: Page(zipped((NEW, 16.0))), MAR: Page(zipped((NEW, 12.0)))}
    done = fill(database, site)
    assert outcomes(done) == dict.fromkeys(("20240101", "20240201", "20240301"), "new")
    assert (done.exit_code, done.ended) == (0, 1)
    assert history(database) == [
        ("2024-01-01", "2024-02-01", 2.0, "ok"),
        ("2024-03-01", "2024-03-01", 1.5, "ok"),
        ("2026-11-25", "2026-11-25", 1.5, "stale"),
    ]


def test_what_was_asked_for_years_ago_ranks_nowhere(database: Path, site: Site) -> None:
    sql = "SELECT product_slug, usd_per_hour, rank FROM cost_per_token WHERE workload = 'chat' ORDER BY price_basis, product_slug"
    before = query(database, sql)
    site.pages[JAN] = Page(zipped((NEW, 0.08)))
    fill(database, site)
    assert query(database, sql) == before
    assert history(database)[-1][3] == "stale"


def test_an_offer_ends_on_the_day_of_the_first_archive_without_it(database: Path, site: Site) -> None:
    site.pages |= {JAN: Page(zipped((NEW, 16.0))), FEB: Page(zipped(("made-up-other", 9.0)))}
    fill(database, site)
    assert history(database)[-1] == ("2024-02-01", "2024-02-01", 2.0, "stale")


def test_a_run_goes_on_where_the_last_one_stopped(database: Path, site: Site) -> None:
    site.pages[JAN] = Page(zipped((NEW, 16.0)))
    first = fill(database, site)
    assert outcomes(first) == {"20240101": "new", "20240201": "error", "20240301": "error"}
    site.pages |= {FEB: Page(zipped((NEW, 16.0))), MAR: Page(zipped((NEW, 12.0)))}
    asked = len(site.asked)
    second = fill(database, site)
    assert outcomes(second) == {"20240101": "known", "20240201": "new", "20240301": "new"}
    assert [path for path, _ in site.asked[asked:]] == [FEB, MAR]
    assert [row[2:] for row in history(database) if row[3] == "ok"] == [(2.0, "ok"), (1.5, "ok")]
    assert set(outcomes(fill(database, site)).values()) == {"known"}
    assert len(site.asked) == asked + 2


def test_an_offer_of_todays_list_keeps_its_source_and_does_not_end(database: Path, site: Site) -> None:
    site.pages |= {
        f"{FOLDER}/v3/lambdalabs/version": Page(b"20261120-1"),
        f"{FOLDER}/v3/lambdalabs/20261120-1/catalog.zip": Page(zipped((NEW, 8.0))),
        JAN: Page(zipped((NEW, 16.0))),
    }
    today = source(site, url=f"{HOST}/v3/lambdalabs/version")
    refresh(database, Config(path="feeds.toml", prices=(today,), min_gap_s=0.0))
    own = query(database, "SELECT url FROM current_prices WHERE sku = ?", NEW)
    done = fill(database, site)
    assert done.ended == 0
    assert [row[2:] for row in history(database)] == [(2.0, "ok"), (1.0, "ok")]
    assert query(database, "SELECT url FROM current_prices WHERE sku = ?", NEW) == own


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (Page(zipped((NEW, 16.0))[:200]), "truncated"), (Page(b"<html>not here</html>"), "html"), (Page(status=500), "http"),
        (Page(b""), "empty"),
    ],
)  # fmt: skip
def test_a_broken_archive_is_told_and_the_others_go_on(database: Path, site: Site, page: Page, reason: str) -> None:
    site.pages |= {JAN: page, FEB: Page(zipped((NEW, 16.0)))}
    done = fill(database, site, until="2024-02-28")
    assert [(one.outcome, one.reason) for one in done.archives] == [("error", reason), ("new", "")]
    assert done.exit_code == 0
    assert history(database)[0][0] == "2024-02-01"


def test_a_host_that_asks_for_fewer_requests_is_left_alone(database: Path, site: Site) -> None:
    site.pages[JAN] = Page(status=429, headers={"Retry-After": "60"})
    done = fill(database, site)
    assert [one.outcome for one in done.archives] == ["error", "skipped", "skipped"]
    assert done.exit_code == 69
    assert len(site.asked) == 1


def test_a_host_that_nobody_can_reach_is_asked_once(
    database: Path, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    feeds = tmp_path / "feeds.toml"
    feeds.write_text(f'[network]\nmin_gap = "0s"\n[[prices]]\nslug = "gpuhunt"\nkind = "gpuhunt"\nallow_private = true\n'
                     f'url = "{HOST}/v3/{{provider}}/version"\nbase_url = "http://127.0.0.1:1"\n')  # fmt: skip
    monkeypatch.setenv("TRACKER_DB", str(database))
    monkeypatch.setenv("TRACKER_STATE", str(tmp_path))
    args = ["prices", "backfill", "--since", "2024-01", "--until", "2024-03", "--feeds", str(feeds), "--json"]
    done = CliRunner().invoke(tracker, args, prog_name="tracker")
    assert done.exit_code == 69
    assert [(one["outcome"], one["reason"]) for one in json.loads(done.stdout)["archives"]] == [
        ("error", "connect"), ("skipped", "connect"), ("skipped", "connect"),
    ]  # fmt: skip
    told = [line for line in done.stderr.splitlines() if line.startswith("tracker: ")]
    assert len(told) == 2
    assert "is the network up" in told[0]
    assert "20240201 and 1 more: not asked" in told[1]


def test_how_far_it_is_is_told(database: Path, site: Site) -> None:
    steps: list[Progress] = []
    site.pages[JAN] = Page(zipped((NEW, 16.0)))
    fill(database, site, on_progress=steps.append)
    assert [(s.event, s.done, s.total) for s in steps] == [
        ("prices", 0, 3),
        ("prices", 1, 3),
        ("prices", 2, 3),
        ("ranking", 0, 0),
    ]


def test_only_one_run_writes_at_a_time(database: Path, site: Site) -> None:
    with refresh_lock(database), pytest.raises(RefreshRunning):
        fill(database, site)
    assert site.asked == []


def test_without_a_list_that_has_archives_there_is_nothing_to_do(database: Path, site: Site) -> None:
    other = source(site, slug="other", kind="skypilot", url=f"{HOST}/catalogs/v8/nebius/vms.csv")
    for prices, slug, words in (((), "", "names no price list"), ((other,), "other", "other keeps no archive"),
                                ((other,), "nope", "has no price list nope"),
                                ((source(site, url=f"{HOST}/elsewhere"),), "", "does not lie under /v3/")):  # fmt: skip
        with pytest.raises(UsageError, match=words):
            backfill(database, Config(path="feeds.toml", prices=prices), "2024-01-01", "2024-02-01", slug)


def test_the_command_takes_parts_of_years(
    database: Path, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    feeds = tmp_path / "feeds.toml"
    feeds.write_text(f'[network]\nmin_gap = "0s"\n[[prices]]\nslug = "gpuhunt"\nkind = "gpuhunt"\nallow_private = true\n'
                     f'url = "{HOST}/v3/{{provider}}/version"\nbase_url = "{site.url}{FOLDER}"\n')  # fmt: skip
    monkeypatch.setenv("TRACKER_DB", str(database))
    monkeypatch.setenv("TRACKER_STATE", str(tmp_path))
    site.pages |= {JAN: Page(zipped((NEW, 16.0))), FEB: Page(b"<html>")}
    args = ["prices", "backfill", "--since", "2024-01", "--until", "2024-02", "--feeds", str(feeds), "--json"]
    done = CliRunner().invoke(tracker, args, prog_name="tracker")
    assert done.exit_code == 0, done.stderr
    assert [one["outcome"] for one in json.loads(done.stdout)["archives"]] == ["new", "error"]
    assert "gpuhunt 20240201: not read: a web page came" in done.stderr
    assert "1 archive with 1 price change stored" in done.stderr
