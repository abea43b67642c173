"""InferenceX's benchmark API: a JSON array of results, one a configuration, concurrency and pair of token lengths."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn
from urllib.parse import quote

from tracker import urls
from tracker.measured import values
from tracker.measured.values import Reading, Row
from tracker.model.measured import ReadRuns, ReportedRun
from tracker.model.words import PRECISIONS

SITE = "https://inferencex.semianalysis.com"
PUBLISHER = "InferenceX, Apache-2.0"
"""As in the catalogue: its runs and these are of one history."""

_MEAN = 0.9
"""Lengths are drawn evenly from 0.8 to 1.0 of the nominal ones."""
_UNLIKE = 1.5
"""Speed and time per token of one run are medians: they may differ, but not by a unit."""
_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder(parse_constant=lambda name: _refuse(name))


def request_url(base: str, model: str) -> str:
    """Where the newest results of one model are asked for."""
    return f"{base.rstrip('/')}/api/v1/benchmarks?model={quote(model, safe='')}"


def parse(body: bytes, today: str, name: str = "", site: str = SITE) -> ReadRuns:
    """The runs of an answer or a file of its shape; a faulty row is a fault with its line, the others go on. Never raises.

    `site` is what the address of a run without `run_url` begins with.
    """
    reading = Reading(name)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        reading.break_off(line, f"byte 0x{body[error.start]:02x} is no UTF-8: this is no JSON")
        return reading.result()
    for line, row in elements(text, reading):
        reading.rows += 1
        try:
            reading.runs.append(_run(row, today, site))
        except ValueError as error:
            reading.fault(line, str(error))
            if reading.hopeless(line):
                break
    return reading.result()


def elements(text: str, reading: Reading) -> Iterator[tuple[int, Any]]:
    """(line, value) of each element, in order; what ends the array too early or is none breaks the reading off."""
    at = _skip(text, 0)
    line = 1 + text.count("\n", 0, at)
    if text[at : at + 1] != "[":
        reading.break_off(line, f"no array of results: {values.quoted(text[at : at + 80])}")
        return
    at, empty = at + 1, True
    while True:
        start = _skip(text, at)
        line += text.count("\n", at, start)
        mark = text[start : start + 1]
        if mark == "]" and _skip(text, start + 1) == len(text):
            return
        if not empty and mark == ",":
            behind = _skip(text, start + 1)
            line += text.count("\n", start, behind)
            start = behind
        elif not empty or not mark:
            reading.break_off(line, "the array does not end as it should: was the answer cut off?")
            return
        try:
            value, at = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError) as error:
            reading.break_off(line, f"no JSON from here on ({type(error).__name__}): was the answer cut off?")
            return
        yield line, value
        line += text.count("\n", start, at)
        empty = False


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _run(row: Any, today: str, site: str) -> ReportedRun:
    if not isinstance(row, dict):
        raise ValueError(f"{values.quoted(row)} is no object: every result is one")
    metrics = row.get("metrics")
    if not isinstance(metrics, dict):
        raise ValueError(f"metrics {values.quoted(metrics)} is no object of numbers")
    isl, osl = values.needed_whole(row, "isl", 10**8), values.needed_whole(row, "osl", 10**8)
    model, day = values.text(row, "model", required=True), values.day(row, "date", today, required=True)
    rate, derived = _rate(metrics, isl, osl)
    speculation = values.text(row, "spec_method").lower()
    split = values.flag(row, "disagg")
    tp, ep = values.whole(row, "decode_tp"), values.whole(row, "decode_ep")
    marks = (f"nominal {isl}/{osl}, mean {_MEAN}", f"spec={speculation or 'unknown'}", f"disagg={split}", derived)
    return ReportedRun(
        accelerator=values.text(row, "hardware", required=True),
        model=model,
        publisher=PUBLISHER,
        url=_url(row, site, model, day),
        date=day,
        count=_count(row, bool(split)),
        precision=values.word(row, "precision", PRECISIONS, required=True),
        isl=round(_MEAN * isl),
        osl=round(_MEAN * osl),
        concurrency=values.needed_whole(row, "conc"),
        output_tok_s=rate,
        tok_s_user=_speed(metrics),
        ttft_s=values.real(metrics, "median_ttft", 1e6),
        engine=values.text(row, "framework", required=True),
        engine_version=values.text(row, "image", most=500),
        tp=tp, ep=ep, layout=_layout(row, tp, ep, bool(split)),
        scenario="online", speculation=speculation, disaggregated=split,
        note="; ".join(filter(None, marks)),
    )  # fmt: skip


def _url(row: Row, site: str, model: str, day: str) -> str:
    """The run's own page, else the address at which the API gives this very row."""
    told = values.text(row, "run_url", most=urls.MAX_URL)
    if told and not urls.problem(told):
        return told
    return f"{request_url(site, model)}&date={day}&exact=true"


def _rate(metrics: Row, isl: int, osl: int) -> tuple[float, str]:
    """Output tokens/s of one accelerator, and how it was come by where it is not printed."""
    output = values.real(metrics, "output_tput_per_gpu", 1e9)
    if output is not None:
        return output, ""
    total = values.real(metrics, "tput_per_gpu", 1e9)
    if total is None:
        raise ValueError("metrics has neither output_tput_per_gpu nor tput_per_gpu: a result needs its throughput")
    return total * osl / (isl + osl), "output is the share of tput_per_gpu by lengths"


def _speed(metrics: Row) -> float:
    """Tokens/s that a user sees, 0 where nothing says it."""
    speed, wait = values.real(metrics, "median_intvty", 1e6), values.real(metrics, "median_tpot", 1e6)
    if speed and wait and not 1 / _UNLIKE < speed * wait < _UNLIKE:
        raise ValueError(
            f"median_intvty {speed:g} and median_tpot {wait:g} do not fit: tpot is in seconds, intvty 1/tpot"
        )
    return speed or (1 / wait if wait else 0.0)


def _count(row: Row, split: bool) -> int:
    """Accelerators of the system: prefill and decode name the same ones unless they are separate pools."""
    decode, prefill = values.needed_whole(row, "num_decode_gpu"), values.whole(row, "num_prefill_gpu")
    if split:
        return decode + (prefill or 0)
    if prefill not in (None, decode):
        raise ValueError(f"num_prefill_gpu {prefill} and num_decode_gpu {decode} differ although disagg is not true")
    return decode


def _layout(row: Row, tp: int | None, ep: int | None, split: bool) -> str:
    decode = values.layout(tp, None, ep, bool(values.flag(row, "decode_dp_attention")))
    if not split:
        return decode
    ways = (values.whole(row, "prefill_tp"), None, values.whole(row, "prefill_ep"))
    prefill = values.layout(*ways, bool(values.flag(row, "prefill_dp_attention")))
    pools = ((name, told, values.whole(row, f"{name}_num_workers") or 1)
             for name, told in (("prefill", prefill), ("decode", decode)))  # fmt: skip
    return ", ".join(f"{name} {workers} x {told or 'TP1'}" for name, told, workers in pools)
