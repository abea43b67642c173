"""Frames in which a text presents a product by its name: "a card called Kaveri", "the chip is Marlin", "came out with Tibia".

What a frame finds is a name only where its company is that of chips: the noun of the frame, a noun that takes the name up
in the next sentence, or figures of chips behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extract import newcomer_words as words
from tracker.extract.appositive import NO_NAME
from tracker.extract.late import late
from tracker.model.words import ProductKind

_READ = 20_000
"""Characters that are searched."""
_MOST = 60

_UP = words.UP
_BEGIN = rf"[\"'“”„«‘]?{_UP}"
_NAME = (
    rf"[\"'“”„«‘]?(?P<name>(?:{_UP}{{2,3}} )?{_UP}\w{{1,14}}(?:-{_UP}?\w{{1,8}})?"
    rf"(?: (?:{_UP}[^\W\d_]{{1,12}}(?:-\w{{1,8}})?|{_UP}{{0,2}}\d{{1,3}}[A-Za-z]?)(?![\w%-]|[.,]\d)){{0,2}})(?![\w-])"
)
_CHIP = (
    r"(?:accelerators?|accelerator cards?|npus?|ai chips?|asics?|(?:inference|training|decode|prefill|neural|tensor|in-memory"
    r"|optical-compute|dataflow)[ -](?:chips?|processors?|cards?|engines?|silicon|parts?|machines?|appliances?)"
    r"|(?:ki-)?beschleuniger|accélérateur|acceleratore|acelerador|versneller)"
)
_DEVICE = (
    r"(?:chips?|processors?|cards?|boards?|modules?|devices?|designs?|products?|parts?|silicon|appliances?|servers?|racks?"
    r"|half-racks?|cabinets?|test vehicles?|puce|carte|scheda|tarjeta|placa|karte|processeur|processore|procesador|prozessor"
    r"|serveur|servidor)"
)
_FILLER = r"(?:[a-z\d][\w.'-]*|PCIe|OAM|AI|LLM|CXL|RISC-V|M\.2|USB)"
"""Words between an article and its noun; a capitalised one is another name."""
_CALLED = (
    r"(?:called|named|dubbed|christened|code-?named|nicknamed|known as|namens|genannt|appelée?|nommée?|baptisée?|llamad[oa]"
    r"|denominad[oa]|chiamat[oa]|denominat[oa]|battezzat[oa]|(?:(?:that|which)\s)?(?:it|they|we|he|she)\scalls?(?:\san?)?)"
)
_CALLING = (
    "call", "named", "dubbed", "christened", "known as", "namens", "genannt", "appelé", "nommé", "baptisé", "llamad", "denominad",
    "chiamat", "denominat", "battezzat",
)  # fmt: skip
"""What every way of calling something has a part of."""
_FRAMES = (
    late(rf"(?:(?P<strong>{_CHIP})|{_DEVICE}),?\s{_CALLED}\s(?:the\s)?{_NAME}"),
    late(
        rf"\b(?:[Tt]he|[Tt]his|[Oo]ur|[Ii]ts|[Tt]heir)\s(?:[\w-]+\s){{0,2}}(?:(?P<strong>{_CHIP})|{_DEVICE})"
        rf"(?:'s\sname)?\s(?:is|was)\s(?:{_CALLED}\s)?(?:the\s)?{_NAME}(?=[.,;:]|\sand\b)"
    ),
    late(
        rf"(?={_BEGIN})(?<!\bof )(?<!\bin )(?<!\bat )(?<!from )"
        rf"{_NAME}[\"'”“»’]?,\s(?:(?:an?|the|its|our|une?|le|la|eine?|der|die|das|el|una"
        rf"|uno|il|un)\s(?:{_FILLER}\s){{0,3}}?|(?:[\w-]+-[a-z]+\s)?)(?:(?P<strong>{_CHIP})|{_DEVICE})(?![\w-])"
    ),
)
_SHOWN = (
    r"(?:(?:unveil|introduc|announc|launch|reveal|debut|present|scrapp?|cancel|shelv|axe|develop|design|unwrapp?)(?:e?s|ed|ing|e)?"
    r"|shows?|showed|showing|meet|présente|présentait|dévoile|lanciert|enthüllt|präsentiert|presenta|presentó|lanza|lancia|svela"
    r"|lift(?:s|ed)?\sthe\s(?:curtain|veil|lid|cover)\s(?:on|from|off)|(?:t(?:akes?|ook)|pull(?:s|ed)?)\s(?:a|the)"
    r"\s(?:wraps?|cloth|covers?|curtain|veil|sheet)\s(?:off|from)|c[ao]mes?\sout\swith"
    r"|(?:(?:is|are)\s)?tak(?:es?|ing)\sorders\sfor|open(?:s|ed)?\sorders\sfor|(?:beg[au]n|begins|start(?:s|ed))\s(?:selling|to\ssell))"
)
_WHEN = r"(?:\s(?:has|have|will|today|officially|also|just|now|oggi|heute|hoy|on\s[A-Z][a-z]+day|used\s[^.;:\n]{0,60}?\sto))"
_SHOW = late(
    rf"(?:(?<![\w-])(?P<owner>{_UP}[^\W\d_]{{2,15}}(?:\s{_UP}[A-Za-z]{{1,15}}){{0,2}})(?:\s(?:{words.LEGAL}))?"
    rf"(?:,\s[^,.;:\n]{{2,60}},|\s\([^()\n]{{2,50}}\)|\s(?:of|from|aus|aus\sdem)\s{_UP}[^\W\d_]+)?{_WHEN}{{0,2}}\s"
    rf"|[Pp]lease\s|\b[Ww]e\s(?:\w+\s)?|\b(?=[Mm]eet\s))(?i:{_SHOWN})\s"
    rf"(?:(?:today|oggi|heute|hoy|its|their|our|the|a|an|new|first|second|third|latest|neuen?|nouvelle?|nuevo|nuova)\s){{0,4}}{_NAME}"
)
_SHOWS = late(rf"\b{_SHOWN}\b")
_TAKEN_UP = late(
    rf"\b(?:the|this|each|per|la|le|der|die|das|el|il)\s(?:new\s|nuova\s)?(?:{_CHIP}|chip|card|board|part|processor|appliance"
    r"|newcomer|scheda|puce|tarjeta|karte)\b"
)
_FIGURE = late(
    r"\d\s?(?:[gt]i?b(?:/s)?|gigabytes|terabytes|(?:tera|peta)(?:fl)?ops|[tp](?:fl)?ops|nm|nanomet\w+|nanometri|watts?|w)(?![a-z])|\b(?:s|d)ram\b|\bhbm"
)
_OTHER = late(
    r"\b(?:models?|llms?|software|open-sourced?|app|library|framework|weights|compiler|switch|router|nics?|dpus?|cpus?|phones?"
    r"|console|laptop|robots?|cars?|vehicle|service|cloud|platform|toolkit|sdk|api|supercomputer|interposer|network\w*|ethernet)\b"
)
_COUNTED = late(
    r"(?<![\w-])(?i:two|three|four|six|eight|twelve|sixteen|twenty-four|thirty-two|sixty-four|\d{1,4}|each|one|per)\s"
    rf"(?P<name>{_UP}[a-zà-ÿ]{{3,13}}?)s?\s(?:makes?|forms?|fills?|has|have|holds?|draws?|sits?|in (?:a|one)|per|to hold)\s"
)
_RETOLD = late(
    r"[.;!?]\s(?:the|this|it is an?)\s(?:[\w-]+\s)?(?:models?|software|apps?|library|switch|router|nic|dpu|cpu|phones?|console"
    r"|laptop|robots?|cars?|service|agent|assistant)\b"
)
"""The next sentence takes the name up as something else."""
_KIN = (
    r"(?:(?:predecessor|successor|forerunner|sibling|brother|sister|follow-up|replacement|nachfolger(?:in)?|vorgänger(?:in)?"
    r"|successeur|prédécesseur|sucesor[a]?|predecesor[a]?|successore|predecessore)(?![a-z-]))"
)
_KINS = (
    late(rf"\b{_KIN},?\s(?:(?:{_CALLED}|is|was|the|will be)\s){{0,2}}{_NAME}"),
    late(rf"{_NAME}[\"'”]?,\s(?:the|its|their|an?|our)\s(?:[\w-]+\s){{0,2}}{_KIN}"),
    late(rf"\b(?:earlier|older|previous|later|next|sister)\s(?:{_UP}\w+\s)?(?:{_DEVICE}|{_CHIP}),\s{_NAME}(?=,)"),
    late(rf"{_NAME},\s(?:capostipite|the first of the (?:family|line)|head of the family)\b"),
    late(
        r"\b(?:[Ss]eguirà|[Ff]olgt|[Ss]uivra|[Ss]eguirá|followed by|[Nn]ext comes)\s"
        rf"(?:(?:in|im|nel|en)\s\d{{4}}\s)?{_NAME}"
    ),
)


@dataclass(frozen=True, slots=True)
class Presented:
    """A name and its place."""

    start: int
    end: int
    kind: ProductKind
    owner: str = ""
    """Who presents it, where the frame says so."""


def found(clean: str, low: str) -> Iterator[Presented]:
    """Names in frames of presentation, in a text that is plainly about chips; some twice."""
    clean, low = clean[:_READ], low[:_READ]
    if _SHOWS.search(low):
        for hit in _few(_SHOW, clean):
            name = hit.span("name")
            if _fits(clean, low, *name) and _behind(low, name[1]) and not _otherwise(low, name[1]):
                yield Presented(*name, "chip", hit["owner"] or "")
    called = any(sign in low for sign in _CALLING)
    for frame in _FRAMES if called else _FRAMES[1:]:
        for hit in _few(frame, clean):
            name = hit.span("name")
            if _fits(clean, low, *name) and (
                hit["strong"] or (_behind(low, name[1]) and not _otherwise(low, hit.end()))
            ):
                yield Presented(*name, _kind(hit[0].lower()))


def counted(clean: str, low: str) -> Iterator[Presented]:
    """What is counted as things are ("sixteen Plovers", "each Plover") and has figures of chips in another place."""
    for hit in _few(_COUNTED, clean[:_READ]):
        start, end = hit.span("name")
        if not _fits(clean, low, start, end):
            continue
        for again in _few(re.compile(rf"(?<![\w-]){re.escape(hit['name'])}(?![\w-])[^\n.;]{{0,30}}"), clean[:_READ]):
            if again.start() != start and _FIGURE.search(low, again.end(), again.end() + 90):
                yield Presented(start, end, "chip")
                break


def kin(clean: str, low: str) -> Iterator[Presented]:
    """Names that the text gives a predecessor, a successor or an earlier design."""
    clean, low = clean[:_READ], low[:_READ]
    for frame in _KINS:
        for hit in _few(frame, clean):
            if _fits(clean, low, *hit.span("name")):
                yield Presented(*hit.span("name"), "chip")


def built(clean: str, name: str) -> Iterator[Presented]:
    """What is made of a product: "thirty-two Plovers make a Flock"."""
    frame = (
        rf"(?<!\w){re.escape(name)}s?\s(?:(?:together|can|will)\s)?(?:makes?|forms?|fills?|go into|sit in)(?:\sup)?"
        rf"\s(?:an?|one|the)\s{_NAME}"
    )
    for hit in _few(re.compile(frame), clean[:_READ]):
        yield Presented(*hit.span("name"), "rack" if "rack" in clean[hit.end() : hit.end() + 40] else "server")


def _few(pattern: re.Pattern[str], clean: str) -> Iterator[re.Match[str]]:
    for number, hit in enumerate(pattern.finditer(clean)):
        if number >= _MOST:
            return
        yield hit


def _kind(frame: str) -> ProductKind:
    if re.search(r"\brack|cabinet", frame):
        return "rack"
    if re.search(r"\b(?:server|appliance|serveur|servidor)", frame):
        return "server"
    return "card" if re.search(r"\b(?:cards?|boards?|scheda|carte|tarjeta|karte|placa)\b", frame) else "chip"


def _behind(low: str, end: int) -> bool:
    """Does the text go on about a chip: with a noun that takes it up, and figures of chips?"""
    rest = low[end : end + 400]
    if _RETOLD.search(rest, 0, 160):
        return False
    return bool(_TAKEN_UP.search(rest) and _FIGURE.search(rest)) or sum(1 for _ in _FIGURE.finditer(rest)) > 1


def _otherwise(low: str, end: int) -> bool:
    """Is it something else by the words right behind: a model, a network chip, a console?"""
    return bool(_OTHER.search(re.split(r"[.;!?]\s|\n", low[end : end + 70])[0]))


def _fits(clean: str, low: str, start: int, end: int) -> bool:
    """May these words be a product's name? A word that the text has in small letters, too, is none."""
    name = clean[start:end]
    parts = re.split(r"[ -]", name)
    if (
        len(name) < 3
        or words.NEVER.search(name)
        or words.SIZE.fullmatch(name)
        or any(p.lower() in NO_NAME for p in parts)
    ):
        return False
    return not re.search(rf"(?<![\w-]){re.escape(name.lower())}(?![\w-])", clean)
