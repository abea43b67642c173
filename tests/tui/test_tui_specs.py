"""Specs: cells, baseline, divisors, the choice of products, predecessor, roadmap and what changed since a day."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tui_sample import FEEDS, press, screen, settle

from tracker.model.fact import Claim, Event, Source
from tracker.model.period import Period
from tracker.paths import migrations_dir
from tracker.store.connection import transaction
from tracker.store.facts import Ids, Origin, finish, replace_facts, write_source
from tracker.store.migrate import open_database
from tracker.tui.app import TrackerApp
from tracker.tui.details import claim_value
from tracker.tui.screens.specs import SpecsScreen
from tracker.tui.specs_parts.columns import as_printed
from tracker.tui.specs_parts.pick import ProductPick
from tracker.views.comparison import Asked, compare
from tracker.views.diff_words import figure_text
from tracker.views.session import open_session
from tracker.views.specs import claims, specs


def pane(app: TrackerApp) -> str:
    return " ".join(app.screen.pane.text.split())  # type: ignore[attr-defined]


def line_with(app: TrackerApp, word: str) -> str:
    return next(line for line in screen(app).splitlines() if word in line)


def view(app: TrackerApp) -> SpecsScreen:
    found = app.screen
    assert isinstance(found, SpecsScreen)
    return found


def add(path: Path, day: str, *claims: Claim, events: tuple[Event, ...] = ()) -> None:
    """A source of this day states claims and events."""
    db = open_database(path, migrations_dir())
    with transaction(db):
        source = Source(url=f"https://late.example/{day}", publisher="Late Sheets", tier="datasheet", published=day)
        source_id, key = write_source(db, source, f"{day}T08:00:00Z")
        origin = Origin(source_id, key, "test", f"{day}T08:00:00Z")
        finish(db, replace_facts(db, Ids.read(db), origin, claims=list(claims), events=list(events)))
    db.close()


async def test_specs_begin_with_trainium3_against_maia_200_in_units_for_people(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        memory = line_with(app, "Memory  ")
        assert "144 GB" in memory
        assert "▲ 216 GB" in memory
        assert "1.5×" in memory
        compute = line_with(app, "fp8")
        assert "2.5 PFLOPS dense" in compute
        assert "≥5 PFLOPS sparsity unstated" in compute
        assert "2×!" in compute
        assert "not like for like: dense / unstated" in screen(app)
        assert "700 W ≠2" in line_with(app, "Power")


async def test_rows_stand_in_groups_whose_heads_the_cursor_passes_over(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        lines = [line.strip() for line in screen(app).splitlines()]
        heads = [line for line in lines if line in ("COMPUTE", "MEMORY", "POWER", "PRICE", "DATES")]
        assert heads == ["COMPUTE", "MEMORY", "POWER", "PRICE", "DATES"]
        assert line_with(app, "▸").split()[1:3] == ["Peak", "compute"]
        await press(pilot, "j")
        assert line_with(app, "▸").split()[1] == "Memory"
        await press(pilot, "k", "k", "k")
        assert line_with(app, "▸").split()[1:3] == ["Peak", "compute"]
        await press(pilot, "G", "g")
        assert "COMPUTE" in screen(app)


async def test_enter_on_a_cell_shows_its_claims_the_rejected_one_too(app: TrackerApp) -> None:
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "j", "j", "j", "enter")
        text = pane(app)
        assert text.startswith("AWS Trainium3: Power 700 W")
        for words in (
            "900 W",
            "rejected: of one die only",
            "Datasheets",
            "The Press",
            "2026-03-05",
            "“900 W”",
            "REJECTED 1",
        ):
            assert words in text
        assert text.index("Datasheets") < text.index("The Press") < text.index("REJECTED")
        await press(pilot, "escape", "right", "enter")
        assert "Microsoft Maia 200: Power not stated" in pane(app)
        assert "No source states it." in pane(app)


async def test_the_cell_under_the_cursor_is_pointed_at_and_the_terminals_cursor_stands_on_it(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "down")
        row, column = app.cursor_position.y, app.cursor_position.x
        assert "Memory" in screen(app).splitlines()[row]
        await press(pilot, "right")
        assert app.cursor_position.y == row
        assert app.cursor_position.x > column
        line = screen(app).splitlines()[row]
        assert line[app.cursor_position.x - 1] == "▸"
        assert "216 GB" in line[app.cursor_position.x :]
        await press(pilot, "right", "right")
        assert app.cursor_position.y == row


async def test_a_click_selects_a_cell_and_a_second_one_opens_it(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        at = next(i for i, line in enumerate(screen(app).splitlines()) if "216 GB" in line)
        x = screen(app).splitlines()[at].index("216 GB")
        await pilot.click(offset=(x, at))
        await settle(pilot)
        assert view(app).place == 1
        assert view(app).selected.field == "memory_capacity"
        await pilot.click(offset=(x, at))
        await settle(pilot)
        assert "Microsoft Maia 200: Memory" in pane(app)


async def test_the_product_of_the_column_becomes_the_baseline(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "down", "right", "b")
        memory = line_with(app, "Memory  ")
        assert "▼ 144 GB" in memory
        assert "0.667×" in memory
        assert "against Microsoft Maia 200" in screen(app)
        assert "◆ baseline" in line_with(app, "FIELD")
        assert view(app).place == 1


async def test_figures_are_divided_by_watts_with_both_claims_behind_the_cell(app: TrackerApp) -> None:
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "p", *"watt", "enter")
        compute = line_with(app, "fp8")
        assert "3.571 TFLOPS/W ≠ dense" in compute
        assert "no power known" in compute
        assert "per watt" in screen(app)
        assert "= 2.5 PFLOPS / 700 W" in screen(app)
        await press(pilot, "g", "enter")
        text = pane(app)
        for words in (
            "computed 2.5 PFLOPS / 700 W",
            "STANDS ON 2",
            "Power 700 W, chip ≠ disputed",
            "900 W",
            "“2.5 PFLOPS”",
        ):
            assert words in text
        await press(pilot, "escape", "G", "enter")
        assert "STANDS ON" not in pane(app)


async def test_figures_are_divided_by_the_price_that_is_told(app: TrackerApp) -> None:
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "p", *"on demand", "enter", "down")
        assert "36 GB per $/h" in line_with(app, "Memory  ")
        assert "no sound price known, on demand" in line_with(app, "Memory  ")
        await press(pilot, "enter")
        for words in (
            "144 GB / $4.00 an hour",
            "Price, on demand $4.00 an hour, AWS",
            "2026-11-20",
            "OFFERS 1",
            "trn3",
        ):
            assert words in pane(app)
        await press(pilot, "escape", "p", *"spot", "enter")
        assert "no sound price known, spot" in line_with(app, "Memory  ")


async def test_products_are_added_by_any_name_and_taken_away(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "a", *"anvil", "enter")
        assert "One" in line_with(app, "FIELD")
        assert "96 GB" in line_with(app, "Memory  ")
        await press(pilot, "left", "x")
        assert "Maia" not in line_with(app, "FIELD")
        await press(pilot, "x")
        assert "Press a to add a product" in screen(app)
        await press(pilot, "a", *"maia", "enter")
        assert "Maia 200" in line_with(app, "FIELD")


async def test_several_products_are_marked_at_once_and_the_next_letter_begins_a_new_name(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "a", *"trainium", "tab")
        assert "1 of 6 marked" in screen(app)
        await press(pilot, *"anvil", "tab")
        assert "2 of 6 marked" in screen(app)
        assert "shipping" in line_with(app, "▸ ●")
        await press(pilot, "enter")
        assert "Trainium3" not in line_with(app, "FIELD")
        assert [p.product for p in view(app).shown.products] == ["Maia 200", "One"]  # type: ignore[union-attr]


async def test_one_product_is_no_comparison_and_the_dialog_says_so(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "a", *"trainium", "tab", "enter")
        assert isinstance(app.screen, ProductPick)
        assert "mark 1 product more" in screen(app)
        await press(pilot, "escape")
        assert "Trainium3" in line_with(app, "FIELD")


async def test_a_seventh_product_is_refused_in_words(path: Path) -> None:
    db = open_database(path, migrations_dir())
    with transaction(db):
        for i in range(5):
            db.execute(
                "INSERT INTO product (slug, vendor_id, name, kind, family, generation, summary, provisional) "
                "SELECT ?, id, ?, 'chip', '', '', '', 0 FROM vendor WHERE slug = 'acme'",
                (f"acme/more-{i}", f"More{i}"),
            )
    db.close()
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "a")
        for i in range(4):
            await press(pilot, *f"more{i}", "tab")
        assert "6 of 6 marked" in screen(app)
        await press(pilot, *"more4", "tab")
        assert "Six at most" in screen(app)
        await press(pilot, *"more0", "tab", *"more4", "tab")
        assert "Six at most" not in screen(app)
        await press(pilot, *"more0", "enter")
        assert "Six at most" in screen(app)
        assert isinstance(app.screen, ProductPick)
        await press(pilot, "enter")
        assert [p.product for p in view(app).shown.products][-1] == "More4"  # type: ignore[union-attr]
        assert len(view(app).shown.products) == 6  # type: ignore[union-attr]


async def test_columns_that_have_no_room_are_reached_sideways(app: TrackerApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "a", *"anvil", "enter")
        assert "Trainium3" not in line_with(app, "FIELD")
        assert "columns 2-3 of 3" in screen(app)
        await press(pilot, "left", "left")
        assert "Trainium3" in line_with(app, "FIELD")
        await press(pilot, "left", "right", "right", "right")
        assert "One" in line_with(app, "FIELD")


async def test_details_open_while_a_chosen_product_is_on_its_way(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        products = view(app).shown.products  # type: ignore[union-attr]
        view(app).place = len(products)
        view(app).action_open()
        await settle(pilot)
        assert products[-1].product in line_with(app, "FIELD")


async def test_the_predecessor_comes_beside_its_product_as_the_baseline(path: Path) -> None:
    add(path, "2026-10-01", Claim(product="microsoft/maia-200", field="predecessor", printed="Anvil"))
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "v")
        assert "No source says what AWS Trainium3 follows" in " ".join(screen(app).split())
        await press(pilot, "right", "v")
        head = line_with(app, "FIELD")
        assert head.index("Trainium3") < head.index("One") < head.index("Maia 200")
        assert "baseline" in head
        assert "predecessor" in head
        assert "against Acme One" in screen(app)
        assert "2.25×" in line_with(app, "Memory  ")
        await press(pilot, "left", "enter")
        assert "Late Sheets says that Maia 200 follows Anvil" in pane(app)
        await press(pilot, "escape", "left", "b", "right", "right", "v")
        assert line_with(app, "FIELD").index("One") < line_with(app, "FIELD").index("Maia 200")
        assert "against Acme One" in screen(app)
        assert view(app).shown.products[view(app).place].product == "Maia 200"  # type: ignore[union-attr]


async def test_announced_products_of_the_vendors_shown_come_and_go_marked_as_such(path: Path) -> None:
    db = open_database(path, migrations_dir())
    with transaction(db):
        db.execute(
            "INSERT INTO product (slug, vendor_id, name, kind, family, generation, summary, provisional) "
            "SELECT 'aws/next', id, 'Next', 'chip', '', '', '', 0 FROM vendor WHERE slug = 'aws'"
        )
    db.close()
    memory = Claim(product="aws/next", field="memory_capacity", printed="500", unit="GB", value=500e9)
    ahead = Event(product="aws/next", type="roadmap", period=Period.parse("2027"), certainty="expected")
    add(path, "2026-10-01", memory, events=(ahead,))
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "m")
        assert "AWS Next  ◇ no word of delivery" in line_with(app, "FIELD")
        assert "▲ 500 GB" in line_with(app, "Memory  ")
        assert "2027 expected" in line_with(app, "Roadmap")
        assert "with roadmap" in screen(app)
        await press(pilot, "right", "right", "x")
        assert "Next stands here as announced" in " ".join(screen(app).split())
        await press(pilot, "m")
        assert "Next" not in line_with(app, "FIELD")


async def test_what_changed_since_a_day_is_listed_old_beside_new(path: Path) -> None:
    add(path, "2026-10-01", Claim(product="aws/trainium3", field="memory_capacity", printed="160", unit="GB", value=160e9),
        Claim(product="microsoft/maia-200", field="sram", printed="272", unit="MB", value=272e6))  # fmt: skip
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "t", *"2026-09-30", "enter")
        assert "144 GB → 160 GB" in line_with(app, "Memory")
        assert "changed" in line_with(app, "Memory")
        assert "272 MB" in line_with(app, "On-chip SRAM")
        assert "new" in line_with(app, "On-chip SRAM")
        assert "Late Sheets" in line_with(app, "On-chip SRAM")
        assert "Power" not in screen(app)
        await press(pilot, "g", "enter")
        for words in ("was 144 GB", "is 160 GB", "2026-10-01", "Late Sheets", "BEFORE", "Datasheets"):
            assert words in pane(app)
        await press(pilot, "escape", "escape")
        assert "RATIO" in line_with(app, "FIELD")


async def test_answers_that_come_too_late_change_no_rows(path: Path) -> None:
    add(
        path,
        "2026-10-01",
        Claim(product="aws/trainium3", field="memory_capacity", printed="160", unit="GB", value=160e9),
    )
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "t", *"2026-09-30", "enter")
        shown = app.screen
        assert isinstance(shown, SpecsScreen)
        late, diff = shown.changes, shown.shown
        assert late is not None
        assert diff is not None
        shown._show(diff)
        shown._lay_out()
        await settle(pilot)
        assert "144 GB → 160 GB" in screen(app)
        await press(pilot, "escape")
        shown._show_changes(late)
        await settle(pilot)
        assert "RATIO" in screen(app)
        shown.since = "2026-09-30"
        shown._lay_out()
        await settle(pilot)
        assert "RATIO" in screen(app)


async def test_the_day_asked_for_begins_as_thirty_days_ago_and_bad_ones_change_nothing(
    app: TrackerApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "t")
        assert "2026-10-26, 30 days before" in screen(app)
        await press(pilot, *"someday", "enter")
        assert "someday" in screen(app)
        assert "RATIO" in line_with(app, "FIELD")
        await press(pilot, "t", *"2030", "enter")
        assert "which is not before" in " ".join(screen(app).split())
        await press(pilot, "t", "escape", "t", "enter")
        assert "since the end of 2026-10-26" in screen(app)
        assert "$4.00" in line_with(app, "Lowest price")


async def test_a_past_day_shows_what_was_known_then_and_says_which(path: Path) -> None:
    app = TrackerApp(path, FEEDS, "2026-02-01")
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        assert "700 W  " in line_with(app, "Power")
        assert "≠2" not in screen(app)
        assert "PRICE" not in screen(app)
        assert "as known on 2026-02-01" in screen(app)


async def test_a_row_is_copied_with_all_its_products(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "down", "y")
        assert app.clipboard == "Memory: AWS Trainium3 144 GB; Microsoft Maia 200 216 GB"
        await press(pilot, "p", *"watt", "enter", "y")
        assert app.clipboard == "Memory per watt: AWS Trainium3 205.7 MB/W; Microsoft Maia 200 no power known"


async def test_a_refresh_leaves_the_cell_where_it_is(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "down", "right")
        add(path, "2026-10-01", Claim(product="aws/trainium3", field="cores", printed="8", unit="count", value=8.0))
        view(app).load()
        await settle(pilot)
        assert "Cores" in screen(app)
        assert (view(app).selected.field, view(app).place) == ("memory_capacity", 1)


def test_units_of_powers_of_two_stand_as_printed_before_what_compares(path: Path) -> None:
    session = open_session(path)
    (spec,) = (s for s in specs(session, "trainium3") if s.field == "memory_capacity")
    claim = next(c for c in claims(session, "trainium3", "memory_capacity") if c.status == "accepted")
    diff = compare(session, Asked(("trainium3", "maia 200")))
    line = next(line for line in diff.lines if line.field == "memory_capacity")
    session.close()
    gib = {"value": 144 * 2.0**30, "printed": "144", "printed_unit": "GiB"}
    cells = (replace(spec, **gib), *line.cells[1:])
    shown = (replace(line.figures[0], value=144 * 2.0**30), *line.figures[1:])
    assert figure_text(replace(line, cells=cells, figures=shown), 0) == "144 GiB (154.6 GB)"
    assert as_printed(replace(spec, **gib)) == ""
    assert claim_value(replace(claim, **gib)) == "144 GiB (154.6 GB)"
    assert claim_value(replace(claim, **gib, op=">=")) == "≥144 GiB (154.6 GB)"
    assert (figure_text(line, 0), claim_value(claim)) == ("144 GB", "144 GB")
    tera = {"value": 2.5e12, "printed": "2500", "printed_unit": "GB"}
    assert as_printed(replace(spec, **tera)) == ""
    assert as_printed(replace(spec, **tera | {"printed": "2490"})) == "(2490 GB)"
