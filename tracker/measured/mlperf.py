"""MLPerf Inference: a round's published results -> runs of its language benchmarks; all that is none is counted by reason."""

from __future__ import annotations

import re

from tracker.measured import mlperf_layouts, mlperf_rounds, values
from tracker.measured.mlperf_rounds import Benchmark
from tracker.measured.values import Reading, Row
from tracker.model.measured import ReadRuns, ReportedRun

_ROUND = re.compile(r"v?(\d{1,2}\.\d)(?:-\d+)?")
_NAMED_ROUND = re.compile(r"(?:(?:mlperf|inference)[ _-]?v?|(?:^|[^a-z0-9])v)(\d{1,2}\.\d)(?!\.?\d)", re.IGNORECASE)
_DIVISIONS = ("closed", "open", "network")
_NOUGHT = ("", "0", "0.0", "-", "n/a", "none", "false")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_COUNTS = re.compile(r"x ?(\d{1,5})(?!\d)|(?<!\d)(\d{1,5}) ?x", re.IGNORECASE)
_PATH = re.compile(r"[\w.+-]{1,150}")
_SPEED = "tok_s_user is the floor that the p99 limit implies"

_FORMATS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?<![a-z0-9])(?:{printed})(?![0-9])", re.IGNORECASE), precision)
    for printed, precision in (
        (r"(?:nv|mx|ocp[ _-]?)?fp4", "fp4"), (r"(?:mx|ocp[ _-]?)?fp6", "fp6"), (r"(?:mx|ocp[ _-]?)?fp8|float8", "fp8"),
        (r"[uw]?int4", "int4"), (r"u?int8", "int8"), (r"bf(?:loat)?16", "bf16"), (r"fp16|float16", "fp16"), (r"fp32", "fp32"),
    )
)  # fmt: skip
_OF_WEIGHTS = re.compile(
    r"([\w-]{3,12})[ -](?:\w{1,20} )?weights?\b|\bweights? ?(?:in|as|are|:|=) ?([\w-]{3,12})", re.IGNORECASE
)
_ENGINES = {"tensorrt": "trtllm", "trt": "trtllm", "vllm": "vllm", "sglang": "sglang"}
_ENGINE = re.compile(r"(?<![a-z])(tensorrt|trt|vllm|sglang)(?![a-z])", re.IGNORECASE)
_CAPPED = re.compile(r"\bmax-?q\b|\bpower[ -]?(?:cap|limit)", re.IGNORECASE)
_DRAFTED = re.compile(r"\b(?:speculative|eagle-?[23]\b|eagle (?:head|draft)|medusa|mtp\b)", re.IGNORECASE)
_SPLIT = re.compile(r"\bdisaggregat", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:no|not|without|non)[ -]$", re.IGNORECASE)


def is_results(body: bytes) -> bool:
    """Whether `parse` is the reader of this file, by its column names."""
    return mlperf_layouts.is_results(body)


def parse(body: bytes, name: str, today: str) -> ReadRuns:
    """The runs of a round's results; a faulty row is a fault with its line, the others go on. Never raises.

    Rates are of one accelerator; lengths are the dataset's means. A round or division that the file does not state is read
    from the last part of `name`.
    """
    reading = Reading(name)
    for line, row in mlperf_layouts.records(body, reading):
        reading.rows += 1
        try:
            if isinstance(row, str):
                raise ValueError(row)
            printed = values.text(row, "MlperfModel", required=True)
            benchmark = mlperf_rounds.benchmark(printed)
            if benchmark is None:
                reading.leave_out(mlperf_rounds.no_benchmark(printed))
            elif reason := _left_out(row, name):
                reading.leave_out(reason)
            else:
                reading.runs.append(_run(row, benchmark, name, today))
        except ValueError as error:
            reading.fault(line, str(error))
            if reading.hopeless(line):
                break
    return reading.result()


def _left_out(row: Row, name: str) -> str:
    """Why a result of a language model is no measured run under the rules of the closed division."""
    units = _unit(row)
    if units.startswith(("watt", "millijoule", "kj")):
        return "power reading"
    if units.startswith("latency") or _scenario(row) in ("singlestream", "multistream"):
        return "latency of single requests"
    if (division := _division(row, name)) != "closed":
        return f"{division} division" if division else "division not stated (put closed into the file's name if it is)"
    if row.get("errors", "0").lower() not in _NOUGHT or row.get("Valid / Invalid", "").lower().startswith("invalid"):
        return "marked invalid"
    if row.get("compliance", "1").lower() in _NOUGHT:
        return "compliance not shown"
    if row.get("inferred", "0").lower() not in _NOUGHT:
        return "inferred from another scenario"
    counts = [row[key] for key in ("total_accelerators", "accelerators_per_node", "# of Accelerators") if key in row]
    if row.get("accelerator_model_name", "").lower() in _NOUGHT or (counts and all(one in _NOUGHT for one in counts)):
        return "no accelerator"
    return ""


def _run(row: Row, benchmark: Benchmark, name: str, today: str) -> ReportedRun:
    scenario, published = _scenario(row), _round(row, name)
    printed = values.text(row, "accelerator_model_name", required=True)
    count, certain = _count(row, printed)
    each = values.needed({"Result": _number(values.text(row, "Result"))}, "Result") / count
    factor, unit_remark = _tokens(benchmark, scenario, _unit(row), each, count)
    precision, precision_remark = _precision(row, name)
    speed = benchmark.speed(scenario)
    submitter, system = values.text(row, "Organization"), values.text(row, "Platform") or values.text(row, "SystemName")
    availability = values.text(row, "Availability").lower()
    drafted, split = _says(_DRAFTED, row), bool(_says(_SPLIT, row))
    note = (
        f"{values.text(row, 'ID')} {submitter}".strip(), printed, values.text(row, "SystemName"), system,
        "" if availability in ("", "available") else f"availability={availability}",
        "power cap stated" if _says(_CAPPED, row) else "", "" if certain else "ambiguous_gpu_count=True",
        unit_remark, precision_remark, _SPEED if speed else "", benchmark.unsure,
    )  # fmt: skip
    return ReportedRun(
        accelerator=mlperf_rounds.part(printed), model=benchmark.model,
        publisher=f"MLCommons MLPerf Inference v{published}", url=_url(row, published), date=_day(published, today),
        count=count, precision=precision, isl=benchmark.isl, osl=benchmark.osl, concurrency=0, output_tok_s=each * factor,
        tok_s_user=speed, engine=_engine(row), engine_version=values.text(row, "framework", most=500), scenario=scenario,
        speculation=drafted, disaggregated=split or None, note=_joined(note), system=_joined((submitter, printed, system)),
    )  # fmt: skip


def _joined(parts: tuple[str, ...]) -> str:
    """Each part once, semicolons of its own made commas."""
    return "; ".join(dict.fromkeys(part.replace(";", ",") for part in parts if part))


def _scenario(row: Row) -> str:
    told = values.word(row, "Scenario", mlperf_rounds.SCENARIOS, required=True)
    return "interactive" if told == "server" and mlperf_rounds.is_interactive(values.text(row, "MlperfModel")) else told


def _unit(row: Row) -> str:
    return values.text(row, "Units", required=True).lower()


def _division(row: Row, name: str) -> str:
    """closed, open or network; empty where neither the row, its address nor the file's name says one."""
    told = values.text(row, "Division").lower()
    if told:
        return values.word({"Division": re.split(r"[^a-z]", told)[0]}, "Division", _DIVISIONS, required=True)
    for text in (row.get("Details", ""), _last(name)):
        words = set(re.split(r"[^a-z]+", text.lower()))
        if len(found := [one for one in _DIVISIONS if one in words]) == 1:
            return found[0]
    return ""


def _last(name: str) -> str:
    return re.split(r"[/\\]", name)[-1]


def _round(row: Row, name: str) -> str:
    for key in ("version", "ID"):
        if found := _ROUND.fullmatch(values.text(row, key).lower()):
            return found[1]
    for text in (row.get("Details", "")[:1000], _last(name)):
        if found := _NAMED_ROUND.search(text):
            return found[1]
    raise ValueError(
        "version is missing: without it, an ID such as 5.1-0001 or a file name such as mlperf-v5.1.csv must tell the round"
    )


def _day(published: str, today: str) -> str:
    """The month of the round's results, empty where it is not known or a clock says that it has yet to come."""
    day = mlperf_rounds.ROUNDS.get(published, "")
    return day if day <= today[: len(day)] else ""


def _number(text: str) -> str:
    return text.replace(",", "") if _THOUSANDS.fullmatch(text) else text


def _count(row: Row, printed: str) -> tuple[int, bool]:
    """(accelerators of the system, whether that is beyond doubt).

    The site's `# of Accelerators` counts those of a node in some rounds and all of them in others: with several nodes a count
    in the system's name ("8xMI300X", "B200x16") has to decide.
    """
    nodes, of_node = values.whole(row, "number_of_nodes"), values.whole(row, "accelerators_per_node")
    total = values.whole(row, "total_accelerators")
    if total:
        return total, not (nodes and of_node) or nodes * of_node == total
    if of_node:
        return (nodes or 1) * of_node, nodes is not None
    count = values.needed_whole(row, "# of Accelerators")
    if nodes is None or nodes == 1:
        return count, nodes == 1
    names = " ".join((printed, row.get("SystemName", ""), row.get("Platform", "")))[:1000]
    named = {int(one or other) for one, other in _COUNTS.findall(names)}
    if count >= nodes and count in named and count * nodes not in named:
        return count, True
    return count * nodes, count < nodes or (count * nodes in named and count not in named)


def _tokens(benchmark: Benchmark, scenario: str, unit: str, each: float, count: int) -> tuple[float, str]:
    """(tokens of one printed unit, what to say of it). `each`: printed units/s of one accelerator.

    Some results stand under a wrong unit. What would serve less than one user at the limit of the benchmark is no tokens/s.
    """
    slowest = (benchmark.speed(scenario) or benchmark.speed("server")) / min(count, benchmark.widest)
    if unit == "tokens/s":
        if not benchmark.fixed or each >= slowest:
            return 1.0, ""
        return benchmark.osl, f"published in samples/s under the unit tokens/s, x{benchmark.osl:g} tokens"
    if unit not in ("samples/s", "queries/s"):
        raise ValueError(f"Units {values.quoted(unit)} is none of Tokens/s, Samples/s, Queries/s")
    if scenario in benchmark.unlabelled and each >= slowest:
        return 1.0, f"tokens/s under the unit {unit}, as the checker prints it"
    mean = "" if benchmark.fixed else " (throughput DERIVED by the mean)"
    return benchmark.osl, f"published in {unit}, x{benchmark.osl:g} tokens{mean}"


def _precision(row: Row, name: str) -> tuple[str, str]:
    """(the one number format that is told of the weights, what to say where several are)."""
    told = values.text(row, "weight_data_types", most=500)
    of_weights = " ".join(one or other for one, other in _OF_WEIGHTS.findall(row.get("notes", "")[:2000]))
    for text in (told, f"{row.get('Platform', '')} {row.get('SystemName', '')}"[:1000], of_weights, _last(name)):
        found = {precision for pattern, precision in _FORMATS if pattern.search(text.replace("_", " "))}
        if len(found) == 1:
            return found.pop(), ""
        if found:
            return "", f"several weight formats: {values.quoted(text)}"
    return "", ""


def _engine(row: Row) -> str:
    """trtllm, vllm or sglang, from the software or else from the system's name; empty where none or two are told."""
    for key in ("framework", "Platform", "SystemName"):
        if found := {_ENGINES[word.lower()] for word in _ENGINE.findall(row.get(key, "")[:1000])}:
            return found.pop() if len(found) == 1 else ""
    return ""


def _says(pattern: re.Pattern[str], row: Row) -> str:
    """The first word of a kind in names and notes, lower case, that no "no" precedes."""
    keys = ("accelerator_model_name", "Platform", "SystemName", "framework", "notes")
    text = " ".join(row.get(key, "") for key in keys)[:4000].replace("_", " ")
    found = (hit for hit in pattern.finditer(text) if not _DENIED.search(text[max(0, hit.start() - 9) : hit.start()]))
    return next((hit[0].lower() for hit in found), "")


def _url(row: Row, published: str) -> str:
    """The system's results in the round's repository, else the address that the row gives, else the repository."""
    place = f"https://github.com/mlcommons/inference_results_v{published}"
    parts = [_division(row, ""), values.text(row, "Organization"), values.text(row, "Platform")]
    if all(_PATH.fullmatch(part) and part.strip(".") for part in parts):
        return f"{place}/tree/main/{parts[0]}/{parts[1]}/results/{parts[2]}"
    try:
        return values.address(row, "Details") or place
    except ValueError:
        return place
