"""Expressions that tell a product of an unknown family by what stands around its name: kind, figures, birth, maker."""

from __future__ import annotations

import re

from tracker.extract.alternation import pattern
from tracker.extract.late import late

SIGN = late(
    r"(?<![a-z])(?:ai[- ](?:accelerator|chip|processor|asic|card)s?|accelerators?|npus?|(?:inference|training|neural)"
    r"[- ](?:accelerator|chip|processor|asic|card|part|engine|silicon|machine)s?|hbm\d?e?|gddr\d|(?:[tpe]|tera|peta|exa)-?"
    r"(?:fl?ops|ops)|tapes? out|taped out|tape-?outs?|wafers?|[bm]illion transistors|transistors|sram|mlperf|fp[48]|int[48]"
    r"|bf16|tokens per (?:second|watt)|tok/s|beschleuniger\w*|accélérateurs?|acceleratori|aceleradores?)(?![a-z])"
    r"|\d\s?[gt][bo]/s|\d\s?nm\b|lpddr\d|\d\s?(?:watts?|k?w)\b|nanomet(?:er|re)s?"
    r"|(?:giga|tera)bytes (?:per|a) second|per million tokens"
)
"""Words that only texts about chips and the machines around them have."""
GATE = frozenset((
    "accelerator", "exaflop", "fp4", "fp8", "gddr6", "gddr7", "hbm", "hbm2", "hbm2e", "hbm3", "hbm3e", "hbm4",
    "hbm4e", "int4", "int8", "mlperf", "nanometer", "nanometre", "our chip", "our silicon", "petaflop", "petaop",
    "pflop", "sram", "tape out", "tape-out", "taped out", "tapeout", "tapes out", "teraflop", "teraop", "tflop",
    "tokens a second", "tokens per second", "training chip", "training silicon", "transistor", "wafer",
))  # fmt: skip
"""Words of which one stands in most texts that have something to find here, and hardly elsewhere."""
NUMBERED = late(
    r"\d(?:\s?(?:[gt][bo]/s|nm(?![a-z])|watts|tops(?![a-z]))|[a-z]{0,2}\s(?:ai\s)?(?:chips?|cards?|racks?|nodes?|modules?|pods?|wafers)"
    r"(?![a-z]))"
)
"""The same for numbers: one with a unit of chips, or a code with a word for hardware behind it."""

_RARE = late(rf"(?<![a-z0-9])(?:{pattern(GATE)})s?(?![a-z])")


def speaks_of_chips(low: str) -> bool:
    """Is there any such word or number?"""
    return bool(_RARE.search(low) or NUMBERED.search(low))


UP = "[A-ZÀ-ÖØ-ÞŁŚŻŹŽŠČĆĐ]"
LETTER = r"[^\W\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]"
"""What goes on with a name in letters; a sign of another script may stand right beside one."""
_LETTERED = rf"{UP}[^\W\d_]{{0,12}}"
CODE = (
    rf"(?:{UP}[^\W\d_]{{0,11}}-?\d{{1,4}}[A-Za-z]{{0,2}}|[A-Z]{{1,2}}-(?:Zero|One|Two|Three|Four|Five)"
    r"|\d{1,3}[A-Z]{1,2})(?:-[A-Z][A-Za-z]{0,5})?"
)
START = late(rf"{UP[:-1]}\d](?<![\w.$€£/-].)", re.S)
"""Where a designation may begin."""
_PART = r"(?:One|Two|Three|Four|II|III|IV|X|[1-9]\d{0,3}[A-WYZa-wyz]?)"
NAME = late(
    rf"(?<![\w.$€£/-])(?={UP}|\d)(?:(?:{_LETTERED}(?:-[A-Z][A-Za-z]{{0,12}})?[ ]){{0,3}}"
    rf"(?:{CODE}|{_LETTERED}(?:-[A-Z][a-z]{{1,12}})? {_PART})(?![\w%]|[.,]\d|-\d))"
)
"""A designation: capitalised words and a number."""
WORD = late(
    r"(?<![\w.$€£/-])(?:[A-Z]-[A-Z][a-z]{2,12}|[A-Z][^\W\d_]{2,13}(?:-[A-Z][A-Za-z]{1,12})?)(?: [A-Z][^\W\d_]{2,12}){0,2}(?![\w-])"
)
"""Capitalised words alone."""

_STRONG = (
    r"(?:accelerators?|npus?|ai chips?|asics?|(?:inference|training) (?:chips?|parts?|processors?|cards?|silicon|engines?)"
    r"|beschleuniger\w*|accélérateurs?)"
)
_WEAK = (
    r"(?:chips?|cards?|boards?|modules?|wafers?|dies?|packages?|silicon|racks?|servers?|blades?|pods?|nodes?|parts?|processors?"
    r"|gpus?|units|engines?|puces?|karten?|karta|kaart|schede?|scheda|cartes?|placa|tarjeta|acelerador|chiplets?)"
)
BEHIND = late(
    rf"\s(?:(?:ai|inference|training|pcie|first|new|compute|edge|oam|prefill|decode|\w+-cooled)\s){{0,2}}"
    rf"(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))(?![a-z-])"
)
"""The kind right behind the name, read in lower case."""
ASIDE = late(
    rf",?\s(?:is\s|was\s)?(?:an?|our|its|the|their|[\w-]+'s)\s(?:[\w.'-]+\s){{0,4}}?(?:(?P<strong>{_STRONG})"
    rf"|(?P<weak>{_WEAK}))(?![a-z-])"
)
AHEAD = late(
    rf"(?:{_STRONG}|{_WEAK})(?:,)?\s(?:(?:called|named|dubbed|code-?named|known as|the|is|of)\s){{0,2}}[\"']?$"
)
_UNIT = (
    r"(?:[gt]b\b|[gt][bo]/s|gigabytes?|terabytes?|gigs\b|(?:tera|peta|exa)\w*|[tpe]fl?ops|[tp]ops|nm\b|watts?\b|k?w\b"
    r"|(?:billion|million|bn) transistors)"
)
FIGURE = late(
    r"(?:(?:(?:\s\([^()\n]{1,40}\)|,\s[^.,:;()\n]{1,40})(?=:))?\s?[:(–—,-]+\s?"
    r"|\s(?:has|with|brings?|packs?|carries|needs|houses?|draws|holds|offers?|delivers?|reaches)\s)"
    rf"(?:[\w'-]+,?\s){{0,4}}?[\d.,]*\d[\s-]?{_UNIT}"
)
"""A figure of chips right behind the name."""
PROPERTY = late(
    r"'s?\s(?:memory\s|peak\s|on-(?:chip|die)\s)?(?:bandwidth|sram|dies?|tdp|hbm\w*|transistor\w*|(?:tera|peta)?flops|capacity"
    r"|power (?:draw|stages|envelope))(?![a-z])"
)
"""A property of chips that the name has."""
BORN = late(
    r"(?:,\s)?\s?(?:which\s|that\s|has\s|have\s)?(?:tapes? out|taped out|taping out|is sampling|sampling|went into volume)\b"
)
NEVER = late(
    r"(?:^|[ -])(?:HBM\w*|PCIe?|DDR\w*|GDDR\w*|LPDDR\w*|FP\d+|BF\d+|TF\d+|I(?:NT|nt)\d+|CDNA|RDNA|\dN[A-Z]?|MX\w*|NVFP\d|CXL"
    r"|UCIe|NVLink\w*|NVL\d*|USB\w*|RISC\w*"
    r"|Gen\d*|SXM\d*|OAM|OCP|EPYC|Xeon|Ryzen|Core|Grace|Vera|Graviton\w*|Axion|Cobalt|Snapdragon|Tegra|BlueField\w*"
    r"|ConnectX\w*|Spectrum\w*|Quantum\w*|Tomahawk\w*|Jericho\w*|Kirin|Kunpeng|Exynos|Dimensity|Pixel|iPhone|Apple|Galaxy|Windows"
    r"|Linux|Ubuntu|CUDA|ROCm|PyTorch|TensorFlow|Triton|Kubernetes|Docker|Android|EXAONE\w*|Llama\w*|GPT\S*|Gemini"
    r"|Gemma|Claude|Opus|Sonnet"
    r"|Qwen\w*|DeepSeek\w*|Grok\w*|Kimi|GLM\w*|Mistral\w*|Mixtral|Phi|Ernie|Falcon|Nemotron|Whisper|Stable|SDXL|ResNet\w*"
    r"|BERT|YOLO\w*"
    r"|MLPerf|Radeon|GeForce|RTX|GTX|Arc|Ethernet|InfiniBand|WiFi|Wi-Fi|Bluetooth|Hot Chips|CES|GTC|Computex|SC\d\d|ISC"
    r"|ISSCC|WAIC|Series|Funds?|Phase|Level|Table|Figure|Fig|Chapter|Section|Page|Day|Week|Version|Release|Part|Tier|Line|Hall"
    r"|Building|Room|Site|Stage|Zone|Step|Season|Line|Round|Batch|Class|Type|Model|Top|Number|No|Gate|Exit|Highway|Route|Fiscal"
    r"|FY\d*|Q[1-4]|H[12]|N[2-7][A-Z]?|A1[46]|1[48]A|20A|CoWoS\w*|EMIB\w*|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Spring|Summer|Autumn|Winter|Telum|Power|GPU|CPU|DPU|NIC|TPU|NPU|SoC|AI|API|ASIC"
    r"|[TP]OPS|[TPE]FLOPS|SF\d\w?|Thunderbolt|DisplayPort|HDMI|ISO|IEEE|RFC|CVE|Ubuntu|Debian|Fedora|ARM|Arm|Neoverse|Cortex|Mac|iPad|PlayStation|Xbox)"
    r"(?![a-z])(?=\d|$|[ -])"
)
"""Words and codes of other things: memories, buses, formats, processors, models, software, dates, numbered places."""
SIZE = late(
    r"(?:19|20)\d\d|\d{1,3}(?:[BKMTGWDS]|GB|TB|MB|KB|MW|GW|KW|AM|PM|ST|ND|RD|TH|HZ|PB|NM|MM|AI|PF|TF|IN|U|EU|UK|US)|\d+[xX]?"
)
"""Sizes, counts and hours, whatever stands beside them."""
NEVER_CODE = late(r"[vV]\d+|[RVKMOESFGBX]\d{1,2}|[A-Z]{1,2}\d{5,}")
"""Codes that alone are versions, models or tickets ("V3", "R1"); a maker or a kind beside them may make them one."""

COMPANY = (
    r"(?:Semi(?:conductors?)?|Silicon|Systems|Labs?|AI|Compute|Computing|Holdings|Micro(?:systems|electronics)?|Machines|Networks"
    r"|Technolog(?:y|ies)|Halbleiter|Inc|Corp|Ltd|GmbH|Photonics|Logic|Devices|Accelerators)"
)
LEGAL = (
    r"S\.p\.A\.|S\.r\.l\.|GmbH|AG|N\.V\.|B\.V\.|S\.A\.S?\.?|SAS|Inc\b\.?|Corp\b\.?|Ltd\b\.?|Oyj?|AB|ApS|A/S|PLC|plc|KK"
)
"""What the law calls companies: behind a name."""
INCORPORATED = late(rf"(?<![\w-])(?P<firm>{UP}[^\W\d_]{{2,15}}(?:\s{UP}[^\W\d_]{{2,15}})?),?\s(?:{LEGAL})(?![\w])")
FIRM_ALONE = late(
    rf"(?P<firm>[A-Z][A-Za-z]{{2,15}}(?:\s[A-Z][a-z]{{2,12}})?)\s(?P<word>{COMPANY})(?![a-z])(?!\s(?!Blog|Newsroom|Press|Docs|{LEGAL})[A-Z])"
)
"""The same as the beginning of a text whose next word is none with a capital: a paper may bear such a word in the midst."""
GENERIC = late(r"(?<=\w)\s(?:Computing|Labs?|Technolog(?:y|ies)|Semiconductors?|Holdings)$")
"""What a maker is called beside its name."""
CHIP_HOUSE = late(
    r"\b(?:Silicon|Semi(?:conductors?)?|Micro(?:systems|electronics)|Halbleiter|Photonics|Accelerators)\b"
)
"""Words that only companies of that trade bear."""
OWN = late(r"\b(?:its|our|their)\s(?:(?:first|next|new|latest)\s)?(?:\d[\d,.]{0,6}\s)?$")
FIRM = late(rf"(?<![A-Za-z-])(?P<firm>[A-Z][A-Za-z]{{2,15}}(?:\s[A-Z][a-z]{{2,12}})?)\s(?P<word>{COMPANY})(?![a-z])")
"""A name with a word that companies bear."""
PLACED = late(
    r"(?:\b(?:[Ss]tart-?up|[Cc]hip ?(?:maker|designer)|[Cc]ompany|firm|[Nn]ewcomer|[Ii]ts (?:maker|vendor))|jeune pousse)\s"
    r"(?P<a>[A-Z][^\W\d_]{2,15}(?:\s[A-Z][a-z]{2,12})?)"
    r"|\b[A-Z][a-z]+(?:\s[A-Z][a-z]+)?-based\s(?P<b>[A-Z][^\W\d_]{2,15}(?:\s[A-Z][a-z]{2,12})?)"
    r"|(?P<c>[A-Z][^\W\d_]{2,15}(?:\s[A-Z][a-z]{2,12})?)'s\s(?:co-?)?(?:founders?|ceo|CEO|CTO|chief|spokes\w+|chip ?designers?)"
    r"|(?P<d>[A-Z][^\W\d_]{2,15}(?:\s[A-Z][a-z]{2,12})?),?\s(?:an?|the)\s(?:\w+\s){0,3}(?:start-?up|chip ?maker|chip designer)"
    r"|(?P<e>[A-Z][^\W\d_]{2,15}(?:\s[A-Z][a-z]{2,12})?),\s(?:an?|the)\s(?:\w+\s){0,3}(?:company|firm|outfit|spin-?off|spin-?out)\b"
    r"|\b(?:[Hh]ello|[Gg]reetings|[Nn]ews)\sfrom\s(?P<f>[A-Z][^\W\d_]{2,15})(?=[!.,:])"
)
"""Somebody whom the text itself introduces as a company."""
PLACING = late(
    r"tart-?up|hip ?maker|hip ?designer|ompany|firm|outfit|spin-?o|(?:ello|eetings|ews) from"
    r"|ewcomer|[Ii]ts (?:maker|vendor)|jeune pousse|-based"
    r"|'s\s(?:co-?)?(?:f|ceo|C|ch|s)"
)
"""Of these one stands wherever `PLACED` finds somebody."""
OWNER = late(
    r"(?P<owner>[A-Z][^\W\d_]{2,15}(?:[ -][A-Z][A-Za-z]{1,15})?)(?:'s|(?<=s)')\s(?:(?:own|new|latest|first|next|upcoming"
    r"|custom|big|small|flagship"
    r"|in-house|forthcoming|second-generation|third-generation)\s){0,2}[\"']?$"
)
OWNER_BEHIND = late(
    r"[\"']?\s(?:(?:\w+\s){0,2}(?:from|by|of|von|van|de|di|da|par|firmy)\s(?:[A-Z][a-z]+'s\s)?"
    r"|d')(?P<owner>[A-Z][^\W\d_]{2,15}(?:\s[A-Z][a-z]{2,12})?)(?![\w-])"
)
ITS = late(
    r"(?<![A-Za-z-])(?P<owner>[A-Z][^\W\d_]{2,15}(?:\s[A-Z][A-Za-z]{2,12})?)\s(?:has|have|will|is|today|\w{2,12}(?:s|ed))\s"
    r"[^.;:\n\"]{0,90}?\b(?:its|their)\s(?:(?:own|new|latest|first|next|upcoming|custom|\d[\d,.]{0,6})\s){0,2}$"
)
SUBJECT = late(
    r"(?<![A-Za-z-])(?P<owner>[A-Z][^\W\d_]{2,15}(?:\s[A-Z][A-Za-z]{2,12})?)\s(?:has\s|have\s|today\s|officially\s|also\s"
    r"|just\s){0,2}"
    r"(?:unveil|introduc|announc|launch|reveal|debut|present|releas|took the wraps off|took the wraps|lifted the curtain|show"
    r"|ship|tap|detail|handed over|lift|toglie|dévoil|kündig|(?:be[gau]+n|start)\w* selling|sell|sold|won't sell|drop|cancel"
    r"|scrapp?|hand\w* out|(?:is )?taking orders for|open\w* orders for|lent us|sent us|apresent|lanç|lanz|anunci|annunci)\w*\s"
    r"(?:[\w-]+\s){0,5}?[\"']?$"
)

HOUSE = late(r"[A-Z][^\W\d_]{2,15}(?:(?:[ -]| & )[A-Z][^\W\d_]{1,15}){0,2}")
"""A publisher that may be a maker: few capitalised words."""
PRESS = late(
    r"\b(?:daily|news(?!room)|times|journal|letter|magazine|review|wire|diary|dispatch|digest|ticker|interview|podcast|agency"
    r"|post|press"
    r"|bench|watch|weekly|report\w*|insider|chronicle|observer|gazette|herald|tribune|today|forum|reddit|hacker|blogger"
    r"|analyst\w*|index"
    r"|university|institute|agence|zeitung|libre|heise|transcript|exchange|media|tv|radio|channel|room|homepage|personal"
    r"|musings|thoughts|life|world|techn?|ledger|quarterly|bulletin|newsletter|notebook|brief|archive|docket|feuilleton|courier|talk)\b",
    re.I,
)
HOUSE_TAIL = late(
    r"[\s,:-]*\b(?:blog|docs?|documentation|newsroom|news|stories|product pages?|pages?|press (?:room|release)|engineering"
    r"|website|portal"
    r"|partner portal|support|store|shop|changelog|notes)\b.*$",
    re.I,
)
SELF = late(r"\b(?:our|we|us|we've|we're|wir|unsere?|nous|notre)\b")
