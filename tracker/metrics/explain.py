"""A ranking row taken apart: each figure with its formula, its unit and what it came from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracker.metrics.cost import total_rate
from tracker.metrics.estimate import PLAIN, Mode, Performance
from tracker.metrics.explain_none import unserved
from tracker.metrics.ranking import speed_inputs
from tracker.metrics.serve import Perf, Split
from tracker.metrics.speculation import Speculation
from tracker.metrics.stack import DEFAULT_STACK, Stack
from tracker.metrics.terms import Terms, terms_of
from tracker.metrics.ttft import ASSUMPTION, FirstToken, first_token, of_row
from tracker.model.performance import ModelArch, RankingRow, Workload
from tracker.model.shown import Step

_NOT_SPEED = ("usd_per_hour", "kw_all_in", "watts", "anchor", "measured")


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What a row was computed from."""

    point: Performance
    model: ModelArch
    mode: Mode = PLAIN
    stack: Stack = DEFAULT_STACK
    fastest: Perf | None = None
    """Where a floor is not met: the quickest operating point for a user."""


def explain(row: RankingRow, workload: Workload, behind: Behind | None = None) -> list[Step]:
    """The steps from data sheet, runs and price to cost, in order; of a row without a figure as far as they go.

    Without `behind` (the inputs of a stored row have changed since) its speed stands as it is.
    """
    if row.usd_per_mtok is None or row.usd_per_hour is None or row.tokens_per_s is None:
        return _without_figure(row, workload, behind) if behind else []
    stack = behind.stack if behind else DEFAULT_STACK
    perf = behind.point.perf if behind else None
    terms = terms_of(behind.point, behind.model, workload, stack, behind.mode) if behind else None
    first = first_token(perf, workload, stack) if perf else of_row(row, workload, stack)
    return [
        *(_modelled(terms) if terms else ()),
        *(_drafts(behind.mode.speculation) if behind and behind.mode.speculation else ()),
        *(_pools(perf.split, stack) if perf and perf.split else ()),
        *(_factor(row, behind) if behind else ()),
        *_speed(row, workload, terms, perf),
        *(_interval(row, behind) if behind else ()),
        *(first_token_steps(first, stack) if first else ()),
        *_price(row, workload, behind),
        *_attributed(row, workload, perf),
        *_energy(row, stack),
    ]


def _without_figure(row: RankingRow, workload: Workload, behind: Behind) -> list[Step]:
    """Up to the speed where no price is known; else what the accelerator has and what the model would need."""
    point, perf, told = behind.point, behind.point.perf, behind.point.estimate
    if perf is None or told is None:
        return list(unserved(point.accelerator, behind.model, workload, behind.stack, behind.fastest))
    row = replace(
        row, output_tok_s=perf.output_tok_s, tokens_per_s=total_rate(perf.output_tok_s, workload), tok_s_user=perf.tok_s_user,
        layout=perf.layout, precision=perf.precision, batch=perf.batch, bound=perf.bound, basis=told.basis,
        inputs=speed_inputs(point, perf),
    )  # fmt: skip
    terms = terms_of(point, behind.model, workload, behind.stack, behind.mode)
    return [
        *(_modelled(terms) if terms else ()),
        *_factor(row, behind),
        *_speed(row, workload, terms, perf),
        *_interval(row, behind),
    ]


def _modelled(terms: Terms) -> list[Step]:
    return [*terms.decode(), *terms.prefill()]


def _factor(row: RankingRow, behind: Behind) -> list[Step]:
    """How far measured runs move the model, or how well the model alone was met."""
    point, stack = behind.point, behind.stack
    fitted = f"constants fitted {stack.fitted}" if stack.fitted else "round constants"
    if error := stack.quality.get("product_out_mdape"):
        fitted += f", median error {error:.0%} on products outside the fit"
    runs = row.inputs.get("anchor", "").partition(": ")[2] or "no run of this product and model"
    return [
        Step(
            label=f"measured over modelled speed ({fitted}); {runs}"
            if point.anchor or point.speed != 1.0
            else f"the model alone: {fitted}",
            formula=repr(point.speed),
            value=point.speed,
            unit="",
            inputs=_ids(row, "measured"),
        )
    ]


def _drafts(speculation: Speculation) -> list[Step]:
    return [
        Step(
            label=f"tokens that a checking step brings, {speculation.draft_tokens} drafted and each accepted with "
            f"chance {speculation.acceptance:g} (Leviathan et al. 2023, arXiv 2211.17192)",
            formula=speculation.formula,
            value=speculation.tokens,
            unit="tokens",
        )
    ]


def _pools(split: Split, stack: Stack) -> list[Step]:
    rate = stack.transfer_bytes_per_s
    return [
        Step(
            label=f"accelerators of both pools: {split.prefill_layout} for prefill, {split.decode_layout} for decode, "
            f"{split.bound} is the limit",
            formula=f"{split.prefill} + {split.decode}",
            value=float(split.prefill + split.decode),
            unit="accelerators",
        ),
        Step(
            label="KV cache of a prompt from pool to pool, over the RDMA rate that Mooncake's README states",
            formula=f"{split.kv_bytes!r} / ({rate!r} * {split.links})",
            value=split.transfer_s,
            unit="s",
        ),
    ]


def _ids(row: RankingRow, *names: str) -> tuple[str, ...]:
    return tuple(row.inputs[name] for name in names if name in row.inputs)


def _speed(row: RankingRow, workload: Workload, terms: Terms | None, perf: Perf | None) -> list[Step]:
    hardware = tuple(id_ for name, id_ in row.inputs.items() if name not in _NOT_SPEED)
    output, user = row.output_tok_s or 0.0, row.tok_s_user or 0.0
    formula, of_user = (terms.output, terms.user) if terms else (repr(output), repr(user))
    if perf and perf.split:
        formula, of_user = _pooled_output(perf, perf.split), f"1.0 / {perf.tpot_s!r}"
    return [
        Step(
            label=f"output of one accelerator: {row.layout}, {row.precision}, batch {row.batch}, "
            f"bound by {row.bound}, {row.basis}",
            formula=formula,
            value=output,
            unit="tok/s",
            inputs=(*hardware, *_ids(row, "anchor", "measured")),
        ),
        Step(label="speed that a user sees", formula=of_user, value=user, unit="tok/s/user", inputs=hardware),
        Step(
            label="input and output tokens",
            formula=f"{output!r} * ({workload.isl} + {workload.osl}) / {workload.osl}",
            value=row.tokens_per_s or 0.0,
            unit="tok/s",
        ),
    ]


def _pooled_output(perf: Perf, split: Split) -> str:
    """The busy share of what the decode pool can do, over the accelerators of both."""
    decode = f"{split.decode} / {split.decode_group} * {perf.batch} / {perf.tpot_s!r}"
    return f"{split.decode_busy!r} * {decode} / {perf.group}"


def _interval(row: RankingRow, behind: Behind) -> list[Step]:
    """P10 and P90 of the speed: of this configuration, or of what is left above the floor at such a speed."""
    found, told = [], behind.point.estimate
    if told is None:
        return []
    for name, value, by in (("P10", told.p10, behind.point.span[0]), ("P90", told.p90, behind.point.span[1])):
        fixed = told.p50 * by
        same = abs(value - fixed) <= 1e-9 * fixed
        why = f"x{by:.3g} of it, {_width(told.basis, behind)}"
        if not same:
            why += f"; and the best batch and layout above the floor, or a lesser sibling, at x{value / told.p50:.3g}"
        formula = f"{told.p50!r} * {by!r}" + ("" if same else f" * {value / fixed!r}")
        found.append(Step(label=f"{name} of the output: {why}", formula=formula, value=value, unit="tok/s"))
    return found


def _width(basis: str, behind: Behind) -> str:
    """Where the interval of one configuration comes from."""
    anchor, low_high = behind.point.anchor, behind.stack.anchored_spread
    if anchor and basis in ("measured", "anchored"):
        low, high = low_high
        return f"of {low:g} to {high:g} standard deviations of {anchor.deviation:.3g} that runs leave open"
    return "as runs outside the fit of the model alone were met"


def first_token_steps(found: FirstToken, stack: Stack) -> list[Step]:
    """The estimate taken apart, the assumption of the queue named."""
    step = (found.steps_s - stack.request_s) / stack.first_steps
    wait = f"{found.service_s!r} * ({found.busy!r} + {found.bunch!r} - 1.0) / (2.0 * (1.0 - {found.busy!r}))"
    told = found.estimate
    mean = f"{found.alone_s!r} + {found.steps_s!r} + {found.wait_s!r}"
    parts = (
        ("first token of a request that meets an idle group", repr(found.alone_s), found.alone_s),
        (
            "decode steps, tokenising and scheduling before it",
            f"{stack.request_s!r} + {stack.first_steps!r} * {step!r}",
            found.steps_s,
        ),
        (f"waiting for other prompts, {ASSUMPTION}", wait, found.wait_s),
        ("time to first token, mean under load", mean, told.p50),
        ("P10 of it: runs of published loads over the model", f"{told.p50!r} * {found.spread[0]!r}", told.p10),
        ("P90 of it", f"{told.p50!r} * {found.spread[1]!r}", told.p90),
    )
    return [Step(label=label, formula=formula, value=value, unit="s") for label, formula, value in parts]


def _price(row: RankingRow, workload: Workload, behind: Behind | None) -> list[Step]:
    hour, rate, share = row.usd_per_hour, row.tokens_per_s, row.utilisation
    blended = f"{hour!r} * 1e6 / ({rate!r} * 3600.0 * {share!r})"
    steps = [
        Step(
            label=f"price of one accelerator, {row.price_basis}",
            formula=repr(hour),
            value=hour or 0.0,
            unit="USD/h",
            inputs=_ids(row, "usd_per_hour"),
        ),
        Step(label="cost, all tokens alike", formula=blended, value=row.usd_per_mtok or 0.0, unit="USD/Mtok"),
    ]
    told = behind.point.estimate if behind else None
    speeds = (told.p90, told.p10) if told else (None, None)
    for label, value, speed in zip(("P10", "P90"), (row.usd_per_mtok_p10, row.usd_per_mtok_p90), speeds, strict=True):
        if value is None or not row.usd_per_mtok:
            continue
        total = f"({speed!r} * ({workload.isl} + {workload.osl}) / {workload.osl})"
        formula = f"{hour!r} * 1e6 / ({total} * 3600.0 * {share!r})"
        doubt = value / (row.usd_per_mtok * told.p50 / speed) if told and speed else 1.0
        if not told:
            formula = f"{row.usd_per_mtok!r} * {value / row.usd_per_mtok!r}"
        elif abs(doubt - 1.0) > 1e-9:
            formula = f"{formula} * {doubt!r}"
        more = ", and the doubt of the assumed price" if told and abs(doubt - 1.0) > 1e-9 else ""
        text = f"{label} of the cost: at {'P90' if label == 'P10' else 'P10'} of the {row.basis} speed{more}"
        steps.append(Step(label=text, formula=formula, value=value, unit="USD/Mtok"))
    return steps


def _attributed(row: RankingRow, workload: Workload, perf: Perf | None) -> list[Step]:
    """Output alone pays; then each kind of token pays for its time: the last sum is the hour again."""
    seconds = (perf.fresh_input_s, perf.cached_input_s, perf.output_s) if perf else (None, None, None)
    hour, output, share = row.usd_per_hour, row.output_tok_s, row.utilisation
    whole = f"{hour!r} * 1e6 / ({output!r} * 3600.0 * {share!r})"
    held = workload.isl * workload.cached_fraction
    fresh = workload.isl - held
    parts = (
        ("fresh input", row.usd_per_mtok_input, fresh),
        ("cached input", row.usd_per_mtok_cached_input, held),
        ("output", row.usd_per_mtok_output, float(workload.osl)),
    )
    known = [(*part, took) for part, took in zip(parts, seconds, strict=True) if part[1] is not None]
    total = sum((value or 0.0) * tokens for _, value, tokens, _ in known) / 1e6

    def of_time(value: float | None, tokens: float, took: float | None) -> str:
        return repr(value) if took is None else f"{hour!r} / 3600.0 / {share!r} * {took!r} * 1e6 / {tokens!r}"

    return [
        Step(
            label="cost of output if it pays the whole hour",
            formula=whole,
            value=row.usd_per_mtok_output_whole_hour or 0.0,
            unit="USD/Mtok",
        ),
        *(
            Step(
                label=f"cost of {label} by the accelerator-seconds it takes",
                formula=of_time(value, tokens, took),
                value=value,
                unit="USD/Mtok",
            )
            for label, value, tokens, took in known
        ),
        Step(
            label="cost of one request, all parts together",
            formula="(" + " + ".join(f"{value!r} * {tokens!r}" for _, value, tokens, _ in known) + ") / 1e6",
            value=total,
            unit="USD",
        ),
    ]


def _energy(row: RankingRow, stack: Stack) -> list[Step]:
    if row.tok_s_per_mw is None or row.j_per_tok is None:
        return []
    power = _ids(row, "kw_all_in", "watts")
    kw = float(f"{(row.tokens_per_s or 0.0) * 1000.0 / row.tok_s_per_mw:.15g}")
    formula, how = repr(kw), "as an offer of this product states it, at whatever price basis"
    if "kw_all_in" not in row.inputs:
        watts = float(f"{kw * 1000.0 / stack.facility_factor:.13g}")
        formula, how = (
            f"{watts!r} * {stack.facility_factor!r} / 1000.0",
            f"{watts:g} W x {stack.facility_factor:g}, assumed",
        )
    return [
        Step(label=f"facility power of one accelerator: {how}", formula=formula, value=kw, unit="kW", inputs=power),
        Step(
            label="tokens a second and megawatt of the facility",
            formula=f"{row.tokens_per_s!r} * 1000.0 / {kw!r}",
            value=row.tok_s_per_mw,
            unit="tok/s/MW",
        ),
        Step(
            label="energy of a token",
            formula=f"{kw!r} * 1000.0 / {row.tokens_per_s!r}",
            value=row.j_per_tok,
            unit="J",
        ),
    ]
