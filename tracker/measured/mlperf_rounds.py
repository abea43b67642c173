"""MLPerf Inference's language benchmarks as its rules fix them: rounds, token lengths, latency limits, names of parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.measured.values import quoted

ROUNDS: Mapping[str, str] = {"4.0": "2024-03", "4.1": "2024-08", "5.0": "2025-04", "5.1": "2025-09", "6.0": "2026-04"}
"""Round -> month of its results. Those of any other round are undated."""

SCENARIOS = ("offline", "server", "interactive", "singlestream", "multistream")


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One language benchmark. Lengths are the dataset's mean tokens a request; limits are p99 seconds a token, 0 = none.

    Sources: mean output and limits are TOKENS_PER_SAMPLE and LLM_LATENCY_LIMITS of MLCommons' submission checker
    (mlcommons/inference, tools/submission); mean input is that of the measured points which the model is fitted on.
    """

    model: str
    isl: float
    osl: float
    server_s: float
    interactive_s: float = 0.0
    fixed: bool = False
    """Every sample counts `osl` tokens, so that samples/s are tokens/s but for a factor."""
    widest: int = 8
    """Accelerators that one copy takes at most."""
    unlabelled: tuple[str, ...] = ()
    """Scenarios whose result is tokens/s although the checker, for want of an entry, prints another unit beside it."""
    unsure: str = ""
    """What of this no source confirms."""

    def speed(self, scenario: str) -> float:
        """Tokens/s that the limit grants every user, 0 where there is none."""
        limit = {"server": self.server_s, "interactive": self.interactive_s}.get(scenario, 0.0)
        return round(1 / limit, 2) if limit else 0.0


_LANGUAGE: Mapping[str, Benchmark] = {
    "llama270b": Benchmark("Llama-2-70B", 294, 294, 0.2, 0.04),
    "llama318b": Benchmark("Llama-3.1-8B", 871, 128, 0.1, 0.03, fixed=True, widest=1, unlabelled=("interactive",)),
    "llama31405b": Benchmark("Llama-3.1-405B", 9400, 685, 0.175, 0.08, unsure="isl UNVERIFIED"),
    "mixtral8x7b": Benchmark("Mixtral-8x7B", 427, 145, 0.2),
    "deepseekr1": Benchmark("DeepSeek-R1", 804, 3886, 0.08, 0.015),
    # Output: the reference of the compliance test TEST09, 1278.20 tokens.
    "gptoss120b": Benchmark("gpt-oss-120b", 5010, 1278, 0.08, 0.015, widest=4,
                            unlabelled=("offline", "server", "interactive"), unsure="isl UNVERIFIED"),
}  # fmt: skip

_OTHERS = frozenset({
    "3dunet", "bert", "dlrm", "dlrmv2", "dlrmv3", "gnmt", "mobilenet", "pointpainting", "resnet", "resnet50", "retinanet",
    "rgat", "rnnt", "sdxl", "ssdlarge", "ssdmobilenet", "ssdresnet34", "ssdsmall", "stablediffusionxl", "wan2.2t2va14b",
    "whisper", "yolo",
})  # fmt: skip
"""Benchmarks of no language model."""

_TARGET = re.compile(r"-9\d(?:\.9)?$")
_KIND = re.compile(r"-(?:interactive|datacenter|edge)$")
_SEPARATORS = re.compile(r"[\s_\-]+")


def benchmark(name: str) -> Benchmark | None:
    """The language benchmark behind `llama2-70b-99.9`, `llama3_1-8b-edge`, `llama2-70b-interactive-99`; None: no such one."""
    return _LANGUAGE.get(_plain(name).replace(".", ""))


def is_interactive(name: str) -> bool:
    """Round 5.0 has benchmarks of their own for what later rounds call the interactive scenario."""
    return _TARGET.sub("", name.casefold()).endswith("-interactive")


def no_benchmark(name: str) -> str:
    """Why the results of a benchmark that is none of ours are left out."""
    plain = _plain(name)
    if plain in _OTHERS:
        return f"no language model ({_TARGET.sub('', name.casefold())})"
    return f"token lengths not known ({quoted(name)})"


def is_known(name: str) -> bool:
    return benchmark(name) is not None or _plain(name) in _OTHERS


def _plain(name: str) -> str:
    return _SEPARATORS.sub("", _KIND.sub("", _TARGET.sub("", name.casefold().strip())))


_MARKS = re.compile(r"\((?:r|tm|c)\)|[®™©]", re.IGNORECASE)
_BESIDES = re.compile(r"\((?:x ?\d+|power cap[^()]*)\)", re.IGNORECASE)
_MAKER = re.compile(r"^(?:nvidia|amd(?: instinct)?|intel|google)\s+", re.IGNORECASE)
_MEMORY = re.compile(r"[\s-]+(\d{1,4}) ?GB(?:[\s-]+(?:HBM|GDDR)\d[a-z]?)?(?:-CTS)?$", re.IGNORECASE)
"""`-CTS`: the maker's own cooling."""

_USUAL_GB: Mapping[str, tuple[int, ...]] = {
    "a100sxm": (80,), "h100sxm": (80,), "h100pcie": (80,), "h100nvl": (94,), "h200sxm": (141,), "h200nvl": (141,),
    "b200sxm": (180,), "b300sxm": (270, 288), "gb200": (186,), "gb300": (288,), "l4": (24,), "l40s": (48,),
    "rtxpro6000blackwellserveredition": (96,), "mi300x": (192,), "mi325x": (256,), "mi350x": (288,), "mi355x": (288,),
}  # fmt: skip
"""Memory that goes without saying. Another one makes another part, and stays in the name."""


def part(printed: str) -> str:
    """An accelerator's name without what a system description adds: marks, maker, count, the usual memory."""
    name = " ".join(_BESIDES.sub(" ", _MARKS.sub("", printed)).split())
    name = _MAKER.sub("", name)
    found = _MEMORY.search(name)
    if found and int(found[1]) in _USUAL_GB.get(_SEPARATORS.sub("", name[: found.start()].casefold()), ()):
        return name[: found.start()]
    return name
