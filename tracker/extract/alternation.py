"""Many words as one regular expression whose common beginnings are written once: fast however long the list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tracker.extract.late import late

GAP = "\x00"
"""In a word: an optional gap of a few blanks or hyphens, or one line end."""
TIGHT = "\x01"
"""In a word: at most one hyphen."""
WHOLE, NUMBERED, CODED, CODED_LONG = "\x02\x03\x04\x05"
"""At the end of a word: no letter behind it but a plural or possessive s; a number; a tight number; one of two digits."""

_ATOMS = {
    GAP: r"(?:[ \t_-]{0,8}|[ \t]?\n[ \t]{0,4})",
    TIGHT: "-?",
    WHOLE: r"(?:'?s)?(?![a-z])",
    NUMBERED: r"[ _\n-]{0,3}v?\d",
    CODED: r"-?\d",
    CODED_LONG: r"-?\d\d",
}
_TOKEN = late(r"[^\W\d_]+|\d+")

Tree = dict[str, "Tree"]


def spelled(alias: str) -> str:
    """The lower-case letters and digits of an alias with the gaps at which writers differ.

    "Trainium 3", "Trainium3" and "trainium-3" are one spelling; a short stem ("GB200", "CS-3") allows no blank where
    nothing else is in the name, so that "8 GB 200 W" names nothing.
    """
    tokens = list(_TOKEN.finditer(alias.lower()))
    out = ""
    for i, token in enumerate(tokens):
        if i:
            before = tokens[i - 1]
            apart = token.start() > before.end()
            stem_and_number = before[0].isalpha() and token[0].isdigit()
            if stem_and_number and len(before[0]) <= 3 and not (apart and (i > 1 or len(tokens) > 2)):
                out += TIGHT
            elif apart or (stem_and_number and len(before[0]) > 3):
                out += GAP
        out += token[0]
    return out


@lru_cache(maxsize=5000)
def key(text: str) -> str:
    """What is left when case, blanks and signs are taken away."""
    return "".join(_TOKEN.findall(text.lower()))


def pattern(words: Iterable[str]) -> str:
    """An expression for any of the words (made by `spelled`), the longest first."""
    root: Tree = {}
    for word in words:
        node = root
        for atom in word:
            node = node.setdefault(atom, {})
        node[""] = {}
    return _written(root) if root else r"(?!)"


def _written(node: Tree) -> str:
    ends = "" in node
    # a gap may be empty, so its branch goes first: the longer reading is tried before the shorter
    branches = [_chain(atom, node[atom]) for atom in sorted(k for k in node if k)]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"
    return f"(?:{body})?" if ends else body


def _chain(atom: str, node: Tree) -> str:
    out = _ATOMS.get(atom) or re.escape(atom)
    while len(node) == 1 and "" not in node:
        ((atom, node),) = node.items()
        out += _ATOMS.get(atom) or re.escape(atom)
    return out + _written(node)
