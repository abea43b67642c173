"""How price lists fare, in words that are true of their age, and what is proposed for names that nobody knows."""

from __future__ import annotations

import tomllib
from contextlib import closing
from pathlib import Path

import pytest
from price_sample import H100, offer, put, put_unmapped, token

from tracker.model.errors import UsageError
from tracker.paths import migrations_dir
from tracker.store.migrate import open_database
from tracker.views.explain import explain
from tracker.views.price_ages import ago
from tracker.views.price_health import is_troubled, price_sources, unmapped
from tracker.views.prices import current_prices
from tracker.views.session import open_session


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (None, "never"), ("2026-11-25T12:00:00Z", "now"), ("2026-11-25T11:59:01Z", "now"), ("2026-11-25T11:59:00Z", "1 minute ago"),
        ("2026-11-25T09:00:00Z", "3 hours ago"), ("2026-11-24T11:00:00Z", "1 day ago"), ("2026-11-20", "5 days ago"),
        ("2026-03-25T12:00:00Z", "8 months ago"), ("2024-01-01", "2 years ago"), ("2026-11-25T13:00:00Z", "now"),
    ],
)  # fmt: skip
def test_ages_are_told_in_words(moment: str | None, words: str) -> None:
    assert ago(moment, "2026-11-25T12:00:00Z") == words


def test_a_list_tells_when_it_answered_last(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(database, offer(3.0, "2026-11-25T12:00:00Z"), part="made-up")
    monkeypatch.setenv("TRACKER_NOW", "2026-11-27T12:00:00Z")
    with closing(open_session(database)) as session:
        (one,) = price_sources(session)
        assert (one.slug, one.state, one.age, one.published) == ("made-up", "ok", "2 days ago", "2026-11-20")
        price = next(p for p in current_prices(session, H100) if p.sku == "made-up-1")
        told = dict(explain(session, price.offer_id).lines)
        other = next(p for p in current_prices(session, H100) if p.sku != "made-up-1")
        assert "price list" not in dict(explain(session, other.offer_id).lines)
    assert told["price list"] == "made-up, ok, answered 2 days ago, its own day is 2026-11-20"


def proposals(database: Path, kind: str = "accelerator") -> dict[str, tuple[str, str]]:
    with closing(open_session(database)) as session:
        return {row.name: (row.proposal, row.add) for row in unmapped(session, kind)}


def test_what_is_called_alike_with_the_same_numbers_is_proposed(database: Path) -> None:
    put_unmapped(
        database, ("NVIDIA-B200-SXM", "x1"), ("MI355-X", "x2"), ("H700", "x3"), ("Quadro", "x4"), ("MI 355 X OAM", "x5")
    )
    told = proposals(database)
    assert told["NVIDIA-B200-SXM"][0] == "nvidia/b200"
    assert told["MI 355 X OAM"][0] == "amd/mi355x"
    assert told["H700"][0] == ""
    assert told["Quadro"][0] == ""


def test_a_word_that_may_mean_another_product_keeps_a_proposal_away(database: Path) -> None:
    """A10 is no A10G, and a PCIe card is no SXM module."""
    names = ("A10", "A100-80GB PCIe", "NVIDIA-A100-SXM", "B200 LC")
    put_unmapped(database, *((name, f"x{i}") for i, name in enumerate(names)))
    told = {name: proposal for name, (proposal, _) in proposals(database).items()}
    assert told == {names[0]: "", names[1]: "", names[2]: "nvidia/a100", names[3]: ""}


def test_a_known_name_with_another_memory_is_another_product(database: Path) -> None:
    put_unmapped(database, ("H100", "x1"))
    proposal, add = proposals(database)["H100"]
    assert proposal == ""
    assert "other memory" in add


def test_what_to_add_is_toml_whatever_a_list_calls_things(database: Path) -> None:
    put_unmapped(database, ('B200 "x"\\\n[[provider]]\x1b[31m', "x1"), ("NVIDIA B200 SXM", "x2"), ("u-8x", "u-8x"))
    with closing(open_session(database)) as session:
        rows = unmapped(session)
    for row in rows:
        table = tomllib.loads(row.add.replace("count = ?", "count = 8"))
        kind = "instance" if row.name == "u-8x" else "accelerator"
        assert list(table) == [kind]
        assert len(table[kind]) == 1
    assert 'product = "nvidia/b200"' in next(row.add for row in rows if row.name == "NVIDIA B200 SXM")


def test_models_of_another_size_or_version_are_not_proposed(database: Path) -> None:
    names = ("x/llama-3.3-70b-instruct-hf", "x/llama-3.2-70b-it", "x/llama-3.3-8b-it", "x/llama-3.3-70b-instruct-0725")
    put(database, *(token("made-up-host", 1.0, 2.0, model=name) for name in names), part="made-up")
    told = {name: proposal for name, (proposal, _) in proposals(database, "model").items()}
    assert told == {names[0]: "llama-3.3-70b", names[1]: "", names[2]: "", names[3]: "llama-3.3-70b"}


def test_another_model_of_the_same_sizes_is_not_proposed(database: Path) -> None:
    names = ("x/qwen3-vl-235b-a22b-instruct", "x/qwen3-235b-a22b-thinking", "x/qwen3-235b-a22b-turbo")
    put(database, *(token("made-up-host", 1.0, 2.0, model=name) for name in names), part="made-up")
    told = {name: proposal for name, (proposal, _) in proposals(database, "model").items()}
    assert told == {names[0]: "", names[1]: "", names[2]: "qwen3-235b-a22b"}


def test_what_a_list_no_longer_has_waits_for_no_name(database: Path) -> None:
    put(
        database,
        token("made-up-host", 1.0, 2.0, model="x/gone-9b", quality="stale", reason="no longer in the list"),
        part="made-up",
    )
    assert proposals(database, "model") == {}


def test_a_list_that_works_and_means_nothing_is_in_trouble(database: Path) -> None:
    put(database, offer(2.0, "2026-11-25"), part="made-up")
    put(database, offer(2.0, "2026-11-25"), publisher="Second list", part="second")
    with closing(open_database(database, migrations_dir())) as db:
        db.execute("UPDATE price_list SET n_rows = 12, n_offers = (slug = 'second') * 3")
    with closing(open_session(database)) as session:
        first, second = price_sources(session)
    assert is_troubled(first)
    assert first.trouble == "nothing mapped: `tracker prices unmapped`"
    assert (is_troubled(second), second.trouble) == (False, "")


def test_an_unknown_kind_is_told(database: Path) -> None:
    with closing(open_session(database)) as session, pytest.raises(UsageError, match="there are accelerator, model"):
        unmapped(session, "provider")
