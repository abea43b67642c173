"""One number: the metrics, the table, the sqlite3 shell and the command line show the same bits."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tracker.assemble import gather, rank_all
from tracker.store.reader import reading
from tracker.views.rankings import rankings
from tracker.views.session import open_session

ROOT = Path(__file__).resolve().parent.parent
SHELL = shutil.which("sqlite3")
WORKLOAD, BASIS = "chat", "on_demand"
FIGURES = ("usd_per_mtok", "usd_per_mtok_p10", "usd_per_mtok_p90", "tokens_per_s", "usd_per_hour")


@pytest.fixture(scope="module")
def computed(built: Path) -> dict[str, tuple[str | None, ...]]:
    """Product -> offer and figures, straight from the metrics, as the bits of their floats."""
    with reading(built) as reader:
        rows = rank_all(gather(reader), (WORKLOAD,), (BASIS,))[WORKLOAD, BASIS]
    found = {r.product: (r.offer, *(bits(getattr(r, name)) for name in FIGURES)) for r in rows}
    assert sum(values[1] is not None for values in found.values()) > 5
    return found


def bits(value: float | None) -> str | None:
    return None if value is None else value.hex()


def test_the_view_function(built: Path, computed: dict[str, tuple[str | None, ...]]) -> None:
    with closing(open_session(built)) as session:
        rows = rankings(session, WORKLOAD, BASIS)
    assert {r.product_slug: (r.offer_id, *(bits(getattr(r, name)) for name in FIGURES)) for r in rows} == computed


def test_the_sqlite3_module(built: Path, computed: dict[str, tuple[str | None, ...]]) -> None:
    sql = f"SELECT product_slug, offer_id, {', '.join(FIGURES)} FROM cost_per_token WHERE workload = ? AND price_basis = ?"
    with closing(sqlite3.connect(f"file:{built}?mode=ro", uri=True)) as db:
        rows = db.execute(sql, (WORKLOAD, BASIS)).fetchall()
    assert {slug: (offer, *map(bits, values)) for slug, offer, *values in rows} == computed


@pytest.mark.skipif(not SHELL, reason="no sqlite3 shell here")
def test_the_sqlite3_shell(built: Path, computed: dict[str, tuple[str | None, ...]]) -> None:
    told = ", ".join(f"printf('%!.17g', {name})" for name in FIGURES)
    sql = f"SELECT product_slug, offer_id, {told} FROM cost_per_token WHERE workload = '{WORKLOAD}' AND price_basis = '{BASIS}'"
    command = [SHELL or "", "-readonly", "-separator", "\t", str(built), f"{sql} AND rank IS NOT NULL"]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = [line.split("\t") for line in out.splitlines()]
    ranked = {slug: values for slug, values in computed.items() if values[1] is not None}
    assert {slug: (offer, *(bits(float(v)) for v in values)) for slug, offer, *values in rows} == ranked


def test_the_command_line(built: Path, computed: dict[str, tuple[str | None, ...]]) -> None:
    command = [sys.executable, "-m", "tracker", "rank", WORKLOAD, "--basis", BASIS, "--json", "--db", str(built)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rows = json.loads(done.stdout)
    assert {r["product_slug"]: (r["offer_id"], *(bits(r[name]) for name in FIGURES)) for r in rows} == computed


def test_computed_as_of_today_from_the_prices_and_claims(
    built: Path, computed: dict[str, tuple[str | None, ...]]
) -> None:
    with closing(open_session(built, "2026-11-25")) as session:
        rows = rankings(session, WORKLOAD, BASIS)
    assert {r.product_slug: (r.offer_id, *(bits(getattr(r, name)) for name in FIGURES)) for r in rows} == computed


def test_the_formula_over_the_factors_of_the_row(built: Path) -> None:
    with closing(open_session(built)) as session:
        rows = [r for r in rankings(session, WORKLOAD, BASIS) if r.usd_per_mtok is not None]
    for r in rows:
        assert r.usd_per_hour
        assert r.tokens_per_s
        assert r.utilisation
        assert r.usd_per_mtok == r.usd_per_hour * 1e6 / (r.tokens_per_s * 3600.0 * r.utilisation)


async def test_the_row_behind_the_cell_of_the_screen(
    database: Path, tmp_path: Path, computed: dict[str, tuple[str | None, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.tui.app import TrackerApp
    from tracker.tui.screens.rankings import RankingsScreen

    monkeypatch.setenv("TRACKER_STATE", str(tmp_path / "state"))
    app = TrackerApp(database, ROOT / "feeds.toml")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, RankingsScreen)
        rows = list(screen.rows.source.rows)
    assert {r.product_slug: (r.offer_id, *(bits(getattr(r, name)) for name in FIGURES)) for r in rows} == computed
