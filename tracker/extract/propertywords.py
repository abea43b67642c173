"""The words that tell what a figure is: families of nouns for sizes and rates, and what makes a figure no property."""

from __future__ import annotations

import re

from tracker.extract.late import late

Kinds = tuple[tuple[str, re.Pattern[str]], ...]


def _kinds(*rows: tuple[str, str]) -> Kinds:
    return tuple((name, late(rf"(?<![a-z])(?:{words})(?![a-z])")) for name, words in rows)


SIZES = _kinds(
    (
        "host",
        r"ddr\d?\w{0,3}|(?:system|host|cpu|main|server|node|shared system|virtual) (?:memory|ram)|memory on the cpu"
        r"|(?:on|for) the (?:cpu|host)(?: side)?|\bram\b(?! ?disk)|(?<!stacked )(?<!on-package )dram\b"
        r"|lpddr5x? on the cpu\w*|lpddr5x? system"
        r"|ssds?|nvme|storage|disks?|drives?|flash|swap|arbeitsspeicher|hauptspeicher|ebs|hard drive|egress"
        r"|(?:\w+ )?cpus?|on (?:the )?(?:grace|vera)|fast memory|主存|内存条|storage",
    ),
    (
        "model",
        r"weights?|checkpoints?|kv[ -]?cache|parameters?|datasets?|downloads?|files?|model size|quant\w*"
        r"|context|images?|repos?itory|logs?|tokens|wheel|containers?|traffic|per month|free(?!\sto\b)|left over"
        r"|(?<!to )spare|headroom"
        r"|(?:model|weights)\b[^.;,]{0,25}\s(?:needs?|takes?|fits?|occup\w+)|modell\w*|overhead|footprint|activations?",
    ),
    (
        "stack",
        r"(?:per|each|a|every) (?:hbm\d?\w?\s)?(?:stack|cube|module)|stacks? (?:of|hold|with)|apiece in a stack"
        r"|per die stack|tensor memory|tmem|register files?|instruction memory",
    ),
    (
        "sram",
        r"srams?|on-chip memory|on-die memory|on-chip|on-die|l[123] cache|last-level|scratchpads?|sbuf|caches?"
        r"|shared memory"
        r"|片上(?:内存|缓存|sram)|オンチップ\w*|cache-speicher|mémoire (?:embarquée|sur puce)|vmem|tile memory",
    ),
    (
        "memory",
        r"hbm[2-5]?\w{0,2}|vram|(?:stacked|on-package) dram|gddr\d?\w?|lpddr\d?\w?|(?:gpu|device|accelerator|graphics"
        r"|video) (?:memory|ram)"
        r"|high[ -]bandwidth memory|memory|speicher\w*|mémoire|memoria|memorie|geheugen|hi(?:z|bl)\w*|显存|内存"
        r"|メモリ\w*|顯存|메모리",
    ),
)
"""What a number of bytes may be a size of; the first family wins a tie."""

ON_CHIP = late(r"\bsrams?\b|on-chip|on-die|片上|オンチップ")
"""Words that make the "memory" beside them memory of the die."""

BESIDE_STACKS = late(r"\s(?:of\s)?lpddr\d?\w?")
STACKED = late(r"\d\s?(?:[gt]i?b\s)?(?:of\s)?hbm[2-5]?\w{0,2}\b")
"""LPDDR beside HBM is the memory of the host."""

HOST_AHEAD = late(
    r"\b(?:xeons?|epycs?|v?cpus?|host(?:s| processors?)?)\b(?:\s\w+){0,3}?\s?(?:and|,|with|plus)\s(?:an?\s|up to\s)?$"
)
EACH_STACK = late(r"\b(?:each|every|one|a) (?:hbm\d?\w?\s)?(?:stack|cube)\b[^.;]{0,60}$")
CORES = late(r"\bcores?\b[^.;,]{0,25}$")
PER_DIE = late(r"\bdies?,? (?:of|each|with|hold\w*)\b[^.;]{0,40}\beach\b|\bdies?,? each\b|\bper die\b")
"""Figures of a part of the package: a memory stack, a core, a die."""

RATES = _kinds(
    (
        "net",
        r"infiniband|ethernet|networks?|networking|nics?|efa\w*|scale-out|pcie\w*(?![\s-](?:cards?|boards?|products?|form"
        r"|versions?|add-in|accelerators?))|connectx\S*|rdma|roce\w*|per pin"
        r"|pin speeds?|per lane|data rate|dma|nvme|storage|quantum-x\w*|spectrum-x\w*|osfp|optical|optics|serdes"
        r"|transceivers?"
        r"|dpus?|hosts?|cxl|netzwerk\w*|réseau|red de|ネットワーク|网络|per stack|a stack|stacks?|east-west|north-south"
        r"|front-end"
        r"|uplinks?|disk\w*|kv cache|checkpoint\w*|bluefield\S*",
    ),
    (
        "link",
        r"nv-?link\w*(?:[ -]?\d)?|nvswitch\w*|ici|scale-?up|interconnect\w*|interconexión|chip-to-chip|inter-chip"
        r"|gpu-to-gpu|card-to-card"
        r"|ualink|infinity fabric|xgmi|die-to-die|unifiedbus|lingqu|neuronlink\S*|neuronswitch\S*|fabric"
        r"|links?(?!\s(?:\d|up\b|the\b|to\b|together|all\b|each\b))|interchip|c2c"
        r"|(?:into|within|across) (?:the|a|its|that|one) (?:\w+ )?domain|(?:is|are) connected (?:at|with|by|over|through)"
        r"|(?:link|join|connect|tie|couple)s?\s\d[\d,]*\s(?:\w+\s)?(?:chips|packages|gpus|accelerators|cards|devices|npus|tpus)"
        r"|to (?:one another|each other)|between (?:the )?(?:chips|gpus|accelerators|cards|devices)|peers?"
        r"|among themselves"
        r"|(?:chips|gpus|accelerators) (?:exchange|talk|communicate)\w*|verbund|verbindung\w*|interconnexion"
        r"|互联\w*|互连|相互接続|インターコネクト"
        r"|(?:its|their|the)\s(?:\d+\s)?neighbou?rs?|all-to-all|torus|mesh",
    ),
    (
        "memory",
        r"hbm[2-5]?\w{0,2}|memory|speicher\w*|mémoire|memoria|sram|gddr\d?\w?|lpddr\d?\w?|vram|显存|内存|メモリ\w*"
        r"|on-chip|caches?|ram",
    ),
)
"""What a number of bytes a second may be a rate of; plain "bandwidth" decides nothing."""

SEPARATOR = late(
    r"[,;|\t)]|/\s|\s-\s|\b(?:and|with|at|plus|und|moves?|moving|that runs at|mit|et|avec|y|con|while|as well as"
    r"|run at|fed by|over)\b|、|・"
)
"""What parts the words of two neighbouring figures."""

NEXT_FIGURE = late(r"(?:,|;|\band\b|\bplus\b|\bwith\b)\s(?=\d)")
"""Where the words of a next figure begin, also of one whose unit is none of ours ("24 ports")."""

RATED = late(
    r"(?:advertised|rated|nominal|theoretical|specified|official|paper|quoted|claimed|spec(?:ified|'d)?"
    r"|data ?sheet|peak|nameplate)\W{0,3}(?:peak\s|at\s|of\s|value\s|figure\s)*$"
)
"""Words right before a figure that make it a rating, whatever is measured around it."""

OF_IT = late(r"\sof\s(?:it|that|this|them)\b")
"""Behind a figure: its noun stands before the comma ahead of it."""

HARD = late(r"[;|\t。]|(?<!\.)\.\s|\n")

MEASURED = late(
    r"\b(?:achiev\w+|measur\w+|sustain\w+|utili[sz]\w+|attain\w*|hits?|hitting|real-world|observed"
    r"|kernels?|effective|benchmark\w*|in practice|we (?:see|saw|got|get|measured)|profil\w+|our (?:run|tests?)"
    r"|reads? back|gemessen\w*|mesur\w+|medid\w+|实测|実測|mfu|roofline|\d\s?% of (?:the )?(?:memory |peak |hbm )?bandwidth)\b"
)
"""Values of a run, no ratings."""

NO_PROPERTY = late(
    r"\W{0,2}(?:-class\b|model|parameter|more\b|less\b|fewer|extra|additional|faster|deal|order|campus|data cent"
    r"|site|of capacity\b"
    r"|of (?:ai )?(?:infrastructure|compute capacity)|gap|difference|short\b)"
)
"""Words right behind a figure that make it a difference or a thing of another kind."""

CHANGE = late(
    r"\b(?:runs?|running|fits?|fit)\s(?:easily\s|entirely\s)?(?:on|in|into|onto)\s(?:an?|one|a single|just one|single)\s$"
    r"|\b(?:another|additional|extra|saves?|saving|lacks?|misses|short of|by an?other)\W{0,2}$"
    r"|(?<!fed )(?<!backed )(?<!served )(?<!powered )(?<!divided )(?<!matched )(?<!joined )\bby\s(?:about\s|some\s"
    r"|nearly\s)?$"
)

OF_EACH = late(
    r"\b(?:chips|gpus|cards|accelerators|devices|packages|npus|tpus|lpus) (?:(?:each )?(?:with|of|at|having)) (?:up to )?$"
)
"""Right before bytes of "each": they are memory, whatever the sentence is about."""

STACKS_COUNTED = late(
    r"(?<![\w.,])(?:\d{1,2}|one|two|three|four|five|six|seven|eight|ten|twelve|sixteen)\s(?:[\w-]{1,8}\s){0,2}?stacks(?:\sof\s\w+)?\b"
)
"""All the stacks of a package: the figure beside them is of the package."""

ADDED = late(r"\bexpand\w*|\bextend\w*|\bcxl\b|\boffload\w*|\binstances? of\W*$|\bupgrad\w*|\badds?\W*$")

PART_OF = late(
    r"\bof (?:which|those|these|that)\W{0,2}(?:about\s|around\s|roughly\s|some\s|up to\s)?$|\b(?:davon|dont)\s$"
)
"""Right before watts: they are a part of those just named."""

OTHER_POWER = late(
    r"\bunder (?:full )?load\b|\d\s(?:tok\S{0,4}\s|tokens\s(?:\S+\s){0,2})?at\s$|psu|power suppl|\bups\b|solar|laptop"
    r"|\bidle|\busb|at the wall|wall socket|cooling capacity|measured"
    r"|under load in|averag|savings?"
    r"|cluster|data ?cent|campus|household|consumption of the (?:site|hall)|netzteil"
)
"""Watts that are not the rating of an accelerator, rack or server."""

WITHDRAWN = late(
    r"\b(?:instead of|not|formerly|previously|old|earlier version|used to be|down from|rather than|had been|gave (?:it|its)"
    r"|credited|anstatt|statt|vorher|bisher|nicht|no longer|wrongly|erroneously|mistakenly|misstated as"
    r"|originally|no son|pas|non pas"
    r"|did not have|does not have|doesn't have|isn't|never|(?:was|were) (?:once|originally|first|initially"
    r"|supposed|meant|planned))\b\W{0,3}(?:the\s|a\s|an\s|its\s|as\s|at\s|with\s|von\s|mit\s)?(?:(?!but\b|sondern\b"
    r"|sino\b|mais\b)\w+\s){0,3}$"
    r"|\bwe (?:wrote|reported|stated|printed)\b[^.;]{0,110}$"
    r"|[(,]\s?(?:was|formerly|previously|vorher|antes|avant)[\s:]{0,2}(?:~|up to\s)?$"
    r"|\b(?:and|und|et|y|e) (?:not|nicht|non|no|não)\s$"
    r"|\b(?:earlier version|previous(?:ly)?|corrections?|mistaken|wrong|originally|erroneous)\b[^.;]{0,60}\b(?:gave"
    r"|said|stated|listed|put|had|read|spoke)\b[^.;]{0,50}$"
)
"""Words before a figure that take it back."""

WAS = late(
    r"\b(?:was|were|formerly|previously|hitherto|until now|so far|used to be|war|était|antes)\W{0,3}(?:at\s|the\s)?$"
    r"|\b(?:a|one|two|three) (?:year|month|quarter)s? (?:ago|earlier|before)\b[^.;$]{0,40}\b(?:cost|rented|went|stood|paid|was|were"
    r"|asked|charged)\b[^.;$]{0,20}$"
    r"|\bhad\s(?:[\w']{1,14}\s){1,6}?(?:for|at)\W{0,3}$"
)
"""Before a price: it was, so it is no more."""

UNTRUE = late(
    r"\b(?:not true|untrue|false|wrong|a myth|incorrect|nonsense|not the case)(?: that|:| to say)\b[^.;]{0,80}$"
    r"|\bnone of (?:the|these|those) (?:values|figures|numbers|specs|specifications)\b[^.;]{0,90}$"
)

TENTATIVE = late(
    r"\b(?:suppose|imagine|what if|would|could|might|may (?:have|reach|offer|get|carry|come|be|take|bring|draw)|if the"
    r"|should the"
    r"|(?:has|have|had|i|we) heard|word (?:on|is|has it|around)|chatter|buzz|whisper\w*"
    r"|supposed(?:ly)?|presumably|probably|perhaps|expected to (?:have|carry|reach|offer|feature|use|come|pack"
    r"|draw|get|bring)"
    r"|(?:analysts?|we|i|they|bank|house|desk|brokers?)\b[^.;]{0,25}\b(?:model|pencil|guess|assume|forecast"
    r"|project|reckon|think|expect)s?|soll|sollen|dürfte|könnte|podría|pourrait|devrait)\b"
)
"""Words of a clause that leave its figure open; a promise ("will have") is none of them."""

WITHDRAWN_AFTER = late(
    r"[,\s]{0,3}until\b|\W{0,3}(?:(?:was|is|were)\s(?:wrong|incorrect|a (?:typo|mistake|misprint))|as (?:previously|first"
    r"|originally|earlier) (?:reported|stated|announced|rumou?red)|is no longer)"
    r"|[^.;,\d]{0,24}\bshould (?:read|be|have been|say)\b"
    r"|[^.;\d\"]{0,24}\";?,?\s(?:read|lies|lire|léase|recte)\b"
    r"|[^.;,\d]{0,20};\s(?:it|this|that)(?:'s|\sis)\s(?:in fact\s|really\s|actually\s)?\d[\d.,]*\s?[a-zµ]"
    r"|(?:\s(?:of\s)?[a-z]\w{1,11})?\s(?:becomes?|became)\s"
)
TO_NUMBER = late(
    r"[^.;,\d]{0,25}?\b(?<!up )(?:to|auf|à|bis|naar|till|til|hasta)\s(?:just\s|about\s|only\s|a\s|up to\s)?[~$€]?\s?\d"
)
"""Behind "from A": the figure that A became."""
