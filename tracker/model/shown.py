"""What views hand to the screen and the command line beyond plain rows: diffs and explanations."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.model.comparison import Figure, Side, Verdict
from tracker.model.rows import ProductRow, SpecRow


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffLine:
    """One field at one precision across products. `cells[i]` belongs to the i-th product; None = nothing stated."""

    field: str
    label: str
    precision: str
    unit: str
    better: str
    cells: tuple[SpecRow | None, ...]
    ratios: tuple[float | None, ...]
    """Each value over the baseline's; None where one of them is missing or no single number."""
    best: int | None
    """Index of the best value where all are like for like, None on a tie or where nothing is better."""
    like_for_like: bool
    """All cells have the same sparsity, direction and scope."""
    group: str = ""
    figures: tuple[Figure, ...] = ()
    """What each cell shows: the reading in `cells`, divided where that was asked for; a price or date, which is no claim."""
    spans: tuple[tuple[float, float] | None, ...] = ()
    """Lowest and highest ratio to the baseline, where one of the two is a range."""
    verdicts: tuple[Verdict, ...] = ()
    alike: tuple[bool, ...] = ()
    """Whether a cell and the baseline's are of one kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    products: tuple[ProductRow, ...]
    lines: tuple[DiffLine, ...]
    baseline: int = 0
    """Index of the product that ratios are held against."""
    per: str = ""
    basis: str = ""
    """The price basis that figures per dollar are divided by."""
    sides: tuple[Side, ...] = ()
    left_out: tuple[str, ...] = ()
    """Names of announced products that have no room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A source's words: `before`, `quote`, `after` are one run of its text."""

    publisher: str
    url: str
    tier: str
    published: str
    quote: str = ""
    before: str = ""
    after: str = ""
    rule: str = ""
    confidence: float = 1.0
    status: str = "accepted"
    states: str = ""
    """What this source says, in short."""
    fact_id: str = ""
    copy_of: str = ""
    """The publisher before it whose text this is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a computation, with the ids of what went in."""

    label: str
    formula: str
    value: float | None
    unit: str
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Where a fact or figure comes from."""

    id: str
    kind: str
    title: str
    lines: tuple[tuple[str, str], ...] = ()
    proofs: tuple[Proof, ...] = ()
    steps: tuple[Step, ...] = ()
    others: tuple[Proof, ...] = field(default=())
    """Sources that say something else of the same thing."""
