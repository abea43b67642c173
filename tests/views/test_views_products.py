"""Finding products by what people type, and setting them side by side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tracker.model.errors import UsageError
from tracker.model.shown import Diff, DiffLine
from tracker.views.products import find_product, products
from tracker.views.session import Session, open_session
from tracker.views.specs import claims, contradictions, diff, links, relations, specs
from tracker.views.vendors import find_vendor


@pytest.fixture(scope="module")
def session(built: Path) -> Iterator[Session]:
    with closing(open_session(built)) as one:
        yield one


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("microsoft/maia-200", "microsoft/maia-200"), ("Maia 200", "microsoft/maia-200"), ("maia200", "microsoft/maia-200"),
        ("MAIA-200", "microsoft/maia-200"), ("maia_200", "microsoft/maia-200"), ("  maia  200 ", "microsoft/maia-200"),
        ("Microsoft Maia 200", "microsoft/maia-200"), ("trainium3", "aws/trainium3"), ("Trainium 3", "aws/trainium3"),
        ("b200", "nvidia/b200"), ("nvidia b200", "nvidia/b200"), ("NVIDIA/B200", "nvidia/b200"), ("H100", "nvidia/h100"),
    ],
)  # fmt: skip
def test_a_product_is_found_by_odd_spellings(session: Session, words: str, slug: str) -> None:
    assert find_product(session, words).product_slug == slug


def test_every_product_is_found_by_its_slug_and_its_full_name(session: Session) -> None:
    for product in products(session):
        assert find_product(session, product.product_slug) == product
        assert find_product(session, product.full_name) == product


@pytest.mark.parametrize(
    ("words", "hint"),
    [("trainium33", "did you mean .*aws/trainium3"), ("maja 200", "did you mean .*microsoft/maia-200"),
     ("zzzzqqqq", "`tracker products` lists what there is"), ("", "`tracker products` lists what there is")],
)  # fmt: skip
def test_a_wrong_name_is_answered_with_near_ones(session: Session, words: str, hint: str) -> None:
    with pytest.raises(UsageError, match=f"no product is called '{words}'; {hint}") as caught:
        find_product(session, words)
    assert caught.value.exit_code == 2


def test_a_name_of_several_products_is_answered_with_all_of_them(session: Session) -> None:
    from tracker.store.read_facts import product_names
    from tracker.views.products import folded

    owners: dict[str, set[str]] = {}
    for text, slug, _ in product_names(session):
        owners.setdefault(folded(text), set()).add(slug)
    shared = {name: slugs for name, slugs in owners.items() if len(slugs) > 1}
    for name, slugs in shared.items():
        with pytest.raises(UsageError, match="may be any of") as caught:
            find_product(session, name)
        assert all(slug in str(caught.value) for slug in slugs)


def test_products_of_one_vendor(session: Session) -> None:
    assert {p.vendor_slug for p in products(session, "aws")} == {"aws"}
    assert len(products(session)) > len(products(session, "aws")) > 3


@pytest.mark.parametrize("words", ["nvidia", "NVIDIA", "Nvidia"])
def test_a_vendor_is_found_by_name(session: Session, words: str) -> None:
    assert find_vendor(session, words).vendor_slug == "nvidia"


def test_a_wrong_vendor_is_answered_with_near_ones(session: Session) -> None:
    with pytest.raises(UsageError, match=r"no vendor is called 'nvidea'; did you mean .*nvidia"):
        find_vendor(session, "nvidea")


def line(found: Diff, field: str, precision: str = "") -> DiffLine:
    return next(one for one in found.lines if (one.field, one.precision) == (field, precision))


def values(one: DiffLine) -> list[float | None]:
    return [cell.value if cell else None for cell in one.cells]


def test_trainium3_beside_maia_200(session: Session) -> None:
    found = diff(session, ["trainium3", "maia 200"])
    assert [p.product_slug for p in found.products] == ["aws/trainium3", "microsoft/maia-200"]
    memory = line(found, "memory_capacity")
    assert values(memory) == [144 * 2**30, 216e9], "GiB is not GB"
    assert (memory.ratios, memory.best, memory.like_for_like) == ((1.0, 216e9 / (144 * 2**30)), 1, True)
    bf16, power = line(found, "peak_compute", "bf16"), line(found, "power")
    assert values(bf16) == [671e12, 1268e12]
    assert (bf16.best, bf16.like_for_like, bf16.better) == (1, True, "higher")
    assert values(power) == [700.0, 750.0]
    assert (power.best, power.better) == (0, "lower")
    fp8, size = line(found, "peak_compute", "fp8"), line(found, "scale_up_size")
    assert values(fp8) == [2517e12, 5e15]
    assert (fp8.like_for_like, fp8.best) == (False, None), "only one of them says that it is dense"
    assert (size.like_for_like, size.best) == (False, None)


def test_the_diff_and_the_view_choose_the_same_pair(session: Session) -> None:
    for pair in (
        ("aws/trainium3", "microsoft/maia-200"),
        ("nvidia/gb200", "nvidia/b200"),
        ("nvidia/rubin", "nvidia/b200"),
    ):
        sql = "SELECT field, precision, a_claim_id, b_claim_id, like_for_like FROM spec_diff WHERE a_slug = :a AND b_slug = :b"
        told = {(r[0], r[1]): tuple(r)[2:] for r in session.all(sql, {"a": pair[0], "b": pair[1]})}
        lines = [line for line in diff(session, pair).lines if all(line.cells)]
        assert {(x.field, x.precision) for x in lines} == set(told)
        for line in lines:
            one, two = line.cells
            assert one is not None
            assert two is not None
            assert (one.claim_id, two.claim_id, int(line.like_for_like)) == told[line.field, line.precision]


def test_a_superchip_is_not_compared_with_a_chip_as_like(session: Session) -> None:
    memory = next(x for x in diff(session, ["nvidia/gb200", "nvidia/b200"]).lines if x.field == "memory_capacity")
    assert memory.like_for_like == (len({c.like_scope for c in memory.cells if c}) == 1)


def test_only_like_is_called_like(session: Session) -> None:
    found = diff(session, ["nvidia/b200", "amd/mi355x", "trainium3"])
    assert found.lines
    for one in found.lines:
        cells = [cell for cell in one.cells if cell]
        assert {(c.field, c.precision) for c in cells} == {(one.field, one.precision)}
        readings = {(c.sparsity, c.direction, c.like_scope) for c in cells}
        told = all(c.sparsity != "unstated" for c in cells) or one.field != "peak_compute"
        told = told and (all(c.direction != "unstated" for c in cells) or one.field != "interconnect_bandwidth")
        assert one.like_for_like == (len(readings) == 1 and told)
        if not one.like_for_like:
            assert one.best is None
        if one.best is not None:
            best = one.cells[one.best]
            numbers = [c.value for c in cells if c.value is not None]
            assert best is not None
            assert best.value == (max(numbers) if one.better == "higher" else min(numbers))
        first = one.cells[0]
        for cell, ratio in zip(one.cells, one.ratios, strict=True):
            if ratio is not None:
                assert first is not None
                assert cell is not None
                assert ratio * first.value == pytest.approx(cell.value)


@pytest.mark.parametrize("names", [[], ["b200"], ["b200", "nvidia/b200"]])
def test_a_diff_needs_two_products(session: Session, names: list[str]) -> None:
    with pytest.raises(UsageError, match="two different products"):
        diff(session, names)


def test_a_spec_is_one_of_its_claims_and_rejected_ones_never_win(session: Session) -> None:
    for product in products(session):
        told = {c.claim_id: c for c in claims(session, product.product_slug)}
        for spec in specs(session, product.product_slug):
            claim = told[spec.claim_id]
            assert (claim.printed, claim.value, claim.status) == (spec.printed, spec.value, "accepted")


def test_one_reading_of_each_field_and_precision_is_preferred(session: Session) -> None:
    rows = specs(session, "nvidia/b200")
    keys = [(r.field, r.precision) for r in rows if r.preferred]
    assert sorted(set(keys)) == sorted(keys)
    assert set(keys) == {(r.field, r.precision) for r in rows}


def test_contradictions_name_both_sides(session: Session) -> None:
    rows = contradictions(session)
    assert {"spec"} <= {r.kind for r in rows}
    assert all(r.one and r.other and r.one_id for r in rows)
    one = rows[0].product_slug
    assert [r for r in rows if r.product_slug == one] == contradictions(session, one)


def test_relations_and_links_of_one(session: Session) -> None:
    everything = relations(session)
    one = everything[0].subject_slug
    assert relations(session, one) == [r for r in everything if one in (r.subject_slug, r.object_slug)]
    assert {r.verdict for r in everything} <= {"holds", "contradicts", "cannot tell"}
    some = links(session, "microsoft")
    assert some
    assert all("microsoft" in (r.subject_slug, r.object_slug.split("/")[0]) for r in some)
