"""Whom a permanent redirect is believed: not what is less safe, and a password goes nowhere."""

from __future__ import annotations

import pytest

from tracker.model.feed import FeedSource
from tracker.model.fetched import Response
from tracker.refresh.moved import Move, after_answer, may_be_private, told
from tracker.store.feeds import FeedState

NOW, LAST_WEEK = "2026-11-25T12:00:00Z", "2026-11-18T12:00:00Z"


def after(url: str, target: str, final: str = "", **known: object) -> Move:
    """After the third answer in a week that came from `target` by permanent redirects."""
    feed = FeedSource(slug="a", url=url, title="A")
    values: dict[str, object] = {"moved_to": target, "moved_since": LAST_WEEK, "moved_count": 2}
    state = FeedState(1, "a", "", "", "", "ok", 0, None, None, **values | known)  # type: ignore[arg-type]
    answer = Response(url=url, final_url=final or target, permanent_redirect=target, status=200)
    return after_answer(feed, state, answer, True, NOW)


@pytest.mark.parametrize(
    ("url", "target", "believed"),
    [
        ("https://a.example/f", "https://b.example/f", True),
        ("http://a.example/f", "https://a.example/f", True),
        ("http://a.example/f", "http://b.example/f", True),
        ("https://a.example/f", "http://a.example/f", False),
        ("https://me:secret@a.example/f", "https://a.example/g", False),
    ],
)
def test_what_is_less_safe_or_would_lose_a_password_is_not_adopted(url: str, target: str, believed: bool) -> None:
    assert after(url, target).adopted == (target if believed else "")


def test_it_takes_three_times_and_seven_days() -> None:
    where = ("https://a.example/f", "https://b.example/f")
    assert after(*where, moved_count=1).adopted == ""
    assert after(*where, moved_since="2026-11-18T12:00:01Z").adopted == ""
    assert after(*where, moved_to="https://c.example/").count == 1
    assert after(*where, "https://b.example/behind-another-redirect").adopted == ""


def test_an_address_that_was_adopted_can_move_on() -> None:
    moved = after("https://a.example/f", "https://c.example/f", adopted_url="https://b.example/f")
    assert moved == Move(adopted="https://c.example/f")


def test_allow_private_is_a_word_about_one_host() -> None:
    feed = FeedSource(slug="a", url="http://10.0.0.1:8080/f", title="A", allow_private=True)
    assert may_be_private(feed, "http://10.0.0.1:8080/new")
    assert not may_be_private(feed, "http://10.0.0.1/new")
    assert not may_be_private(feed, "http://10.0.0.2:8080/new")


def test_an_address_is_told_without_its_secrets() -> None:
    answer = Response(url="https://a.example/", permanent_redirect="https://b.example/f?key=s3cret")
    assert told(answer, Move()) == "moved permanently to https://b.example/f?key=***; change the url in feeds.toml"
