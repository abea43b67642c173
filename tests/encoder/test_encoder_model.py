"""The shipped model can be read, and says the same of the same text."""

from __future__ import annotations

import numpy as np

from tracker.encoder.heads import chance, summed
from tracker.encoder.model import SHIPPED, shipped
from tracker.encoder.rows import Rows


def test_the_shipped_model_gives_every_piece_a_vector_that_knows_its_neighbours() -> None:
    model = shipped()
    ids = [model.vocabulary[w] for w in ("[CLS]", "the", "chip", "is", "shipping", "[SEP]")]
    other = [*ids[:-2], model.vocabulary["delayed"], ids[-1]]
    first, again, third = (model.network.encode([n])[0] for n in (ids, ids, other))
    assert first.shape == (len(ids), 384)
    assert np.array_equal(first, again)
    assert not np.allclose(first[2], third[2])


def test_it_has_a_mark_for_every_kind_of_thing_that_is_named() -> None:
    assert all(f"[unused{n}]" in shipped().vocabulary for n in range(43))


def test_sums_of_scores_are_close_to_the_greatest_of_their_block() -> None:
    scores = np.array([[[0.0], [50.0]], [[-30.0], [-900.0]], [[2.0], [900.0]]], np.float32)
    whole = summed(scores, [0, 2], [0, 1])
    assert whole.shape == (2, 2, 1)
    assert whole[1, 1, 0] == 900.0
    assert np.all(np.isfinite(whole))
    small = np.array([[[0.0, 3.0]], [[5.0, 3.0]]], np.float32)
    assert np.allclose(summed(small, [0], [0])[0, 0], [np.log(1 + np.exp(5)), 3 + np.log(2)])


def test_chances_stay_between_0_and_1() -> None:
    found = chance(np.array([-900.0, -1.0, 0.0, 900.0], np.float32))
    assert np.all((found >= 0) & (found <= 1))
    assert found[2] == 0.5


def test_rows_are_those_of_the_matrix_in_the_file() -> None:
    rows = Rows(SHIPPED, "words")
    with np.load(SHIPPED) as stored:
        words = stored["words"]
    numbers = [0, 30521, 7, 7, 1012]
    assert np.array_equal(rows.take(numbers), words[numbers])
    assert np.array_equal(rows.take(range(len(words))), words)
