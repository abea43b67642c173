"""Names that the layout gives: the head of a data sheet, a table with a column of makers, brackets of East Asian texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extract import newcomer_words as words
from tracker.extract.late import late
from tracker.model.words import ProductKind

_READ = 20_000
_MOST = 60

_EASTERN = late(
    r"(?P<kind>芯片|晶片|加速器|加速卡|训练卡|推理卡|计算卡|机柜|服务器|超节点|アクセラレーター?|チップ|サーバー?|ラック|カード|プロセッサ"
    r"|칩|가속기|반도체|서버|카드|랙)\s?[“「『\"'《‘](?P<name>[A-Z][A-Za-z0-9]{0,11}(?:[ -][A-Za-z0-9]{1,11}){0,2})[”」』\"'》’]"
)
_EASTERN_FIRM = late(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]{2,12}[（(](?P<firm>[A-Z][A-Za-z]{2,15})[)）]")
_RACK, _SERVER, _CARD = ("机柜", "超节点", "ラック", "랙"), ("服务器", "サーバ", "서버"), ("卡", "カード", "카드")

_SHEET = late(
    r"data ?sheet|ficha (?:técnica|de producto)|datenblatt|fiche technique|scheda tecnica|specifications|spec sheet"
    r"|product brief|preliminary data|especificaciones|technische daten"
)
_HEAD = late(
    rf"[\s#*]{{0,10}}(?P<maker>{words.UP}\w{{2,14}}) (?P<name>(?P<line>{words.UP}[^\W\d_]{{2,14}} )?{words.CODE})(?![\w-])"
)
_LABELLED = late(
    r"^[^:|\n]{2,50}[:|][^\n]{0,40}?\d\s?(?:[gtm]i?b\b|[gt]b/s|w\b|nm\b|[tp](?:fl)?ops|billion|millones)", re.M
)

_HEADER = late(
    r"^[^\n]{0,200}?(?:^|\|)[ \t]{0,9}(?:maker|vendor|manufacturer|company|brand|hersteller|fabricante|fabricant|produttore)"
    r"[ \t]{0,9}(?:\||$)",
    re.M | re.I,
)
_MAKERS = frozenset(
    ("maker", "vendor", "manufacturer", "company", "brand", "hersteller", "fabricante", "fabricant", "produttore")
)
_CELL = late(r"[^|\n]+")
_CELL_NAME = late(rf"{words.UP}\w{{1,14}}(?:[ -]\w{{1,10}}){{0,3}}")
_MEASURED = late(r"\d\s?(?:[gt]b(?:/s)?|tops|tflops|w|watts?)(?![a-z])")


@dataclass(frozen=True, slots=True)
class Listed:
    """A name, its place, and its maker as the layout tells it."""

    start: int
    end: int
    maker: str
    kind: ProductKind


def found(clean: str, low: str, title: str, publisher: str, known: bool) -> Iterator[Listed]:
    """`known`: the text names accelerators of the table, too."""
    clean, low = clean[:_READ], low[:_READ]
    yield from _sheet(clean, low, title, publisher)
    if "|" in clean and known:
        yield from _tables(clean, low)
    if not clean.isascii():
        yield from _eastern(clean)


def _eastern(clean: str) -> Iterator[Listed]:
    firm = _EASTERN_FIRM.search(clean)
    for number, hit in enumerate(_EASTERN.finditer(clean)) if firm else ():
        if number >= _MOST:
            return
        name, kind = hit.span("name"), hit["kind"]
        if firm and any(c.isdigit() or c.isupper() for c in hit["name"][1:]):
            yield Listed(*name, firm["firm"], _eastern_kind(kind))


def _eastern_kind(kind: str) -> ProductKind:
    if kind.startswith(_RACK):
        return "rack"
    if kind.startswith(_SERVER):
        return "server"
    return "card" if kind.endswith(_CARD) else "chip"


def _sheet(clean: str, low: str, title: str, publisher: str) -> Iterator[Listed]:
    """ "KESTREL K1 PCIe accelerator | preliminary data": the first word is the maker where the publisher says so, or where
    a line's name stands between it and the code."""
    head = _HEAD.match(clean)
    beside = f"{title}\n{publisher}".lower()
    if head is None or not (_SHEET.search(beside) or _SHEET.search(low[:200])):
        return
    if sum(1 for _, _ in zip(_LABELLED.finditer(low), range(3), strict=False)) < 3:
        return
    maker = head["maker"]
    if head["line"] or maker.lower() in publisher.lower():
        printed = re.search(rf"(?<!\w){re.escape(maker)}(?!\w)", title, re.I)
        yield Listed(*head.span("name"), printed[0] if printed else maker, "card" if "pcie" in low[:200] else "chip")


def _tables(clean: str, low: str) -> Iterator[Listed]:
    """Rows of a table that has a column of makers, with figures in them."""
    header = _HEADER.search(clean)
    if header is None:
        return
    end = clean.find("\n", header.end())
    cells = [c.group().strip().lower() for c in _CELL.finditer(clean, header.start(), end if end > 0 else len(clean))]
    column = next((i for i, c in enumerate(cells) if c in _MAKERS), None)
    if column is None or len(cells) < 3 or end < 0:
        return
    own = 0 if column else 1
    place = end + 1
    for _ in range(_MOST):
        stop = clean.find("\n", place)
        stop = stop if stop > 0 else len(clean)
        row = list(_CELL.finditer(clean, place, stop))
        if len(row) != len(cells) or place >= stop:
            return
        name, maker = row[own].group().strip(" *`"), row[column].group().strip(" *`")
        if _CELL_NAME.fullmatch(name) and _CELL_NAME.fullmatch(maker) and _MEASURED.search(low, place, stop):
            start = clean.index(name, row[own].start())
            yield Listed(start, start + len(name), maker, "card")
        place = stop + 1
