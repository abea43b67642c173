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
