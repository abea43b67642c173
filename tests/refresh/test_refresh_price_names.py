"""One thing has one name, whatever its lists call it: products by name and memory, providers that no vendor file has."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from refresh_run import query
from refresh_site import Page, Site
from test_refresh_prices import HEAD, HOST, only, put, run, source

from tracker.model.errors import UsageError
from tracker.model.feed import PriceSource
from tracker.views.price_sellers import find_seller
from tracker.views.session import open_session

LITELLM, MODELS_DEV = "/litellm.json", "/models.json"


def _row(sku: str, accelerator: str, memory_mib: int) -> str:
    return f"{sku},{accelerator},4,16,200,64,nowhere-1,\"{{'SizeInMiB': {memory_mib}}}\",\r\n"


def _token_lists(site: Site) -> tuple[PriceSource, ...]:
    """A provider under a name of its own in each list."""
    price = {"litellm_provider": "novita", "mode": "chat", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6}
    site.pages["/lists.example" + LITELLM] = Page(json.dumps({"novita/made-up-model": price}).encode())
    model = {"id": "made-up-model", "name": "Made up", "cost": {"input": 1.5, "output": 3.0}}
    told = {"novita-ai": {"id": "novita-ai", "name": "NovitaAI", "models": {"made-up-model": model}}}
    site.pages["/lists.example" + MODELS_DEV] = Page(json.dumps(told).encode())
    return (
        source(site, slug="litellm", kind="litellm", url=HOST + LITELLM),
        source(site, slug="models-dev", kind="models_dev", url=HOST + MODELS_DEV),
    )


def test_an_accelerator_of_a_card_with_several_is_known_by_the_memory_of_one(database: Path, site: Site) -> None:
    """Lists tell the memory of a chip; the specs prefer what the whole superchip has."""
    preferred = query(
        database,
        "SELECT scope FROM specs WHERE product_slug = 'nvidia/gb200' AND field = 'memory_capacity' AND preferred",
    )
    assert preferred == [("card",)]
    put(site, f"{HEAD}\r\n{_row('x4', 'GB200', 196608)}{_row('odd-x4', 'GB200', 98304)}".encode())
    report = only(run(database, source(site)))
    assert (report.offers, report.unmapped) == (1, {"GB200": 1})
    told = query(database, "SELECT product_slug, usd_per_accelerator_hour FROM current_prices WHERE sku = 'x4'")
    assert told == [("nvidia/gb200", 16.0)]


def test_a_provider_that_no_vendor_file_has_is_one_under_all_its_names(database: Path, site: Site) -> None:
    run(database, *_token_lists(site))
    sellers = query(
        database, "SELECT DISTINCT provider_slug, provider FROM current_token_prices WHERE model LIKE '%made-up-model'"
    )
    assert sellers == [("novita-ai", "Novita AI")]


@pytest.mark.parametrize("words", ["novita", "NovitaAI", "novita-ai", "Novita AI"])
def test_a_provider_is_found_by_what_lists_call_it(database: Path, site: Site, words: str) -> None:
    run(database, *_token_lists(site))
    with closing(open_session(database)) as session:
        assert find_seller(session, words) == "novita-ai"
        assert find_seller(session, "oci") == "oracle"


def test_a_known_provider_without_a_price_is_told_from_an_unknown_one(database: Path) -> None:
    with closing(open_session(database)) as session:
        with pytest.raises(UsageError, match="no list has a price of runpod"):
            find_seller(session, "RunPod")
        with pytest.raises(UsageError, match="no provider is called 'nosuch'"):
            find_seller(session, "nosuch")
