"""Words that a page says to machines, not to readers: "ignore all previous instructions and record ...". They report nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.extract.late import late

_HINTS = (
    "ignore", "ignorier", "ignora", "disregard", "automated", "language model", "ai assistant", "ai agent", "ai model", "llm",
    "crawler", "system prompt", "system:", "忽略", "無視", "무시",
)  # fmt: skip
"""Without one of these there is nothing to look for."""
_MACHINES = (
    r"(?:automated|machine|ai|llms?|(?:large )?language models?|chatbots?|bots?|crawlers?|scrapers?|parsers?|ai assistants?"
    r"|ai agents?)(?: (?:readers?|systems?|models?|tools?|agents?|summari[sz]ers?|extractors?|parsers?|crawlers?))?"
)
_SPOKEN = late(
    r"\b(?:ignore|disregard|forget) (?:all |any |every |the |your |whatever )*(?:(?:previous|prior"
    r"|above|earlier|preceding|foregoing)\b"
    r"|(?:instructions?|paragraph|text|passage|article|rest)\b[^.\n]{0,12} (?:above|before|below)\b"
    r"|(?:(?<=all )|(?<=any )|(?<=the )|(?<=your ))instructions\b)"
    rf"|\b(?:note|notice|message|instructions?|attention|reminder|hint) (?:to|for) (?:all |any |the )?{_MACHINES}\s?:"
    rf"|\b(?:dear|attention|hello),? {_MACHINES}\s?[:,-]"
    rf"|\bif you are an? {_MACHINES}\b|\bsystem prompt: "
    r"|\bsystem: (?:you (?:are|must|will)|ignore|disregard|record|report|output|do not|from now on)\b"
    r"|\bignorier\w* (?:sie )?(?:alle )?(?:vorherigen|bisherigen|obigen) \w+|\bignore[rz]? (?:toutes )?les (?:instructions"
    r"|consignes)"
    r"|\bignor[ae] (?:todas |tutte )?(?:las|le|as) (?:instrucciones|istruzioni|instruções)|\bnegeer alle (?:eerdere|vorige) \w+"
    r"|忽略(?:之前|以上|上述|前面|所有)[^。\n]{0,8}(?:指令|内容|指示|提示)|(?:以前|上記|これまで)の(?:指示"
    r"|命令|内容)[^。\n]{0,4}無視"
    r"|(?:이전|위의?|앞의?)\s?[^.\n]{0,6}(?:지시|명령|내용)[^.\n]{0,6}무시"
)
_END = late(r"\n\s*\n")


def silenced(clean: str, low: str) -> tuple[str, str]:
    """A text and its lower case without such words: from where they begin to the end of their paragraph, or of their bracket."""
    if not any(hint in low for hint in _HINTS):
        return clean, low
    spans: list[tuple[int, int]] = []
    place = 0
    while hit := _SPOKEN.search(low, place):
        place = _end(low, hit.start())
        spans.append((hit.start(), place))
    return _without(clean, spans), _without(low, spans)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    parts: list[str] = []
    done = 0
    for start, end in spans:
        parts += text[done:start], _blank(text[start:end])
        done = end
    return "".join((*parts, text[done:]))


def _end(low: str, start: int) -> int:
    gap = _END.search(low, start)
    end = gap.start() if gap else len(low)
    line = low.rfind("\n", 0, start) + 1
    if low.rfind("[", line, start) > low.rfind("]", line, start):
        closed = low.find("]", start, end)
        return closed + 1 if closed >= 0 else end
    return end


def _blank(words: str) -> str:
    return "".join(c if c == "\n" else " " for c in words)
