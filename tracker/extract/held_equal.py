"""What a comparison holds equal, which is not what it compares: "at the same power", "für das gleiche Geld", 同じ電力で."""

from __future__ import annotations

from tracker.extract.late import late

EQUAL_POWER = (
    r"(?:bei|mit) gleiche[mrn]? (?:leistungsaufnahme|\w*verbrauch|strom\w*|energie\w*)|à (?:puissance|consommation"
    r"|énergie)(?: électrique)? égale"
    r"|(?:avec|pour) la même (?:consommation|puissance|énergie)|(?:a|con) igual(?:dad de)? (?:consumo|potencia|energía)"
    r"|(?:con|por) (?:el mismo|la misma) (?:consumo|potencia|energía)|a parità di (?:consum\w+|potenza|energia)"
    r"|(?:con|per) lo stesso consumo|bij (?:een )?(?:gelijke?|hetzelfde) (?:\w*verbruik|vermogen)|(?:com|pelo) o mesmo consumo"
    r"|com a mesma (?:energia|potência)|(?:相同|同等|同样)(?:的)?功耗|同功耗|(?:同じ|同等の|同一)(?:消費)?電力|(?:같은"
    r"|동일(?:한)?) ?(?:소비 ?)?전력"
)
EQUAL_MONEY = (
    r"(?:bei|zum|für den) gleiche[mrn]? (?:preis|kosten|geld)|für (?:das gleiche|dasselbe) geld|à (?:prix|coût|budget) égal"
    r"|pour le même (?:prix|coût)"
    r"|(?:al|por el|con el) mismo (?:precio|coste|dinero|presupuesto)|a igual precio|(?:allo|per lo) stesso (?:prezzo"
    r"|costo)|a parità di (?:prezzo|costo|spesa)"
    r"|voor (?:hetzelfde geld|dezelfde prijs)|(?:pelo|com o) mesmo (?:preço|custo|dinheiro)"
    r"|(?:相同|同等|同样)(?:的)?(?:价格|成本|花费)|同价"
    r"|同じ(?:価格|値段|コスト|費用)|(?:같은|동일(?:한)?) ?(?:가격|비용)"
)
_EQUAL = late(
    rf"\b(?:at|for|within|on|with|from|in|under)\s(?:(?:the|an?)\s)?(?:same|equal|identical|unchanged|similar|comparable|constant|fixed"
    rf"|given)[\s-](?:[\w-]+\s)?(?:power|energy|wattage|electricity|cost|price|money|spend|budget|outlay|latency|throughput|memory"
    rf"|bandwidth)\b(?:\s(?:budget|envelope|draw|consumption))?|{EQUAL_POWER}|{EQUAL_MONEY}"
)
"""What is held equal is not what is compared."""
SAME_MONEY = late(EQUAL_MONEY)
HELD = late(
    rf"(?:^[\s\"'(*-]*|[,:;]\s|\b(?:and|but|that)\s)(?:(?P<power>\b(?:for|at|on|within|with) (?:the same|equal"
    rf"|identical) (?:power|energy|wattage"
    rf"|electricity|current)(?:\s(?:budget|envelope|draw))?\b|{EQUAL_POWER})|\b(?:for|at) the same (?:money|price|cost"
    rf"|spend|budget|outlay)\b"
    rf"|{EQUAL_MONEY})[^.;]{{0,70}}$"
)
"""Opens the clause of a multiple: what it tells is then got from the same power, or for the same money."""


def unequal(text: str) -> str:
    """The text with blanks in place of what is held equal."""
    return _EQUAL.sub(lambda hit: " " * len(hit[0]), text)
