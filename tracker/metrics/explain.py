"""A ranking row taken apart: each figure with its formula, its unit and what it came from."""

from __future__ import annotations

from tracker.metrics.estimate import PLAIN, Mode
from tracker.metrics.serve import Perf, Split
from tracker.metrics.speculation import Speculation
from tracker.metrics.stack import DEFAULT_STACK, Stack
from tracker.metrics.ttft import ASSUMPTION, FirstToken, first_token, of_row
from tracker.model.performance import RankingRow, Workload
from tracker.model.shown import Step

_NOT_SPEED = ("usd_per_hour", "kw_all_in", "watts", "anchor")


def explain(
    row: RankingRow, workload: Workload, perf: Perf | None = None, mode: Mode = PLAIN, stack: Stack = DEFAULT_STACK
) -> list[Step]:
    """The steps from price and speed to cost, in order. Empty where the row has no figure: `row.reason` says why.

    A stored row is all that plain serving needs; `perf` is the operating point behind a row of another `mode`.
    """
    if row.usd_per_mtok is None or row.usd_per_hour is None or row.tokens_per_s is None:
        return []
    first = first_token(perf, workload, stack) if perf else of_row(row, workload, stack)
    return [
        *_speed(row, workload),
        *(_drafts(mode.speculation) if mode.speculation else ()),
        *(_pools(perf.split, stack) if perf and perf.split else ()),
        *(first_token_steps(first) if first else ()),
        *_price(row),
        *_attributed(row, workload),
        *_energy(row),
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


def _speed(row: RankingRow, workload: Workload) -> list[Step]:
    hardware = tuple(id_ for name, id_ in row.inputs.items() if name not in _NOT_SPEED)
    output, user = row.output_tok_s or 0.0, row.tok_s_user or 0.0
    return [
        Step(
            label=f"output of one accelerator: {row.layout}, {row.precision}, batch {row.batch}, "
            f"bound by {row.bound}, {row.basis}",
            formula=repr(output),
            value=output,
            unit="tok/s",
            inputs=(*hardware, *_ids(row, "anchor")),
        ),
        Step(label="speed that a user sees", formula=repr(user), value=user, unit="tok/s/user", inputs=hardware),
        Step(
            label="input and output tokens",
            formula=f"{output!r} * ({workload.isl} + {workload.osl}) / {workload.osl}",
            value=row.tokens_per_s or 0.0,
            unit="tok/s",
        ),
    ]


def first_token_steps(found: FirstToken) -> list[Step]:
    """The estimate taken apart, the assumption of the queue named."""
    wait = f"{found.service_s!r} * ({found.busy!r} + {found.bunch!r} - 1.0) / (2.0 * (1.0 - {found.busy!r}))"
    told = found.estimate
    mean = f"{found.alone_s!r} + {found.steps_s!r} + {found.wait_s!r}"
    parts = (
        ("first token of a request that meets an idle group", repr(found.alone_s), found.alone_s),
        ("decode steps, tokenising and scheduling before it", repr(found.steps_s), found.steps_s),
        (f"waiting for other prompts, {ASSUMPTION}", wait, found.wait_s),
        ("time to first token, mean under load", mean, told.p50),
        ("P10 of it: runs of published loads over the model", f"{told.p50!r} * {found.spread[0]!r}", told.p10),
        ("P90 of it", f"{told.p50!r} * {found.spread[1]!r}", told.p90),
    )
    return [Step(label=label, formula=formula, value=value, unit="s") for label, formula, value in parts]


def _price(row: RankingRow) -> list[Step]:
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
    for label, value in (("P10", row.usd_per_mtok_p10), ("P90", row.usd_per_mtok_p90)):
        if value is not None and row.usd_per_mtok:
            factor = value / row.usd_per_mtok
            steps.append(
                Step(
                    label=f"{label} of the cost: {row.basis} speed",
                    formula=f"{row.usd_per_mtok!r} * {factor!r}",
                    value=value,
                    unit="USD/Mtok",
                )
            )
    return steps


def _attributed(row: RankingRow, workload: Workload) -> list[Step]:
    """Output alone pays; then each kind of token pays for its time: the last sum is the hour again."""
    hour, output, share = row.usd_per_hour, row.output_tok_s, row.utilisation
    whole = f"{hour!r} * 1e6 / ({output!r} * 3600.0 * {share!r})"
    held = workload.isl * workload.cached_fraction
    fresh = workload.isl - held
    parts = (
        ("fresh input", row.usd_per_mtok_input, fresh),
        ("cached input", row.usd_per_mtok_cached_input, held),
        ("output", row.usd_per_mtok_output, float(workload.osl)),
    )
    known = [(label, value, tokens) for label, value, tokens in parts if value is not None]
    total = sum(value * tokens for _, value, tokens in known) / 1e6
    return [
        Step(
            label="cost of output if it pays the whole hour",
            formula=whole,
            value=row.usd_per_mtok_output_whole_hour or 0.0,
            unit="USD/Mtok",
        ),
        *(
            Step(label=f"cost of {label} by the time it takes", formula=repr(value), value=value, unit="USD/Mtok")
            for label, value, _ in known
        ),
        Step(
            label="cost of one request, all parts together",
            formula="(" + " + ".join(f"{value!r} * {tokens!r}" for _, value, tokens in known) + ") / 1e6",
            value=total,
            unit="USD",
        ),
    ]


def _energy(row: RankingRow) -> list[Step]:
    if row.tok_s_per_mw is None or row.j_per_tok is None:
        return []
    power = _ids(row, "kw_all_in", "watts")
    kw = (row.tokens_per_s or 0.0) * 1000.0 / row.tok_s_per_mw
    return [
        Step(
            label="tokens a second and megawatt of the facility",
            formula=f"{row.tokens_per_s!r} * 1000.0 / {kw!r}",
            value=row.tok_s_per_mw,
            unit="tok/s/MW",
            inputs=power,
        ),
        Step(
            label="energy of a token",
            formula=f"{kw!r} * 1000.0 / {row.tokens_per_s!r}",
            value=row.j_per_tok,
            unit="J",
            inputs=power,
        ),
    ]
