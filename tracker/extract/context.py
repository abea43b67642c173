"""What a name means where it stands: words that make a text one about computing, and words that give a name away.

"Blackwell", "Titan" and "A100" have other lives as a doctor, a moon and a motorway. Nothing here knows a document; the
tables say which company a word keeps in the language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.extract.late import late

_HARD = late(
    r"(?<![a-z])(?:[gtnx]pus?|ai[- ](?:chips?|accelerators?|processors?|hardware|silicon|servers?|factor(?:y|ies)"
    r"|cards?|compute|racks?|supercomputers?)|accelerators?|hbm\d?e?|vram|nvlink|[tpe](?:era|eta|exa)?fl?ops|cuda|rocm"
    r"|tok(?:ens)?/s|tokens (?:per|a) second|llms?|mlperf|tensor cores?|hyperscalers?|neoclouds?|inference"
    r"|billion transistors|data[- ]?cent(?:er|re)s?|superchips?|gpu-hours?|supercomputers?|rechenzentr\w+|beschleuniger\w*"
    r"|accélérateurs?|aceleradores?|inferenz|inférence|inferencia)(?![a-z])"
    r"|芯片|晶片|显卡|加速卡|算力|推理|推論|チップ|アクセラレータ|데이터센터|반도체|가속기|추론"
)
_SOFT = late(
    r"(?<![a-z])(?:chips?|servers?|racks?|cloud|silicon|models?|comput(?:e|ing)|train(?:ing|ed)|clusters?|memory"
    r"|bandwidth|instances?|cards?|semiconductors?|nodes?|workloads?|latency|tokens?|wafers?|boards?|pods?|slices?"
    r"|kernels?|batch|throughput|gb|tb|kw|vms?|per hour|an hour|l'heure|stunden?|rates?"
    r"|\w{2,12}cloud|rent\w*|quantiz\w+|deepseek|llama|qwen|kimi|gpt\S*"
    r"|pytorch|vllm|sglang|karten?|puces?|serveurs?|cartes?|servidor(?:es)?|tarjetas?)(?![a-z])"
    r"|服务器|サーバ|モデル|模型|训练|导入|導入|稼働|部署|採用|采购|云|雲|クラウド|实例|インスタンス|서버|칩|모델|클라우드|도입"
)
_HEAD = (
    r"(?:ai\s|new\s|inference\s|training\s|based\s|class\s)?(?:gpus?|chips?|racks?|accelerators?|cards?|boards?|pods?"
    r"|superpods?|servers?|silicon|slices?|instances?|systems?|processors?|nodes?|clusters?|dies?|superchips?|tpus?|asics?"
    r"|architecture|platform|generation|machines?|cabinets?|units?|parts?|packages?|hardware|capacity|vms?|chassis|fleet|line|family"
    r"|karten?|puces?|芯片|チップ|加速卡|칩)(?![a-z])"
)
_SLICE = late(r"-(?:4|8|16|32|64|128|256|512|1024|2048|4096|8960)(?![\w.-])")
"""How many chips a slice has: "v5p-128"."""
_BEHIND = late(rf"[\s\"'*)-]{{0,4}}(?:s\s)?{_HEAD}")
_BEFORE = late(
    r"(?:gpus?|chips?|racks?|accelerators?|cards?|tpus?|asics?|processors?|generation|codenamed?|called|named|\d{1,6}\s?x?"
    r"|芯片|チップ)[\s\"',(]{1,4}$"
)

_MEASURED = late(
    r"(?:[\s,.:;(–—-]{1,3}(?:(?:which|that|at|de|with|has|mit|hat|con|tiene|avec|a|à|com|from|is|its|the|only|just|and|per|draws"
    r"|needs|offers)\s){0,3})"
    r"(?:\d[\d.,]*|[a-z]{3,7}(?:-[a-z]{3,5})?)\s?(?:g(?:i)?b(?:/s)?|tb/s|gigabytes|watts?|w|t(?:era)?fl?ops|tops)(?![a-z])"
)
"""A memory, a bandwidth, a power or a rate of computing."""

_PERSON = (
    r"(?:astronomer|physicist|admiral|mathematician|scientist|architect|painter|programmer|physician|doctor|poet|surgeon"
    r"|inventor|engineer|professor|artist|writer|author|politician|actor|singer|senator|coach|player|goddess|god|nymph"
    r"|titan|moon|star|planet|saint)"
)
_CALLED = late(
    rf"(?:{_PERSON}|\b(?:dr|prof|mr|mrs|ms|sir|richard|elizabeth|edward|antoni|dennis|robert|rick|sen|rep|st)\.?"
    r"|antoní)[\s,]{1,3}$"
)
_LIVED = late(
    rf"(?:,?\s(?:was|is|who|the|an?|became|had)\s(?:[\w-]+\s){{0,3}}?{_PERSON}s?\b|'s\s(?:paintings?|buildings?|lectures?"
    r"|diagrams?|birthday|legacy|cathedral|life|biography|portrait)"
    r"|\s(?:was born|died|painted|wrote|observatory|telescope|museum|university|street|award|prize|institute|diagrams?"
    r"|lectures?|technique|c\.\s+rubin|driv(?:es|ing) the sun))\b"
)
_ROAD = late(
    r"(?:\b(?:motorway|autobahn|highways?|roads?|route|exit|bus|buses|tram|train|line|flight|gate|room|bmw|audi|mercedes"
    r"|boeing|airbus|canon|sony|nikon|fuji\w*|leica|tractors?|format|din|iso|peptides?|genes?|proteins?|vitamins?|form"
    r"|bundesstraße|autoroute|landstraße|ford|nissan|samsung galaxy|apple(?:'s)?|iphone|core|visa|grade|sheets? of"
    r"|chord|opus|chevrolet|beechcraft|hawker|paper)\s{1,2}|[&$€£#@])$"
)
_GOODS = late(
    r"\s?(?:motorway|autobahn|highway|road|million|billion|bn\b|paper|poster|flight|tractors?|pools?|jet|lens|cameras?"
    r"|bus\b|airliners?|aircraft|steel|quality|visa|vertebra|engine|exit|prototype|sedan|truck|diner|size|envelopes?"
    r"|format|bacteri\w+|virus|receptors?|cells?\b|keyboard|pump|inhibitor|levels? of|ladder|proxy|mutation|patients?"
    r"|autonom\w+|self-driving|driving|robotaxi\w*|load[- ]balanc\w+|cache)\b"
)

_OTHER_LIFE: dict[str, re.Pattern[str]] = {
    word: late(rf"\b(?:{company})\b")
    for words, company in (
        ("tpu tpus", r"filaments?|thermoplastic|polyurethane|3d[- ]print\w*|phone cases?|insoles?|nozzle"),
        ("ipu ipus", r"parliament\w*"),
        ("sohu", r"sohu\.com|web ?portal|search engine|sohu news"),
        (
            "corsair corsairs",
            r"keyboards?|psus?|power suppl\w+|gam(?:ing|ers?)|headsets?|ddr[45]|pirates?|aircraft|aio",
        ),
        ("titan titan2", r"saturn|submersible|titan x|mytholog\w*|titanic|cassini|dragonfly"),
        ("atlas", r"mongodb|boston dynamics|humanoid|rocket|ula|mountains?|cartograph\w+|maps?|moroc\w+|lhc|cern"),
        ("helios", r"myth\w*|sun god|greek|chariot|airways"),
        ("zeus", r"myth\w*|olymp\w*|greek|malware"),
        ("athena", r"goddess|greek|myth\w*|sql|s3|glue|lunar lander|healthcare"),
        ("galaxy", r"samsung|milky|telescope|astronom\w*|ansible|phones?|smartphones?|webb"),
        ("europa", r"jupiter|clipper|league|moon|parlament"),
        ("raptor", r"spacex|starship|raptor lake|f-22|dinosaur\w*"),
        ("metis", r"myth\w*|jupiter|canada|indigenous"),
        ("asimov", r"isaac|novels?|robotics laws?|foundation trilogy|press"),
        (
            "blackhole wormhole",
            r"astronom\w*|event horizon|spacetime|relativity|ligo|gravitational|einstein|interstellar",
        ),
        ("maia", r"pleiades|chess|mytholog\w*"),
        ("ironwood", r"trees?|timber|lumber|hardwood"),
        ("trillium", r"flowers?|woodland|petals?"),
        ("hopper", r"grasshopper|cockpit hopper|disassembler|hopper conference|grain"),
        ("feynman", r"quantum electrodynamics|caltech|path integrals?|feynman diagrams?"),
        ("rubin", r"observatory|telescope|dark matter|supernova\w*|lsst|asteroids?"),
        ("verarubin", r"observatory|telescope|dark matter|supernova\w*|lsst|asteroids?"),
        ("gaudi", r"sagrada|barcelona|basilica|park güell"),
        ("gracehopper", r"celebration|cobol|navy|admiral|compilers?"),
        ("quasar", r"astronom\w*|redshift|galaxies|vue\S*|telescope"),
        ("atom", r"electrons?|nucle\w+|molecul\w+|rss|hydrogen|intel atom|editor"),
        ("warboy", r"mad max"),
        ("d1 d2 d3", r"vitamin|cloudflare|diii|ncaa"),
        ("dojo", r"judo|karate|martial|coding dojo"),
    )
    for word in words.split()
}
"""Key of a name -> words that show its other meaning when they stand in the same text."""

_CODE = late(r"(?:[a-z]\d{1,3}[a-z]?|a\d000|v\d[a-z]|mi\d00)")


@dataclass(frozen=True, slots=True)
class Setting:
    """What sort of text it is: `technical` has a word of computing, `strong` leaves no doubt."""

    technical: bool
    strong: bool


def setting(low: str) -> Setting:
    """Read only as far as it leaves a doubt."""
    soft: set[str] = set()
    for found in _SOFT.finditer(low, 0, 20_000):
        soft.add(found[0])
        if len(soft) > 2:
            return Setting(technical=True, strong=True)
    hard: set[str] = set()
    for found in _HARD.finditer(low, 0, 20_000):
        hard.add(found[0])
        if len(hard) + len(soft) > 1:
            return Setting(technical=True, strong=True)
    return Setting(technical=bool(hard or soft), strong=False)


def coded(name: str) -> bool:
    """A letter and a number: also a road, a paper size, a camera. Needs a text about computing."""
    return _CODE.fullmatch(name) is not None


def brief(name: str) -> bool:
    """One digit ("T4", "v5e"): a register, a version, a bus line; the maker or the kind has to be named with it."""
    return sum(c.isdigit() for c in name) == 1


def headed(low: str, start: int, end: int) -> bool:
    """Is the name joined to a word for what it is: "Blackhole cards", "chips called Ironwood"?"""
    if low[start] == "v" and _SLICE.match(low, end):
        return True
    return bool(_BEHIND.match(low, end)) or bool(_BEFORE.search(low[max(0, start - 20) : start]))


def measured(low: str, end: int) -> bool:
    """Do figures of an accelerator stand right behind the name: "T4, which at 16 GB", "L4 (24 GB, 72 W)"?"""
    return _MEASURED.match(low, end) is not None


def misled(name: str, low: str, start: int, end: int) -> bool:
    """True where the words around a name show that it is somebody or something else."""
    before = low[max(0, start - 24) : start]
    if _CALLED.search(before) or _LIVED.match(low, end):
        return True
    return coded(name) and bool(_ROAD.search(before) or _GOODS.match(low, end))


def elsewhere(name: str, low: str) -> bool:
    """True in a text that has the company of the name's other meaning."""
    company = _OTHER_LIFE.get(name) or _OTHER_LIFE.get(name.removesuffix("s"))
    return company is not None and company.search(low, 0, 20_000) is not None
