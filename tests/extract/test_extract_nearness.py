"""How pieces lie to mentions, as the clause model is told."""

from __future__ import annotations

from tracker.extract.nearness import MOST_MENTIONS, PLACES, nearness
from tracker.extract.sequence import Chunk

ONE, TWO = "nvidia/h100", "amd/mi300x"
# two sentences of six pieces between the marks at both ends; ONE at 2 and 9, TWO at 4
CHUNK = Chunk([0] * 14, [-1, *[0] * 6, *[1] * 6, -1], {ONE: [2, 9], TWO: [4]})


def test_mentions_are_ordered_by_product_and_the_marks_at_both_ends_lie_nowhere() -> None:
    near = nearness(CHUNK)
    assert (near.products, near.mentions, near.owners) == ((ONE, TWO), (2, 9, 4), (0, 0, 1))
    assert near.table.shape == (14, 3)
    assert not near.table[[0, 13]].any()


def test_a_place_tells_side_sentence_and_what_stands_between() -> None:
    first, second, other = nearness(CHUNK).table.T
    assert (first[3], first[6]) == (0, 1 + 13)  # behind it, near; farther, with TWO between
    assert (first[1], other[3]) == (4, 4)  # before it
    assert (first[7], second[6]) == (8 + 13, 11)  # a sentence later; a sentence earlier
    assert second[1] == 11 + 26  # ONE and TWO between
    assert nearness(CHUNK).table.max() < PLACES


def test_only_the_first_mentions_of_a_crowded_stretch_count() -> None:
    crowd = Chunk([0] * 90, [0] * 90, {ONE: list(range(0, 90, 2)), TWO: [1]})
    near = nearness(crowd)
    assert len(near.mentions) == MOST_MENTIONS
    assert max(near.mentions) < 80
