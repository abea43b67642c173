"""The shipped model can be read, and says the same of the same text."""

from __future__ import annotations

import numpy as np

from tracker.encoder.heads import chance, summed
from tracker.encoder.model import shipped


def test_the_shipped_model_gives_every_piece_a_vector_that_knows_its_neighbours() -> None:
    model = shipped()
    ids = [model.vocabulary[w] for w in ("[CLS]", "the", "chip", "is", "shipping", "[SEP]")]
    other = [*ids[:-2], model.vocabulary["delayed"], ids[-1]]
    first, again, third = (model.network.encode(n) for n in (ids, ids, other))
    assert first.shape == (len(ids), model.network.matrix("words").shape[1])
    assert np.array_equal(first, again)
    assert not np.allclose(first[2], third[2])


def test_it_has_a_mark_for_every_kind_of_thing_that_is_named() -> None:
    assert all(f"[unused{n}]" in shipped().vocabulary for n in range(43))


def test_sums_of_scores_are_close_to_the_greatest_and_chances_stay_between_0_and_1() -> None:
    scores = np.array([[0.0, 50.0], [-900.0, 900.0]], np.float32)
    assert np.allclose(summed(scores, 1), [50.0, 900.0])
    assert np.all((chance(scores) >= 0) & (chance(scores) <= 1))
