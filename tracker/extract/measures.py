"""Which words name which metric: nouns that say it outright, adjectives that imply it, and what a "per ..." makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tracker.extract import foreign_measures
from tracker.extract.late import late
from tracker.model.words import Metric

LOWER_IS_BETTER = frozenset(
    {"power", "latency", "cost_per_token", "cost_per_inference", "tco", "price_hourly", "price_token"}
)

_TOKEN = r"(?:(?:million|1m|generated|output|input|useful|inference|single)\s)?tokens?"
_INTO = r"(?:\bper\s|\bfor\s(?:each|every|the\ssame|a)\s|\bper-|/\s?|\ba\s|\bje\s|\bpro\s|\bpar\s|\bpor\s)"

# Whatever is made piece by piece, of which a number comes out in a time; bytes, bits and operations are of other metrics.
_PIECES = (
    r"(?!(?:\w*bytes|\w*bits|\w*flops|operations|ops|cycles|hops|chips|gpus|cards|tokens|dollars|cents|watts|joules"
    r"|times|always|\w*costs|\w*prices|rates|charges|fees|rents|pays|spends|euros|pounds|francs|is|was|has|units|hours|days|less)\s)"
    r"[a-z]{3,14}s (?:per|a|an|each|every) (?:second|minute|hour|day|night|shift|week)\b"
)

_FIRST = r"(?:first|primeiro|premier|primer|primo|erste[rsn]?|pierwsz\w+) (?:token|jeton|żeton)\w{0,2}"

# A ratio of two properties; these win over the single words inside them.
_COMPOUND: tuple[tuple[str, str], ...] = (
    ("throughput", _PIECES),
    ("price_token", rf"(?:list )?(?:pric(?:e|es|ing)|tariffs?|rates?)\s?(?:per\s|for\s(?:a\s|each\s|every\s)?"
        rf"|of\s(?:a\s)?|/\s?)(?:1\s)?{_TOKEN}"
        rf"|token (?:prices?|pricing|tariffs?)|tokens? (?:is|are) priced"),
    ("cost_per_token", rf"(?:inference |serving )?(?:costs?|price|bill|expenses?|\w*kosten|coûts?|coste"
        rf"|costo)\s?{_INTO}?\s?(?:of\s|(?:for\s)?generating\s)?(?:a\s|an?\s|one\s|each\s"
        rf"|the\s)?{_TOKEN}|{_TOKEN}[- ](?:costs?|economics|prices?)|(?:an?|each|every|one"
        rf"|per) (?:million )?tokens? costs?|costs? (?:of|for|to) (?:(?:generating|producing|serving|making"
        rf"|generate|produce|serve|make) )?(?:a |one |each |every |1 )?(?:million )?(?:output |input )?tokens?"
        rf"|token-?kosten|kosten (?:pro|je) (?:million )?tokens?"
        rf"|coût (?:par|du) (?:million de )?(?:jeton|token)s?|coste por token|トークン(?:あたりの"
        rf"|単価の?)コスト|トークン単価|(?:每|单位)\s?token\s?成本"
        r"|(?:usd|[$€£])\s?/\s?(?:1?m|million)\s?tok\w*"),
    ("cost_per_inference", r"costs? (?:per|of|for) (?:an? )?(?:inferenc\w+|quer(?:y|ies)|requests?|images?"
        r"|answers?|serving|prompts?|completions?)|(?:inference|inferencing|serving"
        r"|query) (?:costs?|bills?|spend)|costs? per (?:transaction|answer)"
        r"|coût par (?:inférence|requête)|kosten (?:je|pro) anfrage|(?:an?|each|every|one) (?:query|inference"
        r"|answer|image|request|prompt) costs?|推論コスト|推理成本"),
    ("energy_token", rf"(?:energy|power|joules?|watts?|electricity|watt-hours?|wh|kwh|\w*energie\w*|énergie"
        rf"|energía|\w*strom\w*)(?:\s(?:use|used|consumed|consumption"
        rf"|needed))?\s?{_INTO}(?:[a-z]+\s)?(?:tokens?|quer(?:y|ies)|requests?|inferences?"
        rf"|answers?|images?|operations?|bits?|flops?|units? of work|works?|jobs?|tasks?)\b"
        rf"|energy[^.;,]{{0,30}}\bfor (?:the same|each|every) (?:answer|query|work|job"
        rf"|task|token)|(?:each|every|a|per|one) (?:token|query"
        rf"|answer|request) (?:needs|takes|costs|consumes|uses|burns) [^.,;]{{0,25}}(?:energy"
        rf"|power|electricity)"),
    ("energy_efficiency", r"(?:energy|power|thermal|electrical)[- ]efficien\w+|(?:energie|strom)effizien\w+"
        r"|(?:efficacité|efficience|gains?|rendement|sobriété) énergétiques?|efficient[ei] énergétiquement|eficiência energética"
        r"|(?:eficiencia|rendimiento|ahorro) energétic[ao]|(?:rendimento|efficienza) energetic[ao]|efektywnoś\w+ energetyczn\w+"
        r"|perf(?:ormance)?[ -]?(?:per|/)[ -]?w(?:att)?\b"
        r"|performance-per-watt|efficien(?:cy|t)(?! frontier)|(?:per|/|(?:for|from"
        r"|out of) (?:each|every|the same|a)|je|pro|par|por|a)[\s-]?(?:single\s|consumed\s"
        r"|unit (?:of )?)?(?:watt|megawatt|kilowatt|gigawatt|vatio|joule|energy|mw\b|kw\b|w\b|kwh"
        r"|power(?! (?:budget|draw|envelope|consumption|rating|limit|bill|supply|use|demand|needs?)))s?(?!\w)|(?:電力"
        r"|ワット|消費電力|\d ?[mk]?w ?|キロワット時)(?:効率|当たり|あたり)|전성비|전력\s?효율|전력당\s?성능|와트당"
        r"|每瓦|能效|能耗比|電力効率"),
    ("price_performance", r"price[-/ ](?:to[- ])?perf\w*|perf\w*[-/ ](?:to[- ])?(?:price|cost|tco|dollar)\w*"
        r"|cost[- ](?:efficien\w+|effective\w*|performance)|preis-leistung\w*"
        r"|rapport (?:qualité|performance)[-/ ]prix|relación (?:calidad"
        r"|rendimiento)[-/ ]precio|(?:per|/|(?:for|from|out of) (?:each|every|the same|a)|a"
        r"|je|pro|par|por|each)[\s-]?(?:dollar|dólar|dollaro|total cost\w*|money|\$|euro|€|usd|tco|cost\b"
        r"|unit (?:of )?cost|franc|yuan)(?:\sspent)?(?![\s\d])?|a dollar buys|for (?:the|your|our|their) (?:buck"
        r"|money|dollars?)|value for money|(?:good|better) value\b|コスト(?:性能|パフォーマンス)|性能/コスト|性价比"
        r"|每美元"),
    ("price_hourly", r"(?:price|cost|rate|rent\w*|charg\w+|fee)s?[^.,;]{0,20}(?:per|an|a|/)\s?(?:gpu-?"
        r"|chip-?|accelerator-?)?hour|hourly (?:price|rate|cost)s?|(?:per|an|a|/)\s?(?:gpu-?"
        r"|chip-?)?hour|rental (?:price|cost|rate|fee)s?"),
)  # fmt: skip

# Properties that say what they are. Longer matches win over shorter ones at the same place.
_NOUN: tuple[tuple[str, str], ...] = (
    ("interconnect_bandwidth", r"(?:talks?|speaks?|(?:is |are )?(?:linked|connected)) to (?:(?:its|the|their|one"
        r"|each) )?(?:neighbou?rs?|peers?"
        r"|siblings?|others?|another)\b|(?:connected|linked|joined) at\b|(?:all-to-all"
        r"|all-reduce|bisection|inter-(?:gpu|chip|node|rack)"
        r"|die-to-die|peer-to-peer|collective)(?: bandwidth| speed)?|links? (?:between|among) (?:the )?(?:chips|gpus"
        r"|accelerators|cards|packages)|all-reduce (?:speed|bandwidth)|(?:interconnect\w*|scale-up|nvlink"
        r"|(?:on-package )?fabric|ici|infinity fabric|inter-?chip"
        r"|chip-to-chip|gpu-to-gpu|card-to-card|link|links)(?:\s(?:bandwidth|speed|throughput"
        r"|domain bandwidth))?|bandwidth (?:between|among|across) (?:the )?(?:chips|gpus"
        r"|accelerators|cards)|互联带宽|インターコネクト\w*帯域"),
    ("memory_bandwidth", r"(?:memory|hbm\d?e?|dram|effective|effective memory|sram|vram)[ -]?(?:access[ -])?(?:bandwidth"
        r"|throughput|speed|traffic)|bandwidth (?:of|to|into|from) (?:the )?(?:memory|hbm|dram)|(?:bytes|gigabytes|terabytes)"
        r" (?:per|a) second|feeds? (?:its|the) (?:cores|compute|units)|mov(?:es?|ing) data|memory clock"
        r"|bandwidth|\w*bandbreite|bande passante(?: mémoire)?|ancho de banda(?: de memoria)?"
        r"|메모리 ?대역폭|대역폭|larghezza di banda|largura de banda|bandbredd|\w*bandbreedte|przepustowoś\w+"
        r"|メモリ帯域幅?|帯域幅?|内存带宽|显存带宽|带宽"),
    ("sram", r"on-?chip (?:memory|sram|cache)|\bsram\b|on-die memory|scratchpad|\bsbuf\b|state buffer|on-(?:wafer"
        r"|die) (?:store|sram"
        r"|memory)|on-chip store|local memory|cache\b(?! hits?)|片上内存"),
    ("scale_up_size", r"(?<=\bthe )pod(?= (?:is|grows|scales)\b)|\bpods(?= are\b)|(?:chip|gpu|npu|tpu|accelerator"
        r"|processor|card) count"
        r"|(?:single|one|shared) domain(?! (?:of|expert))|(?:nvlink|scale-up|ici|coherent|scaling) (?:domain|world"
        r"|island)s?\b(?! bandwidth)"
        r"|(?<=\bthe )(?:chips|gpus|npus|tpus|lpus|accelerators|processors|packages)(?= of\b| in\b)|more (?:chips"
        r"|gpus|accelerators|npus|processors)(?= than\b| in\b| per\b|[.,;]|\s?$)"
        r"|number of (?:npus|gpus|chips|tpus|accelerators|processors|cards|packages|modules|lpus)"),
    ("memory_capacity", r"stacks? holds?|(?:memory|hbm\d?e?|vram|dram)(?: capacity| size| pool| footprint)?"
        r"|frame ?buffer|capacity(?: of (?:the )?(?:memory|hbm))?|size of (?:the )?memory"
        r"|\w*speicher(?:kapazität)?|mémoire|memoria|memória|geheugen|pamięci\w*|메모리(?: ?용량)?|メモリ(?:容量)?"
        r"|内存(?:容量)?|显存(?:容量)?|gigabytes"),
    ("latency", r"(?:latenc\w+|latência|latenza|latence|latenz)(?: (?:to|of|do|du|de|del|al|au|bis zum)(?: the| la| le)?"
        rf" {_FIRST})?|{_FIRST}|지연(?: ?시간)?|time[- ]to[- ](?:the[- ])?first[- ]token|\bttft\b|first-(?:token"
        r"|word) (?:delay|wait|time)|response times?|latenz\w*|\bdelays?\b|latencia|latência|latenza|latence"
        r"|opóźnieni\w+|tiempo de respuesta|temps de réponse|tempo di risposta|延迟|レイテンシ|遅延"
        r"|wait(?:ing)? (?:time|for the first)|tail latency|p9[59]|antwortzeit|wait\b|lag time|repl(?:y"
        r"|ies) (?:time|delay)|time to (?:answer|reply|the first \w+)|turnaround|(?:the|its) pause\b|pause[sd]?\b"),
    ("transistors", r"transistor\w*|トランジスタ|晶体管"),
    ("throughput", r"throughput|tokens?(?:[ -](?:per|/|a|each)[ -]|/)s(?:ec(?:ond)?)?|tok/s|\btps\b"
        r"|(?<!per )(?<!pro )(?<!je )(?<!par )(?<!por )(?<!million )tokens?(?! costs?)|text(?=\s(?:per|a|as|than|in)\b)"
        r"|requests(?: per second)?"
        r"|(?:images|samples|queries"
        r"|frames)(?: per second| a second|/s)?|\w*durchsatz|débit|rendimiento|goodput|load"
        r"|スループット|吞吐量?|トークン|output speed|generation speed|jetons|żeton\w*|토큰|처리량"),
    ("peak_compute", r"(?:peak|raw|theoretical|dense|sparse)\s(?:[\w.-]+\s)?(?:performance|compute|computing|throughput"
        r"|flops)\w*|\bpeak\b(?! (?:power|bandwidth|memory|demand|hours|load|latency|draw))|compute[ -](?:power"
        r"|performance|capacity|density|throughput)"
        r"|\bcompute\b(?! costs?| time| bill)|[tpez]?flops\b|(?:tera|peta|exa)flops?|\btops\b"
        r"|(?:computing|processing|arithmetic|number-crunching)\s(?:power|capacity|muscle"
        r"|performance|throughput)|rechenleistung|puissance de calcul|potencia de cálculo"
        r"|potenza di calcolo|算力|演算性能|計算性能|(?:(?:nv|mx)?fp-?\d{1,2}|int-?8|bf-?16|tf32"
        r"|low-precision) (?:performance|throughput|compute|math|flops|processing|speed|rate|arithmetic|sums|total"
        r"|muscle)|arithmetic\b(?! units)|number[- ]crunching|\bmaths?\b|\bsums\b|multipl(?:y|ies)\b"
        r"|spitzenleistung|tensor cores?\b|matrix (?:math|performance|throughput)"),
    ("performance", r"performance|perf\b|speed(?:-?ups?)?|pace|work\b|\w*leistung(?!saufnahme|sbudget)\w*|geschwindigkeit"
        r"|vitesse|rapidité|velocidad|prestazioni|desempenho|rendimento|prestaties|prestanda|wydajnoś\w+"
        r"|производительност\w+|성능|rate\b|性能|速度|horsepower|result\b|results\b"
        r"|score\b"),
    ("time", r"(?:training|run|wall|wall-clock|processing|completion|render(?:ing)?) time\b"
        r"|(?<!last )(?<!this )(?<!first )(?<!same )(?<!that )(?<!next )\btime\b(?! to"
        r"|-to)(?= that| it\b| of\b| needed| an?\b| the\b|[.,;]|\s?$)|(?<=\bof the )time\b|zeit\b|\btemps\b"
        r"|\b(?:minutes|hours|seconds|days)\b(?= (?:that|an?|the|it|of)\b)"),
    ("tco", r"\btco\b|total costs?(?: of ownership)?|costs? of ownership|\bcosts?\b|\bbills?\b"
        r"|kosten|kostet|cuest\w+|coûte\w*|coûts?\b|costes?\b|custos?\b|cost[oi]\b|koszt\w*|비용|ownership|コスト|成本|price tag"
        r"|outlay|expenses?|invoice|running costs?|spend\b|outgoings|sum\b|\bmoney\b"),
    ("power", r"(?:power|energy|electricity)(?:[- ](?:draw|consumption|use|usage|budget|envelope"
        r"|demand|bill|needs?))?|\bwatts?\b|wattage|\btdp\b|\w*verbrauch|strombedarf"
        r"|leistungsaufnahme|energieverbrauch|consommation|consumo|消費電力|功耗|電力|(?:소비 ?)?전력|energia\b"
        r"|moc[ąy]?\b|prądu?\b|heat\b|appetite\b|thirst\b|juice\b"
        r"|amps\b|(?:wall|board|rack|chip|card) power|(?:idle|peak|board|rack|wall) draw"
        r"|\bcurrent\b(?! (?:generation|gen|fleet|model|chip|gpu"
        r"|\w+s\b))|electricity\b|de courant\b"
        r"|\w*energie\w*|énergie|energía|electricidad|électricité|strom\b"
        r"|electrical (?:draw|load)"),
    ("scale_up_size", r"scale-up (?:domain|size|world)(?: size)?|(?:number of )?(?:chips|gpus|accelerators"
        r"|processors|npus|tpus)\s(?:per|in (?:one|a|each|the)|to (?:a"
        r"|the))\s(?:[\w-]+\s){0,3}(?:pods?|racks?|domains?|systems?|nodes?|servers?)"
        r"|as many (?:chips|gpus|accelerators|processors|cards|packages|npus)|(?:chips|gpus"
        r"|accelerators|processors|npus) (?:per|in (?:one|a|each)) (?:pod|rack|domain|system"
        r"|node)|pod size|domain size"),
    ("price_hourly", r"\bpric(?:e|es|ed|ing)\b|preis|prix|precio|prezzo|価格|价格"),
)  # fmt: skip

_FORMAT = r"(?:nv|mx)?fp-?(?:4|6|8|16|32|64)\b|int-?8\b|bf-?16\b"
# Adjectives and verbs that imply a property; a gain "in FP4" does not say of what.
_IMPLIED: tuple[tuple[str, str], ...] = (
    ("peak_compute", _FORMAT),
    ("performance", rf"(?:{_FORMAT})\s(?:gain|boost|uplift|improvement|jump|leap|speed-?up)"),
    ("performance", r"faster|quicker|slower|fast\b|quick(?:ly)?\b|slow(?:ly)?\b|speedier|swifter"
        r"|schneller?|langsamer|szybsz\w+|szybciej|wolniej|빠[르른]|빨라|plus rapides?|aussi rapides?|más rápid\w+|più veloc\w+"
        r"|outperform\w*|outpac\w+|outstrip\w*|upper hand|comput(?:es|ing)\b|inferenc(?:e|ing)\b|short of\b"
        r"|training\b|outrun\w*|outdo\w*|outgun\w*|beat\w*|surpass\w*|trail(?:s|ed|ing)?\b|lag(?:s|ged|ging)?\b|(?:more"
        r"|as|less) powerful|powerful|stronger|leads?\b|ahead\b|高速|快|速い|高性能|perform(?:s|ed"
        r"|ing|ant)?\b|overtak\w+|accelerat\w+|(?<=in )attention\b|attention[- ](?:layers?|speed|performance"
        r"|acceleration)|\btops (?=the|its|an?|nvidia|amd|google|intel|[a-z]*\d)|edge[sd](?: out| past)?\b|best(?:s|ed)\b"
        r"|eclips\w+|exceed\w*|outclass\w*|dwarf\w*|crush\w*"),
    ("memory_capacity", r"(?:stores|holds)\s?$"),
    ("time", r"longer\b(?=\s(?:than|per|to|for|on|over|in)\b|[.,;]|\s?$)|as long\b(?! to\b)|[sz]o lange?\b|aussi longtemps"),
    ("latency", r"(?:as soon|sooner)\b|respond(?:s|ed|ing)?\b|plus tard\b"),
    ("tco", r"cheap(?:er|ly)?|pay(?:s|ing)?\b|paid\b|spends?\b|spent\b|(?:less|more|as"
        r"|so) (?:expensive|costly|pricey)|pricier|dearer|undercut\w*|günstiger|billiger"
        r"|teurer|custar|moins chère?s?|plus chère?s?|más barat\w+|meno costos\w+|저렴|taniej|drożej|安い|便宜|afford\w+"),
    ("price_hourly", r"charg(?:es|ed|ing)\b|rent(?:s|ed|ing|al)?\b|a month\b"),
    ("power", r"(?:power-hungry|hungr(?:y|ier)|thirst\w*|frugal|sips?\b|gulps?\b"
        r"|guzzl\w+|drinks?\b|swallows?\b)|consum(?:es|e|ing|ed)\b|consomme"
        r"|consume\b|verbrauch\w*"),
)  # fmt: skip

# Properties that are no metric here: they keep their multiples from being read as another's.
_FOREIGN = (
    r"(?:purchase|list|sticker|retail|street) prices?"
    r"|network(?:ing)?(?:\s(?:bandwidth|throughput|speed))?|scale-out(?:\s\w+)?"
    r"|ethernet(?:\s\w+)?|nic\b|pcie?\b(?:\s\w+)?|infiniband(?:\s\w+)?"
    r"|storage|clock(?:s| speed| rate)?|frequency|die (?:size|area)|cores?\b|area\b"
    r"|footprint|floor space|density of|ports?\b|cache hits?"
    r"|compute (?:units|engines)|context|(?:host|system|cpu|expansion) (?:memory|bandwidth)|parameters|speculat\w+"
    r"|build time|cooling|boot|weigh(?:s|ed|ing)?\b|heavier|taller|deep\b"
)


_UNITS: tuple[tuple[str, str], ...] = (
    ("throughput", r"\d\s?(?:k\s?)?(?:tokens?|tok)(?:\s(?:per|a)\s|/)s|tokens? (?:per|a) second|\d tps\b"),
    ("memory_bandwidth", r"\d\s?[gtpe]b/s|(?:giga|tera|peta|exa)bytes (?:per|a) second"),
    ("memory_capacity", r"\d\s?[gt]i?b\b(?!/s)|gigabytes(?! (?:per|a) second)"),
    ("peak_compute", r"\d\s?[tpe]?(?:fl)?ops\b|\d\s?[tpe]f\b|(?:peta|tera|exa)flops"),
    ("power", r"\d\s?(?:k|m)?w\b|watts|kilowatts|\bdraws\b"),
    ("latency", r"\d\s?(?:ms|milliseconds|seconds)\b"),
    ("price_hourly", r"[$€£]\s?\d[\d.,]*(?:\s?(?:/|per|an|a)\s?(?:gpu-?|chip-?)?h)"
        r"|\d\s?(?:usd|eur|gbp|dollars?|euros?)\s?(?:/|per\s|an?\s)\s?(?:gpu-?|chip-?)?h(?:our|r)?\b"),
    ("transistors", r"transistors"),
    ("scale_up_size", r"\d\s(?:chips|gpus|accelerators|processors|packages|npus|lpus|tpus)"),
)  # fmt: skip


def _compiled(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, late(rf"(?:(?<![a-z](?!/))|(?=[\u3000-\uffff]))(?:{words})")) for name, words in rows)


_COMPOUNDS, _NOUNS, _IMPLIEDS, _UNIT_WORDS = (
    _compiled(t)
    for t in (
        _COMPOUND + foreign_measures.COMPOUND,
        _NOUN + foreign_measures.NOUN,
        _IMPLIED + foreign_measures.IMPLIED,
        _UNITS,
    )
)
_FOREIGN_WORDS = late(rf"(?<![a-z])(?:{_FOREIGN})")
_INVERSE: dict[str, Metric] = {"energy_token": "energy_efficiency", "time": "performance"}
"""Rows that name a metric upside down."""
_WORD_END = late(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric named at [start, end). `turned`: energy per token, the inverse of its metric."""

    start: int
    end: int
    metric: Metric | None
    """None for a property that is no metric."""
    rank: int
    """0 compound, 1 noun, 2 implied."""
    turned: bool = False


@lru_cache(maxsize=500)
def measures(text: str) -> tuple[Measure, ...]:
    """The metrics named in a stretch of lower-case text, in order, none overlapping."""
    found: list[Measure] = []
    for rank, table in enumerate((_COMPOUNDS, _NOUNS, _IMPLIEDS)):
        for name, pattern in table:
            for hit in pattern.finditer(text):
                if hit.end() > hit.start() and not _inside_word(text, hit):
                    turned = name in _INVERSE
                    metric: Metric | None = _INVERSE[name] if turned else name  # type: ignore[assignment]
                    found.append(Measure(hit.start(), _with_plural(text, hit.end()), metric, rank, turned))
    found.extend(
        Measure(h.start(), h.end(), None, 1) for h in _FOREIGN_WORDS.finditer(text) if not _inside_word(text, h)
    )
    return tuple(_apart(sorted(found, key=lambda m: (m.rank > 0, m.start, m.start - m.end, m.rank))))


def _with_plural(text: str, end: int) -> int:
    """Past the s of a plural."""
    return end + 1 if text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalnum() else end


def _inside_word(text: str, hit: re.Match[str]) -> bool:
    after = text[hit.end() : hit.end() + 2]
    return (
        text[hit.end() - 1].isascii()
        and text[hit.end() - 1].isalpha()
        and bool(_WORD_END.match(after))
        and after[:1] != "s"
    )


def _apart(ordered: list[Measure]) -> Iterator[Measure]:
    """Without those that overlap one of better rank or longer reach; in order of place."""
    kept: list[Measure] = []
    for m in ordered:
        if all(m.end <= k.start or m.start >= k.end for k in kept):
            kept.append(m)
    yield from sorted(kept, key=lambda m: m.start)


_AT_WATTS = late(r"\d[^.;,\d]{0,24}\s(?:at|using|from|for|within)\s[\d.,]*$")
"""Before the watts at which a figure was reached: "600 gigaflops at 460 W"."""


def of_units(text: str) -> Metric | None:
    """The metric of the last figure in a text, by its unit: "generates 11,900 tokens/s" is throughput."""
    hits = [
        (h.end(), name)
        for name, pattern in _UNIT_WORDS
        for h in pattern.finditer(text)
        if name != "power" or not _AT_WATTS.search(text, 0, h.start())
    ]
    return max(hits)[1] if hits else None  # type: ignore[return-value]
