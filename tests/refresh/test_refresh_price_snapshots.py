"""The real snapshots through a whole refresh, served at their real paths: known prices come out, and every fault has a name."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from refresh_run import query

from tracker.config.load import load
from tracker.model.feed import Config, PriceSource
from tracker.refresh.results import PriceResult
from tracker.refresh.run import refresh

ROOT = Path(__file__).resolve().parents[2]
SERVE = ROOT.parent / "shared" / "prices" / "serve.py"
NOW, NEXT_DAY = "2026-11-25T12:00:00Z", "2026-11-26T12:30:00Z"
PRICES = (
    ("nvidia/h100", "nebius", 2.95), ("nvidia/h100", "aws", 6.88), ("nvidia/h100", "oracle", 10.00),
    ("nvidia/h100", "microsoft", 12.29),
    ("nvidia/h200", "nebius", 3.50), ("nvidia/h200", "aws", 7.912), ("nvidia/h200", "oracle", 10.00),
    ("nvidia/b200", "nebius", 5.50), ("nvidia/b200", "aws", 14.2416), ("nvidia/b200", "oracle", 14.00),
    ("google/tpu-v6e", "google", 2.70), ("nvidia/gb300", "oracle", 18.00), ("amd/mi355x", "oracle", 8.60),
    ("amd/mi300x", "oracle", 6.00),
)  # fmt: skip
"""On demand, cheapest region, USD per accelerator and hour."""

pytestmark = pytest.mark.skipif(not SERVE.exists(), reason="the kit's price snapshots are not here")


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    process = subprocess.Popen([sys.executable, SERVE, "--port", str(port)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    yield f"http://127.0.0.1:{port}"
    process.kill()
    process.communicate()


@pytest.fixture(autouse=True)
def no_faults(served: str) -> None:
    control(served, "__clear__")


def control(served: str, path: str) -> None:
    with urllib.request.urlopen(f"{served}/{path}", timeout=10) as answer:
        answer.read()


def sources(served: str) -> tuple[PriceSource, ...]:
    """The price lists of the shipped feeds.toml that a snapshot is held of."""
    shipped = load(ROOT / "feeds.toml").prices
    held = [s for s in shipped if s.enabled and s.kind != "gpuhunt"]
    return tuple(
        replace(s, base_url=served, allow_private=True, url=s.url.replace("{Location}", "US%20East%20(N.%20Virginia)"))
        for s in held
    )


def run(database: Path, served: str) -> dict[tuple[str, str], PriceResult]:
    config = Config(path="feeds.toml", prices=sources(served), min_gap_s=0.0, per_host=32)
    report = refresh(database, config, everything=True)
    assert report.exit_code == 0
    return {(one.slug, one.part): one for one in report.prices}


def cheapest(database: Path) -> dict[tuple[str, str], float]:
    rows = query(database, "SELECT product_slug, provider_slug, min(usd_per_accelerator_hour) FROM current_prices "
                           "WHERE term = 'on_demand' AND quality = 'ok' GROUP BY 1, 2")  # fmt: skip
    return {(product, provider): usd for product, provider, usd in rows}


@pytest.fixture(scope="module")
def filled(built: Path, tmp_path_factory: pytest.TempPathFactory, served: str) -> Path:
    """The database after a first refresh."""
    path = Path(shutil.copy(built, tmp_path_factory.mktemp("filled") / "tracker.db"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_NOW", NOW)
        control(served, "__clear__")
        run(path, served)
    return path


def test_the_known_prices_come_out(database: Path, served: str) -> None:
    results = run(database, served)
    lists = {slug: one for (slug, part), one in results.items() if not part}
    assert {one.outcome for one in lists.values()} <= {"new", "unchanged"}
    found = cheapest(database)
    assert {(product, provider): found.get((product, provider)) for product, provider, _ in PRICES} == {
        (product, provider): pytest.approx(usd) for product, provider, usd in PRICES
    }
    listed = query(
        database,
        "SELECT count(*) FROM current_token_prices WHERE model_slug = 'gpt-oss-120b' AND publisher = 'models.dev, MIT'",
    )
    assert listed[0][0] >= 50
    assert query(database, "SELECT count(*) FROM claims WHERE publisher LIKE 'Epoch%' AND rule = 'table'")[0][0] > 300


def test_nothing_new_is_asked_for_with_validators_and_changes_nothing(
    filled: Path, tmp_path: Path, served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Path(shutil.copy(filled, tmp_path / "tracker.db"))
    count = "SELECT (SELECT count(*) FROM price), (SELECT count(*) FROM token_price), (SELECT count(*) FROM claim)"
    before = query(database, count)
    monkeypatch.setenv("TRACKER_NOW", NEXT_DAY)
    results = run(database, served)
    assert {one.outcome for (slug, part), one in results.items() if not part} == {"not_modified"}
    assert query(database, count) == before


TOGETHER = (
    {"429:nebius:120": ("rate_limited", "skypilot-nebius"), "500:models.dev": ("http", "models-dev"),
     "html:openrouter": ("html", "openrouter"), "rename:epoch": ("shape_changed", "epoch"),
     "rename:awsstatic": ("shape_changed", "aws-page"), "rename:azure": ("shape_changed", "azure-retail")},
    {"truncate:litellm": ("truncated", "litellm"), "rename:oci": ("shape_changed", "skypilot-oci"),
     "rename:genai": ("shape_changed", "genai-prices"), "rename:models.dev": ("shape_changed", "models-dev"),
     "rename:openrouter": ("shape_changed", "openrouter"), "stale:nebius": ("stale", "skypilot-nebius"),
     "rename:gpuhunt": ("", "gpuhunt-tpu")},
    {"rename:litellm": ("shape_changed", "litellm"), "html:epoch": ("html", "epoch"), "500:azure": ("http", "azure-retail")},
)  # fmt: skip
"""Faults of different sources at one time: what each is called, and whose it is."""


@pytest.mark.parametrize("faults", TOGETHER, ids=["limits", "shapes", "others"])
def test_each_fault_is_named_keeps_the_prices_and_stops_nobody(
    filled: Path, tmp_path: Path, served: str, monkeypatch: pytest.MonkeyPatch, faults: dict[str, tuple[str, str]]
) -> None:
    database = Path(shutil.copy(filled, tmp_path / "tracker.db"))
    before = cheapest(database)
    monkeypatch.setenv("TRACKER_NOW", NEXT_DAY)
    for fault in faults:
        control(served, f"__fault__?set={fault}")
        if fault.startswith("truncate"):
            control(served, f"__fault__?set={fault.replace('truncate', 'noetag')}")
    results = run(database, served)
    for reason, slug in faults.values():
        told = {
            one.reason for (own, part), one in results.items() if own == slug and (not part or slug == "azure-retail")
        }
        assert reason in told, slug
    assert cheapest(database) == before
    broken = {slug for _, slug in faults.values()}
    assert "error" not in {one.outcome for (own, part), one in results.items() if own not in broken and not part}
