"""Price lists are asked politely, and whatever they answer, the prices of before stay with their true age."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from refresh_run import query
from refresh_site import Page, Site

from tracker.model.errors import DiskError
from tracker.model.feed import Config, PriceSource
from tracker.refresh.price_answers import Answers
from tracker.refresh.report import Report
from tracker.refresh.results import PriceResult
from tracker.refresh.run import refresh
from tracker.views.prices import current_prices
from tracker.views.session import open_session

HOST = "https://lists.example"
CSV = "/catalogs/v8/nebius/vms.csv"
HEAD = "InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,Price,Region,GpuInfo,SpotPrice"
NEXT_DAY, THIRD_DAY = "2026-11-26T12:30:00Z", "2026-11-27T12:30:00Z"
TODAY = "2026-11-25T12:00:00Z"


def table(*rows: tuple[str, str, int, float, str]) -> bytes:
    told = (f"{sku},{gpu},{count},16,200,{usd},{region},,\r\n" for sku, gpu, count, usd, region in rows)
    return f"{HEAD}\r\n{''.join(told)}".encode()


ONE = ("synthetic-1x", "H100", 1, 2.5, "nowhere-1")
TWO = ("synthetic-8x", "H100", 8, 20.8, "nowhere-1")


def source(site: Site, **told: Any) -> PriceSource:
    values = {"slug": "nebius-list", "kind": "skypilot", "url": HOST + CSV, "base_url": f"{site.url}/lists.example",
              "allow_private": True}  # fmt: skip
    return PriceSource(**values | told)


def put(site: Site, page: Page | bytes) -> None:
    site.pages["/lists.example" + CSV] = page if isinstance(page, Page) else Page(page)


def run(database: Path, *sources: PriceSource, **told: Any) -> Report:
    return refresh(database, Config(path="feeds.toml", prices=sources, min_gap_s=0.0), **told)


def only(report: Report) -> PriceResult:
    (one,) = report.prices
    return one


def stored(database: Path) -> list[tuple[object, ...]]:
    return query(
        database,
        "SELECT sku, usd_per_hour, quality, observed_at, last_seen_at FROM prices WHERE region = 'nowhere-1' ORDER BY 1, 4",
    )


def test_nothing_is_asked_unless_it_is_set_up_and_enabled(database: Path, site: Site) -> None:
    assert run(database).prices == ()
    assert run(database, source(site, enabled=False)).prices == ()
    assert site.asked == []


def test_prices_are_stored_with_their_provenance_and_ranked(database: Path, site: Site) -> None:
    put(site, table(ONE, ("gold", "B200", 8, 8.0, "nowhere-1")))
    report = run(database, source(site))
    assert (only(report).outcome, only(report).offers, report.exit_code, report.reranked) == ("new", 2, 0, True)
    told = query(database, "SELECT product_slug, provider_slug, term, count, usd_per_accelerator_hour, publisher, url, tier "
                           "FROM current_prices WHERE sku = 'synthetic-1x'")  # fmt: skip
    assert told == [
        ("nvidia/h100", "nebius", "on_demand", 1, 2.5, "SkyPilot catalogue, Apache-2.0", HOST + CSV, "database")
    ]
    best = query(database, "SELECT provider, sku, usd_per_hour FROM cost_per_token WHERE workload = 'chat' "
                           "AND price_basis = 'on_demand' AND product_slug = 'nvidia/b200'")  # fmt: skip
    assert best == [("Nebius", "gold", 1.0)]


def test_a_list_is_asked_when_it_is_due_and_with_the_validators_of_before(
    database: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, table(ONE))
    run(database, source(site))
    assert run(database, source(site)).prices == ()
    monkeypatch.setenv("TRACKER_NOW", NEXT_DAY)
    assert only(run(database, source(site))).outcome == "not_modified"
    assert [status for _, status in site.asked] == [200, 304]
    assert stored(database) == [("synthetic-1x", 2.5, "ok", TODAY, NEXT_DAY)]


def test_the_same_bytes_without_validators_are_not_read_again(
    database: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, Page(table(ONE), validators=False))
    run(database, source(site))
    monkeypatch.setenv("TRACKER_NOW", NEXT_DAY)
    assert only(run(database, source(site))).outcome == "unchanged"
    assert stored(database) == [("synthetic-1x", 2.5, "ok", TODAY, NEXT_DAY)]


def test_a_changed_price_is_a_new_row_and_an_offer_that_is_gone_ends(
    database: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, table(ONE, TWO))
    run(database, source(site))
    monkeypatch.setenv("TRACKER_NOW", NEXT_DAY)
    put(site, table(("synthetic-1x", "H100", 1, 2.25, "nowhere-1")))
    one = only(run(database, source(site)))
    assert (one.offers, one.changed, one.ended) == (1, 1, 1)
    assert stored(database) == [
        ("synthetic-1x", 2.5, "ok", TODAY, TODAY),
        ("synthetic-1x", 2.25, "ok", NEXT_DAY, NEXT_DAY),
        ("synthetic-8x", 20.8, "ok", TODAY, TODAY),
        ("synthetic-8x", 20.8, "stale", NEXT_DAY, NEXT_DAY),
    ]
    monkeypatch.setenv("TRACKER_NOW", THIRD_DAY)
    put(site, table(ONE, TWO))
    run(database, source(site))
    assert stored(database)[-1] == ("synthetic-8x", 20.8, "ok", THIRD_DAY, THIRD_DAY)


def test_a_day_shows_the_price_of_that_day(database: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site, table(ONE))
    run(database, source(site))
    monkeypatch.setenv("TRACKER_NOW", THIRD_DAY)
    put(site, table(("synthetic-1x", "H100", 1, 9.0, "nowhere-1")))
    run(database, source(site))
    for day, usd in (("2026-11-26", 2.5), ("2026-11-27", 9.0)):
        with closing(open_session(database, day)) as session:
            assert [r.usd_per_hour for r in current_prices(session, "h100") if r.sku == "synthetic-1x"] == [usd]


FAULTS = {
    "429": (Page(b"slow down", status=429, headers={"Retry-After": "7200"}), "rate_limited"),
    "500": (Page(b"", status=500), "http"),
    "cut off": (Page(table(ONE), headers={"Content-Length": "9999"}), "protocol"),
    "a web page": (Page(b"<!doctype html><html><body>Sign in</body></html>"), "html"),
    "another column": (Page(table(ONE).replace(b"Price,Region", b"Cost,Region")), "shape_changed"),
    "empty": (Page(b"\n"), "empty"),
    "no text": (Page(b"\xff\xfe\x00\x00" * 10), "not_text"),
    "too large": (Page(table(ONE) + b"," * 2_000_000), "too_large"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_broken_answer_has_a_name_and_loses_nothing(
    database: Path, site: Site, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    put(site, table(ONE, TWO))
    run(database, source(site))
    before = stored(database)
    monkeypatch.setenv("TRACKER_NOW", NEXT_DAY)
    page, reason = FAULTS[name]
    put(site, page)
    report = run(database, source(site, max_bytes=2**20))
    one = only(report)
    assert (one.outcome, one.reason) == ("error", reason)
    assert any(one.message in note for note in report.notes)
    assert stored(database) == before
    told = query(database, "SELECT state, fault, failures, last_ok_at FROM price_sources")
    assert told == [("failing", reason, 1, TODAY)]


def test_a_failing_list_does_not_stop_the_others(database: Path, site: Site) -> None:
    put(site, Page(b"", status=500))
    site.pages["/other.csv"] = Page(table(ONE))
    other = source(site, slug="other", url=f"{site.url}/x/nebius/vms.csv", base_url="")
    site.pages["/x/nebius/vms.csv"] = Page(table(ONE))
    results = run(database, source(site), other).prices
    assert [(r.slug, r.outcome) for r in results] == [("nebius-list", "error"), ("other", "new")]


def test_a_mirror_is_asked_after_a_429_and_the_host_is_left_alone(database: Path, site: Site) -> None:
    put(site, Page(b"", status=429, headers={"Retry-After": "600"}))
    site.pages["/mirror.example/vms.csv"] = Page(table(ONE))
    with_mirror = source(site, mirror="https://mirror.example/vms.csv")
    beside = source(
        site, slug="beside", url=HOST + CSV.replace("nebius", "oci"), mirror="https://mirror.example/gone.csv"
    )
    results = run(database, with_mirror, beside).prices
    assert [(r.slug, r.outcome) for r in results] == [("beside", "error"), ("nebius-list", "new")]
    assert [path for path, status in site.asked if status == 429] == ["/lists.example" + CSV]


def test_what_fails_again_is_not_told_again(database: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site, Page(b"", status=500))
    told = []
    for day in (TODAY, NEXT_DAY, THIRD_DAY):
        monkeypatch.setenv("TRACKER_NOW", day)
        if day == THIRD_DAY:
            put(site, FAULTS["a web page"][0])
        told.append(run(database, source(site), everything=True).notes)
    assert [len(notes) for notes in told] == [1, 0, 1]
    assert "web page" in told[2][0]


def test_a_429_is_obeyed_even_where_a_person_asks(database: Path, site: Site) -> None:
    put(site, FAULTS["429"][0])
    one = source(site, kind="litellm")
    run(database, one)
    asked = len(site.asked)
    assert run(database, one, everything=True).prices == ()
    assert len(site.asked) == asked


def test_an_older_list_than_the_one_that_is_kept_is_told_and_not_used(
    database: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, Page(table(ONE), headers={"Last-Modified": "Sun, 01 Nov 2026 00:00:00 GMT"}))
    run(database, source(site))
    before = stored(database)
    monkeypatch.setenv("TRACKER_NOW", NEXT_DAY)
    put(site, Page(table(TWO), headers={"Last-Modified": "Wed, 01 Jan 2025 00:00:00 GMT"}))
    one = only(run(database, source(site)))
    assert (one.outcome, one.reason) == ("error", "stale")
    assert "2025-01-01" in one.message
    assert stored(database) == before


def test_a_list_that_nobody_keeps_any_more_is_stored_as_stale_and_never_ranks(database: Path, site: Site) -> None:
    put(
        site,
        Page(table(("gold", "B200", 8, 8.0, "nowhere-1")), headers={"Last-Modified": "Wed, 01 Jan 2025 00:00:00 GMT"}),
    )
    one = only(run(database, source(site)))
    assert (one.reason, one.offers) == ("stale", 1)
    assert [row[2] for row in stored(database)] == ["stale"]
    assert query(database, "SELECT count(*) FROM cost_per_token WHERE sku = 'gold'") == [(0,)]


def test_a_list_that_stays_as_it_was_for_too_long_stops_to_rank(
    database: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, Page(table(ONE), headers={"Last-Modified": "Sun, 01 Nov 2026 00:00:00 GMT"}))
    run(database, source(site))
    monkeypatch.setenv("TRACKER_NOW", "2027-09-01T12:00:00Z")
    one = only(run(database, source(site)))
    assert (one.outcome, one.reason, one.message) == (
        "not_modified",
        "stale",
        "the list was last changed on 2026-11-01",
    )
    assert [row[2] for row in stored(database)] == ["ok", "stale"]
    assert only(run(database, source(site), everything=True)).reason == "stale"


def test_two_lists_of_one_publisher_do_not_overwrite_each_other(
    database: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, table(ONE))
    site.pages["/old/nebius/vms.csv"] = Page(
        table(("synthetic-1x", "H100", 1, 5.0, "nowhere-1")), headers={"Last-Modified": "Wed, 01 Jan 2025 00:00:00 GMT"}
    )
    frozen = source(site, slug="a-frozen", url=f"{site.url}/old/nebius/vms.csv", base_url="")
    run(database, source(site))
    run(database, source(site), frozen)
    assert [row[:3] for row in stored(database)] == [("synthetic-1x", 2.5, "ok")]
    monkeypatch.setenv("TRACKER_NOW", NEXT_DAY)
    site.pages["/old/nebius/vms.csv"] = Page(table(TWO))
    run(database, source(site), frozen)
    assert [row[:3] for row in stored(database) if row[0] == "synthetic-1x"] == [("synthetic-1x", 2.5, "ok")]


def test_a_sound_list_takes_over_from_one_that_nobody_keeps(database: Path, site: Site) -> None:
    site.pages["/old/nebius/vms.csv"] = Page(
        table(("synthetic-1x", "H100", 1, 5.0, "nowhere-1")), headers={"Last-Modified": "Wed, 01 Jan 2025 00:00:00 GMT"}
    )
    run(database, source(site, slug="a-frozen", url=f"{site.url}/old/nebius/vms.csv", base_url=""))
    put(site, table(ONE))
    frozen = source(site, slug="a-frozen", url=f"{site.url}/old/nebius/vms.csv", base_url="")
    run(database, source(site), frozen)
    assert stored(database)[-1][1:3] == (2.5, "ok")


def test_pages_are_judged_together(database: Path, site: Site) -> None:
    def item(usd: float, since: str, meter: str = "ND96isrH100v5") -> dict[str, Any]:
        return {"currencyCode": "USD", "tierMinimumUnits": 0.0, "retailPrice": usd, "unitPrice": usd, "armRegionName": "eastus",
                "effectiveStartDate": since, "meterName": meter, "productName": "Virtual Machines NDsr H100 v5 Series",
                "skuName": meter, "serviceName": "Virtual Machines", "unitOfMeasure": "1 Hour", "type": "Consumption",
                "armSkuName": "Standard_ND96isr_H100_v5"}  # fmt: skip

    def answer(*items: dict[str, Any], more: str | None = None) -> Page:
        return Page(
            json.dumps({"BillingCurrency": "USD", "Items": items, "NextPageLink": more, "Count": len(items)}).encode()
        )

    azure = source(
        site,
        slug="azure",
        kind="azure",
        url=f"{site.url}/api/retail/prices?api-version=2023-01-01-preview",
        base_url="",
    )
    run(database, azure)
    asked = next(path for path, _ in site.asked if "ND96isr_H100_v5" in path)
    site.pages[asked] = answer(item(91.5, "2026-09-01T00:00:00Z"), more=f"{site.url}{asked}&$skip=1000")
    site.pages[f"{asked}&$skip=1000"] = site.pages[f"{asked}&%24skip=1000"] = answer(
        item(50.0, "2024-01-01T00:00:00Z"), item(91.5, "2026-09-01T00:00:00Z", "ND96isrH100v5 Spot")
    )
    run(database, azure, everything=True)
    rows = query(database, "SELECT term, usd_per_hour, quality FROM current_prices WHERE sku = 'Standard_ND96isr_H100_v5' "
                           "AND region = 'eastus' AND url LIKE '%127.0.0.1%' ORDER BY term")  # fmt: skip
    assert rows == [("on_demand", 91.5, "ok"), ("spot", 91.5, "sentinel")]


def test_names_that_the_catalogue_has_not_are_listed_and_not_guessed(database: Path, site: Site) -> None:
    put(site, table(ONE, ("x", "H999", 4, 8.0, "nowhere-1"), ("y", "H999", 1, 3.0, "nowhere-1")))
    assert only(run(database, source(site))).unmapped == {"H999": 2}
    told = query(database, "SELECT kind, name, provider, n, usd_low, usd_high FROM unmapped_prices")
    assert told == [("accelerator", "H999", "nebius", 2, 2.0, 3.0)]


def test_a_list_is_read_again_with_the_names_of_another_catalogue(database: Path, site: Site) -> None:
    put(site, table(ONE))
    run(database, source(site))
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("UPDATE meta SET value = 'another' WHERE key = 'catalogue_digest'")
    one = only(run(database, source(site)))
    assert (one.outcome, one.changed) == ("unchanged", 0)
    assert [status for _, status in site.asked] == [200, 200]


def test_a_price_list_alone_can_be_asked_for(database: Path, site: Site) -> None:
    put(site, table(ONE))
    other = source(site, slug="other", url=f"{site.url}/x/nebius/vms.csv", base_url="")
    assert only(run(database, source(site), other, only=["nebius-list"])).slug == "nebius-list"


def test_a_private_address_needs_leave(database: Path, site: Site) -> None:
    assert only(run(database, source(site, allow_private=False))).reason == "blocked_address"
    assert site.asked == []


TOKENS = {"acme": {"name": "Acme", "models": {
    "openai/gpt-oss-120b": {"id": "openai/gpt-oss-120b", "cost": {"input": 150, "output": 600}},
    "gone/free": {"id": "gone/free", "cost": {"input": 0, "output": 0}}}}}  # fmt: skip


def test_token_prices_of_unknown_providers_and_models_are_kept_under_their_own_names(
    database: Path, site: Site
) -> None:
    site.pages["/api.json"] = Page(json.dumps(TOKENS).encode())
    lists = source(site, slug="tokens", kind="models_dev", url=f"{site.url}/api.json", base_url="")
    run(database, lists)
    told = query(database, "SELECT model_slug, provider, endpoint, usd_per_mtok_out, quality FROM current_token_prices "
                           "WHERE provider_slug = 'acme' ORDER BY 1")  # fmt: skip
    assert told == [
        ("gone/free", "Acme", "", 0.0, "zero"),
        ("gpt-oss-120b", "Acme", "openai/gpt-oss-120b", 600.0, "unit_suspect"),
    ]
    assert ("acme",) not in query(database, "SELECT vendor_slug FROM vendors")


def test_a_suspect_price_is_believed_where_a_second_publisher_has_it(
    database: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/api.json"] = Page(json.dumps(TOKENS).encode())
    second = {"gpt-oss-120b": {"litellm_provider": "acme", "mode": "chat", "input_cost_per_token": 150e-6,
                               "output_cost_per_token": 600e-6}}  # fmt: skip
    site.pages["/litellm.json"] = Page(json.dumps(second).encode())
    lists = source(site, slug="tokens", kind="models_dev", url=f"{site.url}/api.json", base_url="")
    cross = source(site, slug="cross", kind="litellm", url=f"{site.url}/litellm.json", base_url="")
    told = "SELECT publisher, quality FROM current_token_prices WHERE usd_per_mtok_out = 600 ORDER BY 1"
    run(database, lists)
    assert [quality for _, quality in query(database, told)] == ["unit_suspect"]
    run(database, lists, cross)
    assert [quality for _, quality in query(database, told)] == ["ok", "ok"]
    monkeypatch.setenv("TRACKER_NOW", NEXT_DAY)
    run(database, lists, cross)
    assert query(database, "SELECT count(*) FROM token_prices WHERE usd_per_mtok_out = 600") == [(2,)]


def test_a_full_disk_while_prices_are_stored_is_told_as_one(
    database: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, table(ONE))

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Answers, "finished", full)
    with pytest.raises(DiskError, match="full"):
        run(database, source(site))
