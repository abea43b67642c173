"""The line index agrees with the text, whatever TOML allows."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.catalogue.positions import lines

TEXT = '''\
# [not.a.table]
top = 1
[a.b]
"quoted key" = [ # comment, with ] and "
  { x = 1, y = "}" },
  { x = """
two ] lines""", z = [1,
   2] },
]
when = 1979-05-27 07:32:00
after = 'it\\'
[[c]]
d.e = 1
[[c.f]]
g = true
[[c]]
[[c.f]]
[[c.f]]
h = inf
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("a",), 3),
        (("a", "b"), 3),
        (("a", "b", "quoted key"), 4),
        (("a", "b", "quoted key", 0), 5),
        (("a", "b", "quoted key", 0, "y"), 5),
        (("a", "b", "quoted key", 1), 6),
        (("a", "b", "quoted key", 1, "z"), 7),
        (("a", "b", "quoted key", 1, "z", 1), 8),
        (("a", "b", "when"), 10),
        (("a", "b", "after"), 11),
        (("c", 0), 12),
        (("c", 0, "d", "e"), 13),
        (("c", 0, "f", 0), 14),
        (("c", 0, "f", 0, "g"), 15),
        (("c", 1), 16),
        (("c", 1, "f", 0), 17),
        (("c", 1, "f", 1, "h"), 19),
    ],
)
def test_every_path_has_its_line(path: tuple[str | int, ...], line: int) -> None:
    tomllib.loads(TEXT)
    assert lines(TEXT)[path] == line


def paths(value: object, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """Every path of a parsed document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path}.union(*(paths(item, (*path, key)) for key, item in inner))


def test_no_path_of_the_document_is_left_out() -> None:
    assert paths(tomllib.loads(TEXT)) - {()} <= set(lines(TEXT))


PIECES = [
    "[a]",
    "[[b]]",
    "[b.c]",
    "x",
    "y.z",
    '"q"',
    " = ",
    "1",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "\n",
    "'s'",
    '"""t"""',
    "# c\n",
    "1.5",
    "''",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_what_tomllib_accepts_is_walked_without_a_stumble(text: str) -> None:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert paths(document) - {()} <= set(lines(text))
