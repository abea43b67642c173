"""The keys that lead through every screen, part and dialog there is, and the words that each of them shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

DOWN, UP, RIGHT, PAGE, END, ENTER, ESC = b"\x1b[B", b"\x1b[A", b"\x1b[C", b"\x1b[6~", b"\x1b[F", b"\r", b"\x1b"
PALETTE = b"\x10"
DEALS = "2025-12"
"""A month of which much is known: the day that is gone back to."""


@dataclass(frozen=True)
class Stop:
    """`keys` are pressed one after the other; then `shows` is on the screen, where there is room for it."""

    keys: tuple[bytes, ...]
    shows: str = ""


def letters(text: str) -> tuple[bytes, ...]:
    return tuple(bytes([code]) for code in text.encode())


def tour(pages: int, address: str) -> Iterator[Stop]:
    """`pages` screenfuls hold all events; `address` is a site with a feed, which is looked at and not added."""
    yield from _timeline(pages)
    yield from _specs()
    yield from _rankings()
    yield from _prices()
    yield from _feeds(address, pages // 4)
    yield from _disputes(pages // 4)
    yield from _review(pages // 4)
    yield from _search()
    yield from _past()


def _asked(key: bytes, question: str, *answer: bytes) -> Iterator[Stop]:
    """A dialog or a line that asks; left again where it is given no answer."""
    yield Stop((key,), question)
    yield Stop(answer or (ESC,))


def _row(downs: int) -> tuple[bytes, ...]:
    """Rows, the details of one, copies of it, and back."""
    return (*[DOWN] * downs, PAGE, ENTER, *[DOWN] * downs, *letters("yYo"), ESC)


def _timeline(pages: int) -> Iterator[Stop]:
    yield Stop((b"1", *[PAGE] * pages, b"g", ENTER, *[DOWN] * 40, *[PAGE] * (pages // 4), *letters("yYo"), ESC))
    for key, question in (
        ("v", "Whose events?"),
        ("t", "Which type of event?"),
        ("c", "How sure?"),
        ("d", "Which days?"),
    ):
        yield from _asked(key.encode(), question)
    yield Stop(letters("*mmuuff"))
    yield Stop(letters("n"), "This is your first visit")
    yield from _asked(b"S", "Sort by which column?", DOWN, ENTER)
    yield from _asked(b"E", "Export", ENTER)
    yield Stop((), "rows as CSV")
    yield from _asked(b"@", "Which day?")
    yield from _asked(b"S", "Sort by which column?", *letters("own"), ENTER)
    yield Stop((b"/", *letters("ac"), ESC, *letters("ll+-<>."), END))
    yield from _asked(b"?", "Search these keys", *letters("the"), ESC)
    yield Stop((PALETTE,), "Search for commands")
    yield Stop((*letters("ex"), ESC, ESC))


def _specs() -> Iterator[Stop]:
    yield Stop((b"2", *_row(20)))
    yield from _asked(b"/", "Which row?")
    yield Stop((b"a",), "of 6 marked")
    yield Stop((*[DOWN] * 10, ENTER, *letters("llbvmmx")))
    yield from _asked(b"p", "Divide the figures by what?", *letters("watt"), ENTER)
    yield Stop((ENTER, *[DOWN] * 10, ESC))
    yield from _asked(b"t", "since:", *letters("2024"), ENTER)
    yield Stop((), "Changed since the end of 2024")
    yield Stop((*_row(5), ESC))


def _rankings() -> Iterator[Stop]:
    for part in "cpfm":
        yield Stop((b"3", part.encode(), *_row(10)))
    yield from _asked(b"/", "Which row?")
    yield from _asked(b"w", "Which workload?", DOWN, ENTER)
    yield from _asked(b"b", "Which kind of price?", DOWN, ENTER)
    yield Stop(letters("cxapdXa"))
    yield Stop((b"c", b"e", RIGHT, ENTER), "at least:")
    yield Stop((ESC, DOWN, ENTER), "Served in which precision?")
    yield Stop((ESC, *[UP] * 5, ENTER), "Which model?")
    yield Stop((ESC, ESC, ESC))


def _prices() -> Iterator[Stop]:
    for part in "chdtl":
        yield Stop((b"4", part.encode(), *_row(10)))
    yield Stop((b"c", b"p"), "Prices of which accelerator?")
    yield Stop((ESC,))
    yield from _asked(b"b", "Which kind of price?")
    yield Stop((b"/", *letters("h"), ESC, b"t"), "a million tokens")
    yield from _asked(b"p", "Tokens of which model?")


def _feeds(address: str, pages: int) -> Iterator[Stop]:
    yield Stop((b"5", *_row(20), *[PAGE] * pages, b"g"))
    yield from _asked(b"/", "Which row?")
    yield from _asked(b"d", "why off?")
    yield from _asked(b"a", "feed or site:", *letters(address), ENTER)
    yield Stop((), "This address is not public")
    yield Stop((DOWN, ENTER), "Add this feed?")
    yield Stop((ESC,))


def _disputes(pages: int) -> Iterator[Stop]:
    yield Stop((b"6", *_row(20), *[PAGE] * pages, b"g"))
    yield from _asked(b"/", "Which row?")
    yield from _asked(b"c", "Correct which side?")
    yield from _asked(b"x", "Which side is wrong?", ENTER)
    yield Stop((), "why wrong?")
    yield Stop((*letters("old"), ENTER), "takes it back")
    yield Stop(letters("u"))


def _review(pages: int) -> Iterator[Stop]:
    for part in "fdp":
        yield Stop((b"7", part.encode(), *_row(20), *[PAGE] * pages))
    yield from _asked(b"m", "Which product is")
    yield from _asked(b"f", "wait for review", b"/", *letters("available"), ENTER)
    yield from _asked(b"m", "Merge into which?")
    yield from _asked(b"c", "correct:")
    yield from _asked(b"x", "why wrong?")
    yield Stop((*letters("vv"), b"a"), "takes it back")
    yield Stop((ESC, b"h", *_row(5)), "accepted")
    yield Stop(letters("u"))


def _search() -> Iterator[Stop]:
    yield Stop((b"s",), "Search all articles")
    yield Stop((*letters("alert"), ENTER, *[DOWN] * 40, ENTER, *[DOWN] * 40, *letters("yY"), ESC, ESC, ESC))


def _past() -> Iterator[Stop]:
    """Every view as of a day."""
    yield Stop((b"1", b"@", *letters(DEALS), ENTER), f"as of {DEALS}")
    for view in "1234567":
        yield Stop((view.encode(), *_row(5)))
    yield Stop((b"1", b"@", *letters("today"), ENTER))
