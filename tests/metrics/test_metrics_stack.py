"""A vendor's factors: believed as far as runs stand behind them, without a step anywhere."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.metrics.stack import DEFAULT_STACK, VendorFactor, stack_of
from tracker.model.performance import StackConstants, VendorConstants

factors = st.floats(0.3, 3.0)
counts = st.integers(1, 5000)


def vendor(time: float, points: int) -> VendorFactor:
    told = StackConstants(
        fitted="2026-11-25", how="", constants={"shrinkage": 10.0}, vendors={"acme": VendorConstants(time=time, points=points)},
        spread=DEFAULT_STACK.spread, anchored_spread=(-1.0, 1.0), engines={}, quality={},
    )  # fmt: skip
    return stack_of(told).vendor("acme")


@given(factors, counts, counts)
@settings(deadline=None)
def test_a_factor_moves_from_one_towards_its_fit_with_every_run(time, some, more) -> None:
    few, many = (abs(vendor(time, n).time - 1) for n in sorted((some, more)))
    assert few <= many * (1 + 1e-12) <= abs(time - 1) * (1 + 1e-9)
    assert (vendor(time, some).time - 1) * (time - 1) >= 0


@given(factors, counts)
@settings(deadline=None)
def test_one_run_more_changes_little(time, points) -> None:
    """Even the first run of all moves ln factor by an eleventh."""
    ratio = vendor(time, points + 1).time / vendor(time, points).time
    assert 3.0 ** (-1 / 11) <= ratio <= 3.0 ** (1 / 11)
    assert abs(vendor(time, 1).time - 1) < abs(3.0 ** (1.2 / 11) - 1)


def test_a_vendor_without_a_run_is_like_all() -> None:
    assert vendor(2.0, 0) == VendorFactor()


def test_many_runs_are_believed() -> None:
    assert abs(vendor(1.4, 3000).time - 1.4) < 0.002
