from __future__ import annotations

import pytest

from tracker.extract import dates
from tracker.model.period import Period

DAY = Period.parse("2026-03-11")  # a Wednesday


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("h2 2026", "2026-H2"),
        ("2h 2026", "2026-H2"),
        ("the second half of 2026", "2026-H2"),
        ("the second half of the year", "2026-H2"),
        ("late 2025", "2025-H2"),
        ("early next year", "2027-H1"),
        ("q3 2026", "2026-Q3"),
        ("q3", "2026-Q3"),
        ("the fourth quarter of 2027", "2027-Q4"),
        ("next quarter", "2026-Q2"),
        ("january 2026", "2026-01"),
        ("jan. 26, 2026", "2026-01-26"),
        ("26 january 2026", "2026-01-26"),
        ("today", "2026-03-11"),
        ("yesterday", "2026-03-10"),
        ("on tuesday", "2026-03-10"),
        ("later this year", "2026"),
        ("by year-end", "2026-H2"),
        ("last october", "2025-10"),
        ("gtc 2026", "2026-03"),
        ("ces 2026", "2026-01"),
        ("2027", "2027"),
        ("2026-07-15", "2026-07-15"),
        ("ersten quartal 2026", "2026-Q1"),
        ("in the summer", "2026"),
        ("since autumn", "2025-H2"),
        ("desde otoño", "2025-H2"),
        ("will open by spring", "2026-H1"),
        ("since the 9th,", "2026-03-09"),
        ("on the 18th it opened", "2026-02-18"),
        ("will open on the 18th.", "2026-03-18"),
        ("this friday", "2026-03-13"),
        ("monday of last week", "2026-03-02"),
        ("na quarta-feira", "2026-03-11"),
        ("july of last year", "2025-07"),
        ("in late march last year", "2025-03"),
        ("depuis la mi-mars", "2026-03"),
        ("ab ende mai", "2026-05"),
        ("since the first of the year", "2026-01-01"),
        ("last quarter", "2025-Q4"),
        ("the last quarter of 2027", "2027-Q4"),
        ("a third-quarter start", "2026-Q3"),
        ("first half '28", "2028-H1"),
        ("moved over on the weekend", "2026-03"),
        ("ce matin", "2026-03-11"),
        ("13일", "2026-03-13"),
        ("내년 1분기", "2027-Q1"),
        ("지난해 말", "2025-H2"),
        ("令和8年10月", "2026-10"),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, date: str) -> None:
    assert [str(d.period) for d in dates.find(f" {text} ", DAY)] == [date]


@pytest.mark.parametrize("text", ["today", "q3", "on tuesday", "next quarter", "january 5"])
def test_a_relative_date_without_a_day_of_publication_is_none(text: str) -> None:
    assert dates.find(f" {text} ", None) == ()


def test_two_dates_joined_by_or_are_neither() -> None:
    assert dates.find(" in late 2025 or early 2026 ", DAY) == ()


@pytest.mark.parametrize(
    ("text", "date"), [("it moved from a to b in december", "2025-12"), ("it was sold in june", "2025-06")]
)
def test_a_month_without_a_year_told_as_past_is_the_last_one(text: str, date: str) -> None:
    assert [str(d.period) for d in dates.find(text, DAY)] == [date]


@pytest.mark.parametrize(
    "text", ["on the 18th floor", "the 5th generation", "nvidia t4 cards", "in the fall of prices", "2026年度上期"[4:]]
)
def test_an_ordinal_a_card_or_a_year_of_accounts_is_no_date(text: str) -> None:
    assert dates.find(f" {text} ", DAY) == ()


@pytest.mark.parametrize("text", ["may be", "february 30, 2026", "2048 gpus", "mi2026x", "$2026"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert dates.find(f" {text} ", DAY) == ()


@pytest.mark.parametrize(
    "text",
    [
        "prices continue to fall",
        "the price is set to fall again",
        "ready to spring into action",
        "ordering early may help",
        "those who come late may wait",
        "heir of the 5th and 6th generation",
        "on the 5th and 6th floors",
        "on the 5th to 7th floors",
        "the first of the year's launches",
        "the first of the month's three chips",
    ],
)
def test_a_verb_a_row_of_ordinals_or_the_first_of_several_is_no_date(text: str) -> None:
    assert dates.find(f" {text} ", DAY) == ()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("from the fall to the spring.", "2026-H1"),
        ("due for spring 2027", "2027-H1"),
        ("it shipped in early may", "2026-05"),
        ("it ships late may.", "2026-05"),
        ("it ships late may 2027 in europe", "2027-05"),
        ("its mid-march launch", "2026-03"),
        ("on the 5th and then stopped", "2026-03-05"),
    ],
)
def test_a_season_a_part_of_a_month_and_a_day_stay_dates(text: str, date: str) -> None:
    assert str(dates.find(f" {text} ", DAY)[-1].period) == date


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "text",
    [
        "yesterday, tomorrow, ten weeks ago, ten years ago, next week, last week, last year, next year, on tuesday",
        "monday of last week, friday of next week, next friday, from monday, on the 5th, on the 31st. in spring",
        "昨天 上月 来月 去年 明年 周二 火曜 12月 明年初 1月",
    ],
)
def test_days_before_the_first_year_or_behind_the_last_are_none(text: str, day: str) -> None:
    assert all(1 <= d.period.start.year <= 9999 for d in dates.find(f" {text} ", Period.parse(day)))
