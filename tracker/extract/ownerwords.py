"""Words that tell whose a figure is: prepositions, marks of comparison, other hardware, clause borders."""

from __future__ import annotations

from tracker.extract.late import late

EXPLICIT = late(
    r"\s{0,3}[^.;:()]{0,45}?\b(?:per|of(?:\san?|\seach|\severy|\sthe|\sone)?|for(?:\san?|\severy|\sthe"
    r"|\seach)?|on(?:\san?|\sthe)?|from|in(?:\san?|\sthe|\sone)?|by|an?|across(?:\sa|\sthe)?|beim?|im|für|pour|du"
    r"|dans|del?|por)\s(?:single\s|full\s|new\s"
    r"|nvidia\s|amd\s|google(?:'s)?\s|aws\s|intel\s|[\s*\"'`(]){0,3}$"
)
"""Between a figure and the name that it is of: "per", "of the", "on a"."""

NOUN_AFTER = late(
    r"\s{0,3}[^.;:()]{0,45}?\b(?:of|for|in|on|from|across|by|to|within|inside|over|throughout|beim?|im|für|pour"
    r"|dans|en)\s$"
)
"""The same before a noun ("in the box")."""

EACH_AFTER = late(
    r"[^.;,()\d]{0,32}?\b(?:each|apiece|chacune?|cada una?|jeweils|je\b)(?!\s(?:other|time|year|rack|server|node"
    r"|pod|\w+s\b))"
)
"""Behind a figure: it is that of one piece."""

BROKEN = late(r"\d\s?(?:gb|tb|w\b|[tp]flops)|,|\b(?:and|while|but|with|that|which|against|versus|than|compared)\b")
"""Words that end the reach of "per X"."""

OTHER_HARDWARE = late(
    r"\b(?:grace(?: cpus?)?|vera cpus?|xeons?|epycs?|gravitons?|axions?|bluefields?|connectx\S*|hosts?"
    r"|spectrum-\S*|x86|dpus?|nics?|(?<!nv)switch(?:es)?|ssds?|hbm\w{0,3} (?:stack|cube|module)s?|snapdragon|ryzen"
    r"|laptops?|phones?|macs?|rtx\s?(?:30|40|50)\d0(?:\s?ti)?|m[1-5] (?:max|ultra|pro))\b"
)
"""Subjects that are no accelerators: hosts, switches, memory stacks."""

OF_A_HOST = late(
    r"(?:\sof)?(?:\s(?:lp)?ddr\dx?|\sram|\sdram|\smemory|\sspeicher){0,2}\s(?:on|of|for|at|beside|attached to|wired to|from|by|am"
    r"|beim|an der|auf der|für|sur|du|pour|en|del?)"
    r"\s(?:the\s|each\s|its\s|der\s|die\s|den\s|le\s|la\s|el\s)?(?:grace|vera\scpu|arm|x86|cpus?|hosts?|xeon|epyc)(?![\w]|-blackwell|\s(?:blackwell|hopper))"
)
"""Behind a figure: "480 GB of LPDDR5X on the Grace CPU"."""

SHARE = late(
    r"\b(?:of which|of that|davon|dont|de los cuales)\s(?:(?:about|around|some|roughly|up to|only|etwa|rund)\s){0,2}$"
)
"""Before a figure: only a share of the one before it."""

HOUSED = late(r"[\s-](?:racks?|cabinets?|halls?|rooms?|rows?|feeds?|circuits?|brick|psus?)\b")
ARTICLE = late(r"\ban?\s$")
"""Around a figure: "fills a 40 kW rack", the figure of what houses or feeds the machine."""

OTHER_SUBJECT = late(
    r"\b(?:grace cpus?|vera cpus?|xeons?|epycs?|gravitons?|axions?|bluefields?|connectx\S*"
    r"|spectrum-\S*|x86|dpus?|nics?|switch(?:es)?|ssds?|hbm4e? (?:stack|cube)s?|snapdragon|ryzen"
    r"|laptops?|phones?|macs?|rtx\s?(?:30|40|50)\d0(?:\s?ti)?|m[1-5] (?:max|ultra|pro))\b"
)
"""The same, only those that never stand for an accelerator: for ratios."""

POINTS_BACK = late(
    r"\b(?:it|its|they|their|each|both|the (?:new |same |whole )?(?:chip|card|gpu|part|accelerator"
    r"|processor|device|package|system|rack|server|pod|machine|board|tpu|asic|xpu|module|box|node"
    r"|superchip|unit|soc)s?|this (?:chip|card|gpu|tpu|system|rack)|specs?|er|der chip|sie)\b"
)
"""Words that point to a product named before."""

CUT = late(
    r";\s|,\s(?:and|but|while|whereas|where|yet|so|und|aber|während|et|mais|y|pero)\s|\s(?:while|whereas|where"
    r"|but|wohingegen|mientras)\s"
    r"|\s-{1,2}\s|:\s|。"
)
"""What parts the clauses of a sentence."""

MARK = late(
    r"\b(?:(?<!more )(?<!less )(?<!fewer )(?<!rather )than\b(?!\s\d)|versus\b|vs\b\.?|compar(?:ed|ing) (?:to|with)\b"
    r"|(?:relative to|against|(?:up|down) from|gegenüber|contre|frente a|instead of|rather than|statt|au lieu de)\b)"
    r"|に対し|相比|对比"
)
"""Words of comparison that give the other side a figure of its own."""

FROM = late(r"from|instead|rather|statt|lieu")
"""Those of them that tell of a former value."""
