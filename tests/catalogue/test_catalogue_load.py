"""Catalogue files become the domain's types with nothing lost, converted by guess or made up."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.catalogue import check, digest, load
from tracker.model.errors import DocumentError
from tracker.model.period import Period
from tracker.model.product import Alias, PartOf

Spoil = Callable[[str, str, str], Path]


def test_a_sound_catalogue_has_no_problem(sound: Path) -> None:
    assert check(sound) == []


def test_claims_keep_the_printed_number_beside_the_base_value(sound: Path) -> None:
    blog = next(f for f in load(sound).facts if f.source.publisher == "Acme")
    memory, bandwidth, kind, *_ = blog.claims
    assert (memory.printed, memory.unit, memory.value, memory.product) == ("216", "GB", 216e9, "acme/one")
    assert (bandwidth.printed, bandwidth.value) == ("7.10", 7.1e12)
    assert (kind.printed, kind.value, kind.unit) == ("HBM3e", None, "")


def test_a_range_keeps_both_ends_and_has_no_single_value(sound: Path) -> None:
    (power,) = next(f for f in load(sound).facts if f.source.tier == "unverified").claims
    assert (power.op, power.printed, power.low, power.high, power.value) == ("range", "700-900", 700.0, 900.0, None)


def test_scope_comes_from_the_product_and_the_day_from_the_source_unless_told(sound: Path) -> None:
    claims = {(c.product, c.field): c for f in load(sound).facts for c in f.claims}
    assert claims["acme/one", "memory_capacity"].scope == "chip"
    assert claims["acme/rack", "peak_compute"].scope == "rack"
    assert claims["acme/one", "memory_capacity"].asserted == Period.parse("2026-01-26")
    assert claims["acme/one", "memory_bandwidth"].asserted == Period.parse("2025-Q4")
    assert claims["acme/one", "power"].asserted is None


@pytest.mark.parametrize(
    ("kind", "scope"),
    [("die", "die"), ("cpu", "chip"), ("superchip", "card"), ("server", "server"), ("pod", "pod"), ("line", "chip")],
)
def test_the_default_scope_of_each_kind(spoil: Spoil, kind: str, scope: str) -> None:
    folder = spoil("acme.toml", 'kind = "package"', f'kind = "{kind}"')
    claim = next(c for f in load(folder).facts for c in f.claims if c.field == "memory_capacity")
    assert claim.scope == scope


def test_names_are_typed_and_nested(sound: Path) -> None:
    names = load(sound).names
    one = next(p for p in names.products if p.slug == "acme/one")
    assert one.aliases == (Alias(text="A1"), Alias(text="Anvil", kind="codename", ambiguous=True))
    assert one.part_of == (PartOf(whole="acme/rack", count=72),)
    assert next(v for v in names.vendors if v.slug == "acme").aliases[1] == Alias(text="ACM", ambiguous=True)


def test_a_ratio_stays_a_ratio_and_a_range_of_it_counts_by_its_low_end(sound: Path) -> None:
    (ratio,) = (r for f in load(sound).facts for r in f.relations)
    assert (ratio.subject, ratio.object, ratio.op) == ("acme/one", "acme/zero", "range")
    assert (ratio.factor, ratio.low, ratio.high) == (2.0, 2.0, 3.0)


def test_links_speak_for_the_vendor_of_the_file(sound: Path) -> None:
    (link,) = (x for f in load(sound).facts for x in f.links)
    assert (link.subject, link.predicate, link.object) == ("acme", "supplies", "cloudy")


def test_prices_are_seen_on_the_day_of_the_list_unless_told(sound: Path) -> None:
    prices = next(f for f in load(sound).facts if f.source.publisher == "Cloudy")
    assert [(o.term, o.count, o.usd_per_hour, o.observed) for o in prices.offers] == [
        ("on_demand", 8, 23.6, "2026-09-16"),
        ("spot", 8, 10.0, "2026-09-17"),
    ]
    (token,) = prices.token_prices
    assert (token.usd_per_mtok_in, token.usd_per_mtok_cached_in, token.usd_per_mtok_out) == (0.05, None, 0.08)


def test_measured_points_carry_the_credit_and_date_of_their_source(sound: Path) -> None:
    (point,) = (p for f in load(sound).facts for p in f.measured)
    assert (point.source, point.date, point.output_tok_s, point.ttft_s) == ("Bench", "2025-12", 888.17, None)


def test_models_and_workloads_have_exact_numbers(sound: Path) -> None:
    catalogue = load(sound)
    (model,) = catalogue.models
    assert (model.params_total, model.kv_heads, model.n_experts) == (8.03e9, 8, 0)
    assert (model.vendor, model.aliases, model.source) == ("acme", ("small8",), "https://models.example/cfg")
    assert catalogue.workloads[0].floor_tok_s_user == 0.0


def test_facts_of_one_page_come_together_from_all_files(sound: Path) -> None:
    page = 'url = "https://acme.example/one", publisher = "A", tier = "vendor", published = "2026-01-26"'
    more = '[[link]]\npredicate = "deploys"\nobject = "acme/one"\nsource = "b"\n'
    with (sound / "cloudy.toml").open("a", encoding="utf-8") as file:
        file.write(f"[sources]\nb = {{ {page} }}\n{more}")
    (blog,) = (f for f in load(sound).facts if f.source.url == "https://acme.example/one")
    assert [x.subject for x in blog.links] == ["acme", "cloudy"]
    assert blog.source.publisher == "Acme"


def test_the_digest_changes_with_any_content_and_any_name(sound: Path) -> None:
    before = digest(sound)
    assert before == digest(sound) == load(sound).digest
    (sound / "README.md").write_text("no catalogue file")
    assert digest(sound) == before
    (sound / "cloudy.toml").rename(sound / "cloudz.toml")
    renamed = digest(sound)
    (sound / "models.toml").write_bytes((sound / "models.toml").read_bytes() + b"\n")
    assert len({before, renamed, digest(sound)}) == 3


def test_the_digest_reads_no_toml(sound: Path) -> None:
    (sound / "acme.toml").write_text("= broken")
    assert len(digest(sound)) == 64


def test_load_lists_every_mistake_at_once(spoil: Spoil) -> None:
    spoil("acme.toml", 'value = 216, unit = "GB"', 'value = -1, unit = "GB"')
    folder = spoil("prices.toml", 'sku = "one.8", count = 8, usd_per_hour', 'sku = "one.8", count = 0, usd_per_hour')
    with pytest.raises(DocumentError) as caught:
        load(folder)
    first, second = str(caught.value).splitlines()
    assert first.startswith("acme.toml:18: value must be above zero")
    assert second.startswith("prices.toml:6: count must be above zero")


def test_warnings_do_not_stop_a_load(spoil: Spoil) -> None:
    more = '{ field = "memory_type", text = "HBM3e", source = "blog" },\n'
    folder = spoil(
        "acme.toml", more, more + '  { field = "memory_capacity", value = 192, unit = "GB", source = "talk" },\n'
    )
    assert [p.severity for p in check(folder)] == ["warning"]
    values = [c.printed for f in load(folder).facts for c in f.claims if c.field == "memory_capacity"]
    assert sorted(values) == ["192", "216"]


def test_no_folder_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no catalogue here"):
        load(tmp_path / "absent")
