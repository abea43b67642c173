"""`--set TARGET=VALUE` read: which input is meant, what it was and who says so, and whether it changes anything here."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from tracker.assemble import SERVING_KINDS, Inputs
from tracker.assemble.owning import LISTED_USD_PER_KWH, ownership_defaults
from tracker.assemble.settable import OF_ONE, SETTABLE, Settable
from tracker.model.errors import UsageError
from tracker.model.performance import Accelerator, ModelArch, Workload
from tracker.model.price import Offer
from tracker.model.rows import SpecRow
from tracker.model.scenario import Override
from tracker.model.words import DIRECTIONS, PRECISIONS
from tracker.store import inputs, read_facts, read_market
from tracker.views.price_notes import note_of
from tracker.views.products import find_product, folded
from tracker.views.quantities import mixed_up, people, read_value
from tracker.views.session import Session

_EXAMPLE = "nvidia/h100.memory_bandwidth=4TB/s"
_DENSE = "dense"
"""Ends a target to say that a rate is dense, whatever it looks like."""
_NEAR = 0.02
_NO_CAPEX = "no product has a capex: set PRODUCT.capex as well"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a database says of the inputs that can be overridden."""

    claims: Mapping[str, SpecRow]
    """Claim id -> the figure that performance depends on."""
    names: Mapping[str, str]
    """Slug of a product -> its full name."""


def read_known(session: Session) -> Known:
    return Known(
        claims={r.claim_id: r for r in inputs.compute_specs(session)},
        names={p.product_slug: p.full_name for p in inputs.products(session)},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What overrides stand in for."""

    session: Session
    given: Inputs
    workload: Workload
    basis: str
    facts: Known

    @property
    def claims(self) -> Mapping[str, SpecRow]:
        return self.facts.claims

    @property
    def names(self) -> Mapping[str, str]:
        return self.facts.names


@dataclass(frozen=True, slots=True)
class _Old:
    value: float | None = None
    text: str = "not known"
    id: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Target:
    one: Settable
    subject: str
    qualifier: str
    name: str
    dense: bool = False
    """Said of a rate that looks like a sparse one."""


def read_overrides(
    session: Session, texts: Sequence[str], given: Inputs, workload: Workload, basis: str, facts: Known | None = None
) -> tuple[Override, ...]:
    """Every `--set` of one ranking. Raises UsageError for an unknown product, input, unit or value, and for a mix-up.

    `given` holds every accelerator of the catalogue, also those of which nothing is known; `facts` is what was read before.
    """
    if not texts:
        return ()
    known = _Known(session=session, given=given, workload=workload, basis=basis, facts=facts or read_known(session))
    split = [_split(text) for text in texts]
    targets = [_target(session, left, known) for left, _ in split]
    names = [target.name for target in targets]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise UsageError(f"{twice} is set twice")
    for target in targets:
        if target.one.name == "price_hourly" and f"{target.subject}.capex" in names:
            raise UsageError(f"{target.subject}: a price and a capex are two ways to price one hour; set one of them")
    capex = any(target.one.name == "capex" for target in targets)
    return tuple(_override(target, text, known, capex) for target, (_, text) in zip(targets, split, strict=True))


def _split(text: str) -> tuple[str, str]:
    left, equals, right = text.partition("=")
    if not equals or not left.strip() or not right.strip():
        raise UsageError(f"{text!r} sets nothing; write TARGET=VALUE, for instance {_EXAMPLE}")
    return left.strip(), right.strip()


def _target(session: Session, left: str, known: _Known) -> _Target:
    """The last word is the input, unless it is a precision or a direction; what is before it, the product or model."""
    *before, last = left.split(".")
    dense = last == _DENSE and "peak_compute" in before
    if dense:
        *before, last = before
    qualifier = last if last in (*PRECISIONS, *DIRECTIONS) and before else ""
    if qualifier:
        *before, last = before
    subject, name = ".".join(before), last.strip().lower().replace("-", "_")
    one = SETTABLE.get(name)
    if one is None:
        near = difflib.get_close_matches(name, SETTABLE, 3, 0.6)
        hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(SETTABLE)}"
        raise UsageError(f"{left}: no input is called {last!r}; {hint}")
    slug = _subject(session, one, subject, known)
    _check_qualifier(one, qualifier, left)
    parts = (slug if one.of in OF_ONE else "model" if one.of == "model" else "", one.name, qualifier)
    return _Target(one, slug, qualifier, ".".join(part for part in parts if part), dense)


def _subject(session: Session, one: Settable, subject: str, known: _Known) -> str:
    if one.of in OF_ONE:
        if not subject:
            raise UsageError(f"{one.name} is of one product: write nvidia/h100.{one.name}={one.example}")
        product = find_product(session, subject)
        if product.kind not in SERVING_KINDS:
            held = [slug for slug, wholes in inputs.whole_of(session).items() if product.product_slug in dict(wholes)]
            hint = f"; set the figures of {' or '.join(held)}" if held else ""
            raise UsageError(f"{product.product_slug} is a {product.kind}, no accelerator that is ranked{hint}")
        return product.product_slug
    if one.of == "model":
        return _model_slug(one, subject, known)
    if subject:
        raise UsageError(f"{one.name} is of the whole ranking: write {one.name}={one.example}")
    return ""


def find_arch(models: Mapping[str, ModelArch], words: str) -> ModelArch:
    """The model of the catalogue that `words` name. Raises UsageError with the nearest names."""
    if found := _named(models, words):
        return found
    near = difflib.get_close_matches(folded(words), {folded(n): n for m in models.values() for n in _names(m)}, 3, 0.6)
    slugs = sorted({one.slug for name in near if (one := _named(models, name))} if near else models)
    hint = f"did you mean {', '.join(slugs)}?" if near else f"there are {', '.join(slugs)}"
    raise UsageError(f"no model is called {words!r}; {hint}")


def _named(models: Mapping[str, ModelArch], words: str) -> ModelArch | None:
    return next((m for m in models.values() if folded(words) in map(folded, _names(m))), None)


def _model_slug(one: Settable, subject: str, known: _Known) -> str:
    here = known.workload.model
    if folded(subject) in ("", "model"):
        return here
    found = _named(known.given.models, subject)
    if found is None:
        raise UsageError(
            f"{one.name} is an input of the model, and no model is called {subject!r}; write model.{one.name}"
        )
    if found.slug != here:
        raise UsageError(f"the workload {known.workload.slug} runs {here}, not {found.slug}")
    return here


def _names(model: ModelArch) -> tuple[str, ...]:
    return (model.slug, model.name, *model.aliases)


def _check_qualifier(one: Settable, qualifier: str, left: str) -> None:
    wanted: dict[str, Sequence[str]] = {"peak_compute": PRECISIONS, "interconnect_bandwidth": DIRECTIONS[:2]}
    choices = wanted.get(one.name, ())
    if choices and qualifier not in choices:
        raise UsageError(f"{left}: say of which: {', '.join(f'{one.name}.{choice}' for choice in choices)}")
    if qualifier and not choices:
        raise UsageError(f"{left}: {one.name} has no {qualifier}")


def _override(target: _Target, text: str, known: _Known, capex: bool) -> Override:
    one, name = target.one, target.name
    old = _old(target, known)
    value, new = read_value(one, text, name)
    if value is not None and target.qualifier == "bidirectional":
        value = value / 2
        new = people(one, value)
    if value is not None and old.value and one.of in OF_ONE and target.qualifier != "bidirectional":
        mixed_up(one, text, name, old.value)
    if value is not None and one.name == "peak_compute" and not target.dense:
        _not_sparse(target, value, old.value, known)
    words = [known.names.get(target.subject, target.subject) if one.of in OF_ONE else ""]
    words += [one.label, target.qualifier if one.name == "peak_compute" else ""]
    words.append("per direction" if one.name == "interconnect_bandwidth" else "")
    return Override(
        target=name, of=one.of, subject=target.subject, field=one.name, qualifier=target.qualifier,
        label=" ".join(word for word in words if word), old=old.text, old_value=old.value, old_id=old.id,
        old_source=old.source, new=new, new_value=value, unit=one.base, no_effect=_no_effect(one, known.basis, capex),
    )  # fmt: skip


def _no_effect(one: Settable, basis: str, capex: bool) -> str:
    if basis != "owned" and (one.of == "ownership" or one.name == "capex"):
        return f"an hour at price basis {basis} has its own price; it counts with --basis owned"
    if one.of == "ownership" and one.name != "electricity" and not capex:
        return _NO_CAPEX
    return ""


def _old(target: _Target, known: _Known) -> _Old:
    one, given = target.one, known.given
    if one.of == "product":
        return _old_figure(target, next(acc for acc in given.accelerators if acc.slug == target.subject), known)
    if one.of == "price":
        return _old_price(target, known)
    if one.of == "ownership":
        value = ownership_defaults()[one.attribute]
        taken = (
            "taken to be in listed prices" if value == LISTED_USD_PER_KWH and one.name == "electricity" else "default"
        )
        return _Old(value, people(one, value), source=taken)
    if one.of == "serving":
        return _Old(text="the fastest that each has", source="default")
    source = known.workload if one.of == "load" else given.models[target.subject]
    here = getattr(source, one.attribute)
    if one.base == "word":
        return _Old(None, str(here), source=f"model {target.subject}")
    said = f"workload {known.workload.slug}" if one.of == "load" else f"model {target.subject}"
    return _Old(float(here), people(one, float(here)), source=said)


def _old_figure(target: _Target, acc: Accelerator, known: _Known) -> _Old:
    one = target.one
    name = f"flops.{target.qualifier}" if one.name == "peak_compute" else one.attribute
    value = (
        dict(cast("dict[str, float]", acc.flops)).get(target.qualifier, 0.0)
        if one.name == "peak_compute"
        else float(getattr(acc, one.attribute))
    )
    claim = acc.claims.get(name, "")
    if not value or (one.name == "scale_up_size" and value == 1 and not claim):
        return _Old()
    row = known.claims.get(claim)
    return _Old(
        value, people(one, value), claim, f"{row.publisher}, {row.tier}" if row else "the systems that it is part of"
    )


def _old_price(target: _Target, known: _Known) -> _Old:
    one = target.one
    if one.name == "capex":
        return _Old()
    if one.name == "kw_all_in":
        return _old_power(target, known)
    sound = [
        (offer.usd_per_hour / offer.count, key, offer)
        for key, offer in known.given.offers
        if offer.product == target.subject and offer.term == known.basis and offer.quality == "ok"
    ]
    price, key, offer = min(sound, key=lambda found: found[:2], default=(0.0, "", None))
    return _Old(price, people(one, price), key, _seen(known.session, key, offer)) if offer else _Old()


def _old_power(target: _Target, known: _Known) -> _Old:
    from tracker.metrics.power import facility_power

    key, kw = facility_power(known.given.offers).get(target.subject, ("", 0.0))
    seen = next((_seen(known.session, key, offer) for id_, offer in known.given.offers if id_ == key), "")
    return _Old(kw * 1000, people(target.one, kw * 1000), key, seen) if kw else _Old()


def _seen(session: Session, offer_id: str, offer: Offer) -> str:
    """Whose price it is, and of which day, as rankings tell it."""
    rows = read_market.price_history(session, offer_id)
    day = note_of(session, rows[-1]).seen if rows else offer.observed[:10]
    return f"{offer.provider} {offer.region}".strip() + f", of {day}"


def _not_sparse(target: _Target, value: float, taken: float | None, known: _Known) -> None:
    """Raises UsageError where the value is the product's sparse rate, or twice a dense one: inputs are dense."""
    rows = [
        r for r in read_facts.claims(known.session, target.subject, "peak_compute")
        if r.precision == target.qualifier and r.value and r.status == "accepted"
    ]  # fmt: skip
    dense = {r.value: f"{r.publisher}, {r.claim_id}" for r in rows if r.sparsity == "dense"}
    if any(math.isclose(one or 0.0, value, rel_tol=1e-3) for one in (taken, *dense)):
        return
    shown, meant = people(target.one, value), f"if dense is meant, write {target.name}.{_DENSE}={value / 1e12:g}TFLOPS"
    for row in rows:
        if row.sparsity == "sparse" and math.isclose(row.value or 0.0, value, rel_tol=_NEAR):
            raise UsageError(
                f"{target.name}: {shown} is the sparse figure ({row.claim_id}, {row.publisher}); inputs are dense; {meant}"
            )
    for one, said in (*((taken, "the value that is taken"),), *dense.items()):
        if one and math.isclose(2 * one, value, rel_tol=_NEAR):
            raise UsageError(
                f"{target.name}: {shown} is twice the dense {people(target.one, one)} ({said}), as sparse figures are; "
                f"inputs are dense; {meant}"
            )
