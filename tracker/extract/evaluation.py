"""How well facts were read: predictions against labelled documents, by the rules of the labelling guide. Pure.

Precision, recall and F1 are summed over the documents; shares are over the labels that were found. An optional label is no
miss, and no error when it is predicted. A repetition of what was found is ignored, unless with another date or scope.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.extract.alike import Alike, Label, amount, close, folded, number, one_metric, overlapping, words_overlap

KINDS = ("events", "specs", "relations")
COUNTED = ("is_announcement", "events", "events_any_type", "specs", "specs_scoped", "relations")
SHARED = ("date_accuracy", "scope_accuracy", "sparsity_accuracy", "evidence_validity")

Distance = Callable[[Label, Label], float | None]
"""How far a prediction is from a label; None where it does not mean it."""
Pair = tuple[Label, Label]


@dataclass(frozen=True, slots=True)
class Count:
    """Right, wrong and missed labels. With nothing to find and nothing found all is well."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else float(not self.fn)

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else float(not self.fp)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `n`. Without any it is 1 where there was nothing to be right about, else 0."""

    right: int = 0
    n: int = 0
    possible: bool = False

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.n + other.n, self.possible or other.possible)

    @property
    def share(self) -> float:
        return self.right / self.n if self.n else float(not self.possible)


@dataclass(slots=True)
class Evaluation:
    """Figures over all documents. `mismatches` are rows: what, kind (missed, false, wrong), id, label, predicted."""

    documents: int = 0
    predicted: int = 0
    sound: int = 0
    """Documents whose `is_announcement` is right."""
    counts: dict[str, Count] = field(default_factory=lambda: dict.fromkeys(COUNTED, Count()))
    shares: dict[str, Share] = field(default_factory=lambda: dict.fromkeys(SHARED, Share()))
    accepted: dict[str, Count] = field(default_factory=dict)
    """Of the facts that need no person: what is only likely counts as not said."""
    mismatches: list[dict[str, Any]] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        return self.sound / self.documents if self.documents else 1.0


def evaluate(
    gold: Iterable[Label],
    predicted: Mapping[str, Label],
    alike: Alike,
    require_evidence: bool = False,
    tolerance: float = 0.02,
) -> Evaluation:
    """Predictions by document id against gold documents. `require_evidence`: facts whose quote is not in the text do not count.

    `tolerance` is relative, of values and factors.
    """
    gold = list(gold)
    result = _evaluated(gold, predicted, alike, require_evidence, tolerance)
    sure = {name: {**told, **_accepted(told)} for name, told in predicted.items()}
    counts = _evaluated(gold, sure, alike, require_evidence, tolerance).counts
    result.accepted = {kind: counts[kind] for kind in KINDS}
    return result


def _accepted(told: Label) -> Label:
    """Facts that do not say how they stand are accepted."""
    return {kind: [f for f in told.get(kind) or [] if f.get("status", "accepted") == "accepted"] for kind in KINDS}


def _evaluated(
    gold: Sequence[Label], predicted: Mapping[str, Label], alike: Alike, require_evidence: bool, tolerance: float
) -> Evaluation:
    result = Evaluation()
    judge = _Judge(alike, tolerance)
    for document in gold:
        told = dict(predicted.get(document["id"]) or {})
        if require_evidence:
            text = document.get("text", "")
            told |= {kind: [f for f in told.get(kind) or [] if _proven(f, text)] for kind in KINDS}
        result.documents += 1
        result.predicted += document["id"] in predicted
        judge.document(document, told, result)
    return result


def _proven(fact: Label, text: str) -> bool:
    return bool(fact.get("evidence")) and str(fact["evidence"]) in text


class _Judge:
    """Compares one document at a time."""

    def __init__(self, alike: Alike, tolerance: float) -> None:
        self.alike, self.tolerance, self.text = alike, tolerance, ""

    def document(self, gold: Label, told: Label, result: Evaluation) -> None:
        self.text = gold.get("text", "")
        self._gate(gold, told, result)
        events = self._kind("events", "events", gold, told, self.event, result)
        self._kind("events_any_type", "events", gold, told, lambda g, p: self.event(g, p, typed=False), result)
        specs = self._kind("specs", "specs", gold, told, self.spec, result)
        self._kind("specs_scoped", "specs", gold, told, self._scoped, result)
        self._kind("relations", "relations", gold, told, self.relation, result)
        needed = {kind: [x for x in gold.get(kind) or [] if not x.get("optional")] for kind in ("events", "specs")}
        dated = [pair for pair in events if pair[0].get("date")]
        self._share("date", gold, dated, lambda g, p: overlapping(g["date"], p.get("date")),
                    any(x.get("date") for x in needed["events"]), result)  # fmt: skip
        scoped = [pair for pair in specs if pair[0].get("scope")]
        self._share("scope", gold, scoped, self.alike.same_scope, any(x.get("scope") for x in needed["specs"]), result)
        self._share(
            "sparsity", gold, specs, lambda g, p: g.get("sparsity") == p.get("sparsity"), bool(needed["specs"]), result
        )
        facts = [fact for kind in KINDS for fact in told.get(kind) or []]
        result.shares["evidence_validity"] += Share(
            sum(_proven(fact, self.text) for fact in facts), len(facts), any(gold.get(kind) for kind in KINDS)
        )

    def _gate(self, gold: Label, told: Label, result: Evaluation) -> None:
        true, said = bool(gold.get("is_announcement")), bool(told.get("is_announcement"))
        result.counts["is_announcement"] += Count(int(true and said), int(said and not true), int(true and not said))
        result.sound += true == said
        if true != said:
            result.mismatches.append({"what": "is_announcement", "kind": "missed" if true else "false", "id": gold["id"],
                                      "title": gold.get("title")})  # fmt: skip

    def _kind(
        self, name: str, kind: str, gold: Label, told: Label, distance: Distance, result: Evaluation
    ) -> list[Pair]:
        """Count one figure; the required labels that were found, each with its prediction."""
        any_type = name == "events_any_type"
        labels = self._distinct(kind, gold.get(kind) or [], any_type)
        said = list(told.get(kind) or [])
        said = self._distinct(kind, said, any_type) if any_type else said
        pairs = matched(labels, said, distance)
        used = set(pairs.values())
        false = [
            p for j, p in enumerate(said)
            if j not in used and not any(self._repeats(name, labels[i], p, distance) for i in pairs)
        ]  # fmt: skip
        missed = [g for i, g in enumerate(labels) if i not in pairs and not g.get("optional")]
        found = [(labels[i], said[j]) for i, j in sorted(pairs.items()) if not labels[i].get("optional")]
        result.counts[name] += Count(len(found), len(false), len(missed))
        if name in KINDS:
            rows = (("missed", missed), ("false", false))
            result.mismatches += [
                {"what": name, "kind": k, "id": gold["id"], "label": dict(x)} for k, xs in rows for x in xs
            ]
        return found

    def _share(
        self, name: str, gold: Label, pairs: Sequence[Pair], right: Callable[[Label, Label], bool], possible: bool,
        result: Evaluation,
    ) -> None:  # fmt: skip
        wrong = [(g, p) for g, p in pairs if not right(g, p)]
        result.shares[f"{name}_accuracy"] += Share(len(pairs) - len(wrong), len(pairs), possible)
        result.mismatches += [
            {"what": name, "kind": "wrong", "id": gold["id"], "label": dict(g), "predicted": p.get(name)}
            for g, p in wrong
        ]

    def _distinct(self, kind: str, labels: Sequence[Label], any_type: bool) -> list[Label]:
        """Without exact repetitions; where a required and an optional label repeat each other, the required one stays.

        The last of equal ones counts, in the place of the first.
        """
        ordered = sorted(labels, key=lambda x: not x.get("optional"))
        return list({self._identity(kind, x, any_type): x for x in ordered}.values())

    def _identity(self, kind: str, x: Label, any_type: bool) -> tuple[object, ...]:
        product = self.alike.product
        if kind == "specs":
            return (
                product(x.get("accelerator")),
                *amount(x),
                *(x.get(n) for n in ("field", "precision", "sparsity", "scope")),
            )
        if kind == "relations":
            return product(x.get("subject")), product(x.get("object")), x.get("metric"), number(x.get("factor"))
        own = (self.alike.maker(x), product(x.get("accelerator")))
        return own if any_type else (*own, x.get("type"), x.get("date"))

    def _repeats(self, name: str, gold: Label, other: Label, distance: Distance) -> bool:
        """Whether a prediction says again what another one has found already."""
        if distance(gold, other) is None:
            return False
        if name == "events":
            return not gold.get("date") or not other.get("date") or overlapping(gold["date"], other["date"])
        return name != "specs" or self.alike.same_scope(gold, other)

    def _name(self, one: str, gold: Label, other: Label, said: object) -> float | None:
        overlap = words_overlap(self.text, gold.get("evidence"), other.get("evidence"))
        return self.alike.distance(gold.get(one), said, overlap)

    def event(self, gold: Label, other: Label, typed: bool = True) -> float | None:
        """Of the right product and type; a listed alternative of the type, then a nearer date, make it closer."""
        far = self._name("accelerator", gold, other, other.get("accelerator"))
        if far is None or self.alike.maker(gold) != self.alike.maker(other):
            return None
        exact = gold.get("type") == other.get("type")
        if typed and not exact and other.get("type") not in (gold.get("alt_types") or ()):
            return None
        far += 2.0 if typed and not exact else 0.0
        date, said = gold.get("date"), other.get("date")
        if date == said:
            return far
        return far + (0.2 if overlapping(date, said) else 1.3 if date else 0.3)

    def spec(self, gold: Label, other: Label) -> float | None:
        if gold.get("field") != other.get("field") or gold.get("precision") != other.get("precision"):
            return None
        (value, unit), (said, said_unit) = amount(gold), amount(other)
        if unit != said_unit or value is None or said is None or not close(value, said, self.tolerance):
            return None
        far = self._name("accelerator", gold, other, other.get("accelerator"))
        scoped = self.alike.same_scope(gold, other)
        if far is None or (far and not scoped):
            return None
        unlike = 0.3 * (gold.get("sparsity") != other.get("sparsity"))
        return far + (0.0 if scoped else 4.0) + unlike + abs(value - said) / (abs(value) or 1.0)

    def _scoped(self, gold: Label, other: Label) -> float | None:
        return self.spec(gold, other) if self.alike.same_scope(gold, other) else None

    def relation(self, gold: Label, other: Label) -> float | None:
        """ "A is 4x B" and "B is 0.25x A" say the same."""
        if not one_metric(gold.get("metric"), other.get("metric")):
            return None
        factor = number(other.get("factor"))
        ways = [(other.get("subject"), other.get("object"), factor)]
        if factor:
            ways.append((other.get("object"), other.get("subject"), 1 / factor))
        for subject, object_, times in ways:
            far, object_far = self._name("subject", gold, other, subject), self._object(gold, other, object_)
            if far is not None and object_far is not None and close(number(gold.get("factor")), times, self.tolerance):
                return far + object_far + (0.1 if gold.get("metric") != other.get("metric") else 0.0)
        return None

    def _object(self, gold: Label, other: Label, said: object) -> float | None:
        wanted = gold.get("object")
        if folded(wanted) in ("", "unspecified"):
            return 0.0
        if self.alike.anything(wanted) or self.alike.anything(said):
            return 0.0 if self.alike.anything(wanted) and self.alike.anything(said) else None
        return self._name("object", gold, other, said)


def matched(labels: Sequence[Label], said: Sequence[Label], distance: Distance) -> dict[int, int]:
    """Label -> prediction, one to one and as many as can be, the required labels first and the nearest pairs before others."""
    fits: dict[int, dict[int, float]] = {}
    for i, label in enumerate(labels):
        far = {j: d for j, p in enumerate(said) if (d := distance(label, p)) is not None}
        if far:
            fits[i] = far
    pairs: dict[int, int] = {}
    for optional in (False, True):
        layer = [i for i in fits if bool(labels[i].get("optional")) == optional]
        taken = set(pairs.values())
        nearest = sorted((d, i, j) for i in layer for j, d in fits[i].items())
        for _, i, j in nearest:
            if i not in pairs and j not in taken:
                pairs[i] = j
                taken.add(j)
        for i in layer:
            if i not in pairs:
                _make_room(i, fits, pairs, layer, set())
    return pairs


def _make_room(
    i: int, fits: Mapping[int, Mapping[int, float]], pairs: dict[int, int], layer: Collection[int], tried: set[int]
) -> bool:
    """Give label `i` a prediction by moving others of its layer to another one that fits them as well."""
    owner = {j: one for one, j in pairs.items()}
    for j in sorted((j for j in fits[i] if j not in tried), key=lambda j: fits[i][j]):
        tried.add(j)
        if j not in owner or (owner[j] in layer and _make_room(owner[j], fits, pairs, layer, tried)):
            pairs[i] = j
            return True
    return False
