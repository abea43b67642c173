"""Every mistake is found, named in plain words and placed on its line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from catalogue_sample import SOUND, line_of

from tracker.catalogue import check

Spoil = Callable[[str, str, str], Path]

MEMORY = '{ field = "memory_capacity", value = 216, unit = "GB", source = "blog" }'
EVENT = '{ type = "announced", date = "2026-01-26", note = "Shown.", source = "blog" }'
RATIO = '{ object = "acme/zero", metric = "performance", low = 2, high = 3, source = "blog" }'
OFFER = '{ provider = "cloudy", product = "acme/one", sku = "one.8", count = 8, usd_per_hour = 23.60 }'
BLOG = '{ url = "https://acme.example/one", publisher = "Acme", tier = "vendor", published = "2026-01-26" }'

MISTAKES = [
    ("acme.toml", MEMORY, "field =", "feild =", r'unknown key "feild" \(did you mean "field"\?\)'),
    ("acme.toml", MEMORY, "memory_capacity", "memory_capcity", "unknown field .*did you mean .memory_capacity"),
    ("acme.toml", MEMORY, '"GB"', '"gigs"', 'unknown unit "gigs"'),
    ("acme.toml", MEMORY, '"GB"', '"GB/s"', "is a measure of byte/s, but memory_capacity is in byte"),
    ("acme.toml", MEMORY, ', unit = "GB"', "", "unit is missing: memory_capacity is in byte"),
    ("acme.toml", MEMORY, "value = 216", "value = 0", "value must be above zero"),
    ("acme.toml", MEMORY, "value = 216", "value = nan", "value must be a number, not NaN"),
    ("acme.toml", MEMORY, "value = 216", 'value = "216"', "value must be a number, not text"),
    ("acme.toml", MEMORY, "value = 216", "value = true", "value must be a number, not true/false"),
    ("acme.toml", MEMORY, "value = 216", "low = 9, high = 3", "low 9 is above high 3"),
    ("acme.toml", MEMORY, "value = 216", "low = 9", "high is missing"),
    ("acme.toml", MEMORY, "value = 216", 'value = 216, text = "lots"', "one of .* not value and text"),
    ("acme.toml", MEMORY, "value = 216", 'value = 216, op = "range"', 'op "range" goes with low and high'),
    ("acme.toml", MEMORY, "value = 216", 'value = 216, op = ">"', 'op ">" is not one of'),
    ("acme.toml", MEMORY, "value = 216", 'value = 216, precision = "fp5"', r'did you mean "fp\d+"'),
    ("acme.toml", MEMORY, "value = 216", 'value = 216, sparsity = "dens"', 'did you mean "dense"'),
    ("acme.toml", MEMORY, "value = 216", 'value = 216, direction = "up"', 'direction "up" is not one of'),
    ("acme.toml", MEMORY, "value = 216", 'value = 216, scope = "chips"', 'did you mean "chip"'),
    ("acme.toml", MEMORY, "value = 216", 'value = 216, asserted = "soon"', "asserted: 'soon' is not a date"),
    ("acme.toml", MEMORY, "value = 216", 'value = 216, status = "rejected"', 'status "rejected" needs a reason'),
    ("acme.toml", MEMORY, "value = 216", 'value = 216, status = "review"', 'status "review" needs a reason'),
    ("acme.toml", MEMORY, "value = 216", 'value = 216, note = "a\\u001b[31m"', "note holds a line break or control"),
    ("acme.toml", MEMORY, ', source = "blog"', "", "source is missing"),
    ("acme.toml", MEMORY, '"blog"', '"blogg"', r'source "blogg" is not in \[sources\] \(did you mean "blog"\?\)'),
    ("acme.toml", BLOG, "https://acme.example/one", "", 'then the tier must be "unverified", not "vendor"'),
    ("acme.toml", BLOG, "https://", "ftp://", r"is no http\(s\) address"),
    ("acme.toml", BLOG, '"2026-01-26"', '"January"', "published: 'January' is not a date"),
    ("acme.toml", BLOG, 'tier = "vendor"', 'tier = "vender"', 'did you mean "vendor"'),
    ("acme.toml", EVENT, "announced", "anounced", 'did you mean "announced"'),
    ("acme.toml", EVENT, "2026-01-26", "2026-13-26", "date: "),
    ("acme.toml", EVENT, '"2026-01-26"', "2026-01-26", "date must be text in quotes, not a bare date"),
    ("acme.toml", RATIO, "acme/zero", "acme/zeor", r'object: no product "acme/zeor" \(did you mean "acme/zero"\?\)'),
    ("acme.toml", RATIO, "low = 2, high = 3", "low = 3, high = 2", "low 3 is above high 2"),
    ("acme.toml", RATIO, "low = 2, ", "", "needs factor, or low and high"),
    ("acme.toml", RATIO, 'object = "acme/zero", ', "", "needs object"),
    ("acme.toml", 'object = "cloudy"', "cloudy", "clowdy", 'no vendor or product "clowdy"'),
    ("acme.toml", '"acme/rack", count', "acme/rack", "acme/rakc", 'part_of: no product "acme/rakc"'),
    ("acme.toml", 'slug = "acme"', "acme", "acne", 'slug "acne" must be the file'),
    ("acme.toml", 'slug = "zero"', "zero", "Ze ro", "may hold small letters"),
    ("acme.toml", 'slug = "zero"', "zero", "one", r'product "acme/one" is already in acme.toml:11'),
    ("acme.toml", 'kind = "codename", amb', "codename", "nickname", 'kind "nickname" is not one of'),
    ("prices.toml", OFFER, '"cloudy"', '"cloudi"', 'provider: no vendor "cloudi"'),
    ("prices.toml", OFFER, "acme/one", "acme/on", 'product: no product "acme/on"'),
    ("prices.toml", OFFER, "23.60", "-1", "usd_per_hour must be above zero"),
    ("prices.toml", OFFER, "count = 8", "count = 8, kw_all_in = 1730", "in kW of .* if watts are meant, write 1.73"),
    ("prices.toml", OFFER, "count = 8", "count = 8, kw_all_in = 0.00173", "if megawatts are meant, write 1.73"),
    ("prices.toml", OFFER, "count = 8", "count = 8, kw_all_in = 1e9", "in kW of one accelerator, from 0.01 to 100$"),
    ("prices.toml", OFFER, "count = 8", 'count = 8, quality = "stale"', 'quality "stale" needs a reason'),
    ("prices.toml", OFFER, "count = 8", 'count = 8, observed = "2026-09"', 'observed "2026-09" is not a day'),
    ("prices.toml", '"small-8b", in', 'provider = "cloudy"', 'provider = "x"', 'provider: no vendor "x"'),
    ("measured.toml", "888.17", '"small-8b"', '"small-9b"', r'no model "small-9b" \(did you mean "small-8b"'),
    ("measured.toml", "888.17", "acme/one", "acme/two", 'no product "acme/two"'),
    ("measured.toml", "888.17", "count = 4", "count = 4.5", "count must be a whole number"),
    ("workloads.toml", 'model = "small-8b"', "small-8b", "large", 'model: no model "large"'),
    ("models.toml", 'vendor = "acme"', "acme", "acne", 'vendor: no vendor "acne"'),
    ("models.toml", "params_active", "7.5e9", "9e9", "params_active is above params_total"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "piece", "old", "new", "message"), MISTAKES)
def test_a_mistake_is_named_on_its_line(spoil: Spoil, name: str, piece: str, old: str, new: str, message: str) -> None:
    line = line_of(name, piece)
    whole = SOUND[name].splitlines()[line - 1]
    assert old in whole
    problems = check(spoil(name, whole + "\n", whole.replace(old, new, 1) + "\n"))
    found = [p for p in problems if p.severity == "error" and p.file == name and re.search(message, p.message)]
    assert [p.line for p in found] == [line], [str(p) for p in problems]


@pytest.mark.parametrize(
    ("more", "says"),
    [("", "context_source is missing"), ('\ncontext_source = "x"', 'context_source "x" is not in')],
)
def test_a_context_without_a_known_source_is_a_mistake(spoil: Spoil, more: str, says: str) -> None:
    problems = check(
        spoil("models.toml", "params_active = 7.5e9\n", f"params_active = 7.5e9\ncontext = 131072{more}\n")
    )
    assert any(says in one.message and one.severity == "error" for one in problems), [str(one) for one in problems]


def test_broken_toml_has_line_and_column(spoil: Spoil) -> None:
    (problem,) = check(spoil("acme.toml", 'name = "Acme"\n', "name = \n"))
    assert str(problem).startswith("acme.toml:3:8: not TOML: ")


def test_broken_toml_in_one_file_does_not_blame_the_others(spoil: Spoil) -> None:
    spoil("acme.toml", 'name = "Acme"\n', "name = \n")
    folder = spoil("workloads.toml", "isl = 1024", "isl = 0")
    assert [(p.file, p.line) for p in check(folder)] == [("acme.toml", 3), ("workloads.toml", 5)]


def test_a_file_that_is_not_utf8_is_named(sound: Path) -> None:
    (sound / "cloudy.toml").write_bytes(b'[vendor]\nslug = "cl\xe9"\n')
    (problem,) = check(sound)
    assert str(problem) == "cloudy.toml:2: not UTF-8: save the file as UTF-8"


def test_windows_line_ends_and_a_byte_order_mark_are_fine(sound: Path) -> None:
    for path in sound.glob("*.toml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(sound) == []


@pytest.mark.parametrize("alias", ["Z-ero", "zero", "Z ERO"])
def test_two_products_cannot_share_a_name_however_it_is_spelled(spoil: Spoil, alias: str) -> None:
    folder = spoil("acme.toml", 'aliases = ["A1"', f'aliases = ["{alias}"')
    (problem,) = check(folder)
    assert (problem.line, problem.severity) == (line_of("acme.toml", 'name = "Zero"'), "error")
    assert "also names acme/one (acme.toml:11)" in problem.message


def test_an_ambiguous_alias_may_be_shared(spoil: Spoil) -> None:
    assert check(spoil("acme.toml", 'aliases = ["A1"', 'aliases = [{ text = "Zero", ambiguous = true }')) == []


def test_an_ambiguous_alias_makes_the_products_own_name_ambiguous(spoil: Spoil) -> None:
    spoil("acme.toml", 'name = "Zero"', 'name = "Zero"\naliases = [{ text = "zero", ambiguous = true }]')
    assert check(spoil("acme.toml", 'aliases = ["A1"', 'aliases = ["Zero"')) == []


def test_a_product_cannot_take_a_vendors_name(spoil: Spoil) -> None:
    (problem,) = check(spoil("acme.toml", 'aliases = ["A1"', 'aliases = ["Cloudy"'))
    assert "also names cloudy" in problem.message


def _list_names(sound: Path, row: str) -> Path:
    (sound / "list_names.toml").write_text(f"[[provider]]\n{row}\n", encoding="utf-8")
    return sound


def test_a_provider_of_price_lists_is_a_vendor_or_a_seller_that_is_none(sound: Path) -> None:
    assert check(_list_names(sound, 'seller = "Made Up Host"\nnames = ["made-up", "made_up"]')) == []
    assert check(_list_names(sound, 'vendor = "cloudy"\nnames = ["cl"]')) == []
    (problem,) = check(_list_names(sound, 'vendor = "made-up"\nnames = ["made-up"]'))
    assert 'no vendor "made-up"' in problem.message
    (problem,) = check(_list_names(sound, 'seller = "Cloudy"\nnames = ["cl"]'))
    assert str(problem) == 'list_names.toml:2: "Cloudy" is vendor cloudy of the catalogue: give vendor, not seller'


def test_the_same_offer_twice_is_an_error(spoil: Spoil) -> None:
    (problem,) = check(spoil("prices.toml", OFFER + ",\n", f"{OFFER},\n  {OFFER},\n"))
    assert str(problem) == "prices.toml:7: the same offer is already in prices.toml:6"


def test_part_of_cannot_go_in_a_circle(spoil: Spoil) -> None:
    folder = spoil("acme.toml", 'kind = "rack"\n', 'kind = "rack"\npart_of = [{ whole = "acme/one", count = 1 }]\n')
    (problem,) = check(folder)
    assert "part_of goes in a circle: " in problem.message
    assert "acme/one > acme/rack" in problem.message


def test_predecessors_cannot_go_in_a_circle(spoil: Spoil) -> None:
    claim = 'kind = "chip"\nclaims = [{ field = "predecessor", text = "rack-72", source = "blog" }]\n'
    folder = spoil("acme.toml", '"Zero"\nkind = "chip"\n', f'"Zero"\n{claim}')
    (problem,) = check(folder)
    assert "predecessors go in a circle: " in problem.message


def test_a_rejected_predecessor_makes_no_circle(spoil: Spoil) -> None:
    why = 'status = "rejected", reason = "misprint"'
    claim = f'claims = [{{ field = "predecessor", text = "rack-72", source = "blog", {why} }}]\n'
    assert check(spoil("acme.toml", '"Zero"\nkind = "chip"\n', f'"Zero"\nkind = "chip"\n{claim}')) == []


@pytest.mark.parametrize(
    ("second", "warned"),
    [
        ("value = 192", True),
        ("value = 210", False),
        ('value = 200, op = ">="', False),
        ('value = 250, op = ">="', True),
        ("low = 200, high = 220", False),
        ("low = 100, high = 128", True),
        ('value = 192, scope = "die"', False),
        ('value = 192, variant = "half"', False),
        ('value = 192, status = "rejected", reason = "typo"', False),
    ],
)
def test_figures_that_disagree_by_more_than_5_percent_are_listed(spoil: Spoil, second: str, warned: bool) -> None:
    row = f'  {{ field = "memory_capacity", {second}, unit = "GB", source = "talk" }},\n'
    problems = check(spoil("acme.toml", MEMORY + ",\n", f"{MEMORY},\n{row}"))
    assert [p.severity for p in problems] == (["warning"] if warned else [])
    if warned:
        assert problems[0].line == 19
        assert "216 GB (line 18)" in problems[0].message


def test_a_source_that_nothing_uses_is_a_warning(spoil: Spoil) -> None:
    (problem,) = check(
        spoil("acme.toml", "talk = {", 'tolk = { url = "", publisher = "x", tier = "unverified" }\ntalk = {')
    )
    assert str(problem) == 'acme.toml:9: warning: source "tolk" is used by no fact'


def test_one_page_with_two_tiers_is_a_warning(spoil: Spoil) -> None:
    page = '{ url = "https://acme.example/one", publisher = "Acme", tier = "press", published = "2026-01-26" }'
    more = '[[link]]\npredicate = "deploys"\nobject = "acme/one"\nsource = "p"\n'
    problems = check(spoil("cloudy.toml", 'kind = "cloud"\n', f'kind = "cloud"\n[sources]\np = {page}\n{more}'))
    assert [str(p) for p in problems] == [
        'cloudy.toml:6: warning: the same source has tier "vendor" in acme.toml:8, which counts'
    ]


def test_unknown_tables_are_named_with_a_hint(spoil: Spoil) -> None:
    problems = check(spoil("acme.toml", "[[link]]", "[[links]]"))
    assert any('unknown key "links" (did you mean "link"?)' in p.message for p in problems)


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "9" * 5000,
        "x = 1e999999999999999999999",
        "x = " + "[" * 3000,
        "x = 1e-400000",
        "vendor = [1]\nproduct = 3\nlink = [[]]\nsources = { a = 1 }",
        '[vendor]\nslug = 1\nname = ["x"]\naliases = [1, { text = "", kind = 3 }]\n[[product]]\nclaims = [[], 3]',
        "[vendor]\n[sources]\na = {}\n[[product]]\nclaims = [{ field = 3 }, { value = inf, unit = [] }]",
        "",
    ],
)
def test_odd_files_give_problems_and_never_a_crash(sound: Path, text: str) -> None:
    (sound / "odd.toml").write_text(text, encoding="utf-8")
    found = [p for p in check(sound) if p.file == "odd.toml"]
    assert found
    assert all(p.line >= 1 and str(p).isprintable() for p in found)


def test_a_group_of_prices_may_tell_its_day_once(spoil: Spoil) -> None:
    spoil("prices.toml", ', published = "2026-09-16"', "")
    assert [p.line for p in check(spoil("prices.toml", "[[tokens]]\n", '[[tokens]]\nobserved = "2026-09-18"\n'))] == [6]


def test_a_link_may_speak_for_another_vendor_that_exists(spoil: Spoil) -> None:
    folder = spoil("acme.toml", 'predicate = "supplies"', 'predicate = "supplies"\nsubject = "nobody"')
    (problem,) = check(folder)
    assert (problem.line, problem.message) == (line_of("acme.toml", "predicate") + 1, 'subject: no vendor "nobody"')
