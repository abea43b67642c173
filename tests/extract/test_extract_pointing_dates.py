"""Dates that lean on the one before them, and days that stand in another place than the event."""

from __future__ import annotations

import pytest
from extract_sample import happened

from tracker.extract import dates
from tracker.model.period import Period


def found(text: str, published: str = "2026-01-12") -> list[str]:
    return [str(d.period) for d in dates.find(text.lower(), Period.parse(published))]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("The first is due in the second quarter of 2027, its brother in the fourth.", ["2027-Q2", "2027-Q4"]),
        ("Sampling begins in H1 2027, sales a year after that.", ["2027-H1", "2028-H1"]),
        ("It ships in March 2026, the card two years later.", ["2026-03", "2028"]),
        ("It arrives in 2027; racks follow later that year.", ["2027", "2027-H2"]),
        ("It was shown on 3 March 2025, its rack the same day.", ["2025-03-03", "2025-03-03"]),
        ("It was shown on 3 March 2025; a month later it sold.", ["2025-03-03", "2025-04"]),
        ("It was shown in November 2025 and sold the following spring.", ["2025-11", "2026-H1"]),
        ("It comes in 2027; that night nobody slept.", ["2027"]),
        ("In the fourth round nothing happened.", []),
        ("A year later nobody knew.", []),
        ("In Q1 2026 it tested two clusters. In the second, it works.", ["2026-Q1"]),
        ("It was shown in January 2026. " + "Nothing else is known. " * 12 + "A year later it was gone.", ["2026-01"]),
    ],
)
def test_a_date_may_point_at_the_one_before_it(text: str, periods: list[str]) -> None:
    assert found(text) == periods


@pytest.mark.parametrize(
    ("text", "day"), [("From Thursday it costs less.", "2026-01-15"), ("On Thursday it was shown.", "2026-01-08")]
)
def test_what_holds_from_a_weekday_on_means_the_coming_one(text: str, day: str) -> None:
    assert found(text) == [day]


def test_a_price_may_be_told_before_the_day_from_which_it_holds() -> None:
    told = happened("AWS cuts the price of the H100 to $2.10 per GPU-hour, effective July 1, 2026.", "2026-05-25")
    assert ("nvidia/h100", "price", "2026-07-01") in told


def test_what_is_told_under_a_day_happened_then() -> None:
    text = "3 March 2026\n\nThe NVIDIA B200 is now generally available in three regions of Oracle Cloud."
    assert ("nvidia/b200", "available", "2026-03-03") in happened(text, "2026-03-11")


def test_a_heading_without_a_day_ends_what_is_told_under_one() -> None:
    text = (
        "3 March 2026\n\nOracle Cloud has news.\n\nAbout NVIDIA\n\nThe NVIDIA B200 is now generally available at AWS."
    )
    assert ("nvidia/b200", "available", "2026-03-03") not in happened(text, "2026-03-11")


def test_who_sells_it_is_no_day_from_which_it_holds() -> None:
    told = happened("The NVIDIA B200 went on sale, available from Oracle in June 2026.", "2026-03-01")
    assert ("nvidia/b200", "available", "2026-06") not in told


def test_dates_may_lean_on_each_other_without_end() -> None:
    text = "it came in 2026" + ", three years later" * 3000
    assert found(text)[-1] < "2100"


def test_a_german_day_does_not_end_the_clause() -> None:
    text = "Google senkt zum 15. Juli die Preise für den NVIDIA H100: Die Stunde kostet dann 2,40 Dollar."
    assert ("nvidia/h100", "price", "2026-07-15") in happened(text, "2026-07-03")


@pytest.mark.parametrize(
    ("text", "published", "event"),
    [
        ("The NVIDIA B300 ships to its first cloud, CoreWeave, in July.", "2027-01-27", ("roadmap", "2027-07")),
        ("NVIDIA unveiled the B300 in October.", "2027-01-20", ("announced", "2026-10")),
    ],
)
def test_a_promise_takes_the_coming_month_and_a_fact_the_last(
    text: str, published: str, event: tuple[str, str]
) -> None:
    assert ("nvidia/b300", *event) in happened(text, published)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("AMD moved the launch of the MI450 from Q3 2026 to Q4 2026.", "2026-Q4"),
        ("The AMD MI450, originally due in June 2026, will ship in October 2026.", "2026-10"),
        ("The AMD MI450 tapes out in June 2026 and will ship in October 2026.", "2026-10"),
    ],
)
def test_a_promise_is_for_the_day_that_still_holds(text: str, period: str) -> None:
    told = happened(text, "2026-05-10")
    assert [day for product, kind, day in told if (product, kind) == ("amd/mi450", "roadmap")] == [period]


def test_a_day_told_as_past_is_no_promise_where_nobody_knows_when_it_was_printed() -> None:
    told = happened("The NVIDIA B300 was announced on June 9, 2026 and will ship in Q4 2026.", None)
    assert {("announced", "2026-06-09"), ("roadmap", "2026-Q4")} <= {(kind, day) for _, kind, day in told}
    assert ("nvidia/b300", "roadmap", "2026-06-09") not in told


def test_a_month_that_stands_alone_is_of_what_follows() -> None:
    text = "January. Microsoft launched the Maia 200.\n\nOctober. NVIDIA launched the B300."
    told = happened(text, "2026-12-31")
    assert {("microsoft/maia-200", "announced", "2026-01"), ("nvidia/b300", "announced", "2026-10")} <= told


def test_a_day_over_several_headings_is_of_all_that_stands_under_them() -> None:
    text = (
        "## March 3, 2026\n\n### Feature\nThe NVIDIA B200 is now generally available in three regions of Oracle Cloud."
    )
    assert ("nvidia/b200", "available", "2026-03-03") in happened(text, "2026-03-11")


def test_an_announcement_is_of_the_day_that_the_paragraph_tells_of() -> None:
    text = "NVIDIA held its keynote on Monday. The company unveiled the B300, a new GPU."
    assert ("nvidia/b300", "announced", "2026-03-09") in happened(text, "2026-03-11")


def test_what_runs_already_is_not_of_the_day_that_the_paragraph_tells_of() -> None:
    told = happened("NVIDIA launched the B300 on Monday. CoreWeave has deployed the B200 for customers.", "2026-03-11")
    assert {("nvidia/b300", "announced", "2026-03-09"), ("nvidia/b200", "deployed", None)} <= told


def test_a_product_is_announced_once() -> None:
    text = "NVIDIA unveiled the B300 on 3 March 2026. In January 2026 NVIDIA presented the B300."
    assert len([day for product, kind, day in happened(text, "2026-03-11") if kind == "announced"]) == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("NVIDIA discontinued the H100 in December.", "2025-12"),
        ("NVIDIA will discontinue the H100 in January.", "2027-01"),
    ],
)
def test_an_end_told_as_past_lies_behind_and_a_coming_one_ahead(text: str, day: str) -> None:
    assert ("nvidia/h100", "discontinued", day) in happened(text, "2026-03-11")


@pytest.mark.parametrize(
    "text",
    [
        "The H100 was launched on 22 February 2026. NVIDIA has announced the B200.",
        "NVIDIA reported results for the quarter ended February 25, 2026. It announced the B200.",
    ],
)
def test_an_announcement_is_not_of_another_products_day_nor_of_an_old_one_or_one_of_accounts(text: str) -> None:
    assert [day for product, kind, day in happened(text) if (product, kind) == ("nvidia/b200", "announced")] == [None]
