"""The verbs and nouns that report something happening to a product, and on which side of them the product stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tracker.extract.phrases import Phrases
from tracker.model.words import EventType

Side = Literal["after", "before", "either"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """`soft` triggers need a date or a figure beside them."""

    type: EventType
    side: Side
    rule: str
    confidence: float


def _t(type_: EventType, side: Side, rule: str, confidence: float, words: str) -> tuple[Trigger, Phrases]:
    return Trigger(type_, side, rule, confidence), Phrases(rf"(?<![a-z])(?:{words})(?![a-z])")


PRIORITY: tuple[EventType, ...] = (
    "discontinued",
    "deal",
    "price",
    "production",
    "available",
    "deployed",
    "roadmap",
    "benchmark",
    "announced",
)
"""Which type one clause gives a product where several would fit."""

_SHOWN = (
    r"announc(?:es|ed|ing|e)|unveil(?:s|ed|ing)?|introduc(?:es|ed|ing|e)|launch(?:es|ed|ing)?"
    r"|debut(?:s|ed|ing)?|reveal(?:s|ed|ing)?|detail(?:s|ed)|present(?:s|ed)|showcas\w+|preview(?:s"
    r"|ed)"
    r"|disclos(?:es|ed|ing)|show(?:s|ed|n|ing)? off|show(?:s|ed)|took the wraps off|tak(?:es"
    r"|ing) the wraps off|lift(?:s|ed) the (?:lid|cover|veil|curtain)\s(?:on|off|from)|pull(?:s"
    r"|ed) back the curtain on|drew back the curtain|bar(?:es|ed)"
    r"|br(?:ings|ought) out|lays? out|laid out|outlin(?:es|ed)|describ(?:es|ed)|releas(?:es|ed)"
    r"|premier(?:es|ed)|stell(?:t|te)|zeigt(?:e)?|präsentier\w+|dévoil\w+|présent(?:e|ait|é)"
    r"|enthüllt\w*|presentó|presenta|anunci\w+|debütier\w+|joined|expands? .{0,30} (?:family|lineup"
    r"|portfolio) with|welcomes?|say hello to"
)

TRIGGERS: tuple[tuple[Trigger, Phrases], ...] = (
    _t(
        "discontinued",
        "after",
        "discontinued.act",
        0.85,
        r"discontinu(?:es|ed|ing)|cancel(?:s|ed|led|ling)?|scrap(?:s|ped|ping)|axe[sd]?|kill(?:s|ed)"
        r"|shelv(?:es|ed|ing)|phas(?:es|ed|ing) out|retir(?:es|ed|ing)|stopp?(?:s|ed)? (?:using|selling"
        r"|making|producing|shipping|offering|taking orders for)|ends? (?:sales|production|support"
        r"|orders) (?:of|for)|end[- ]of[- ](?:life|sale) (?:for|of)|pull(?:s|ed) the plug on|abandon(?:s"
        r"|ed)?|withdr(?:aws|ew)|drop(?:s|ped)(?= (?:the\s)?[a-z-]+ (?:line|chip|project|card))|wind(?:s"
        r"|ing)? down|deprecation of|cancell?ation of|last (?:orders|shipments) (?:of|for)|switch off"
        r"|stellt .{0,40} ein",
    ),
    _t(
        "discontinued",
        "before",
        "discontinued.state",
        0.83,
        r"(?:is|are|was|were|been|be|being|will be) (?:discontinued|cancell?ed|scrapped|axed|shelved"
        r"|phased out|retired|withdrawn|shut down|killed|dropped)|(?:has|have) reached end of life"
        r"|end[- ]of[- ]life|will never be sold|no longer (?:sold|made|available|offered|produced)"
        r"|can no longer be (?:created|ordered|bought|rented)|wird eingestellt|sales (?:have )?ended"
        r"|goes? out of production|leaves? the (?:catalogue|price list)|is history|is dead"
        r"|becomes? an internal|will not (?:come|go) to market",
    ),
    _t(
        "deal",
        "after",
        "deal.act",
        0.8,
        r"sign(?:s|ed|ing)?(?: up)?(?: [\w-]+){0,4} (?:deal|agreement|contract|order|licen[cs]e|for)"
        r"|order(?:s|ed|ing)(?! of magnitude)|buy(?:s|ing)?|bought|purchas(?:es|ed|ing|e)|acquir(?:es|ed"
        r"|ing|e)|acquisition of|licens(?:es|ed|ing)|snap(?:s|ped) up|book(?:s|ed)|commit(?:s|ted) to"
        r"|award(?:s|ed)|select(?:s|ed)|pick(?:s|ed)|cho(?:oses|se)|tak(?:es?|ing) (?:up to |some "
        r"|another )?\d|puts? its name to|widen(?:s|ed)|memorandum|secur(?:es|ed)|lock(?:s|ed) in"
        r"|supply (?:deal|agreement|contract)|deal (?:for|with|worth|over|to)|contract (?:for|with|worth"
        r"|to|over)|agreement (?:for|with|to|worth|over|under)|partner(?:s|ed|ing)? with"
        r"|partnership (?:with|to|on|for)|orders? (?:for|worth|of)|purchase order|letter of intent"
        r"|licen[cs]ing (?:deal|agreement)|tie-ups? with|pairing|teams? up with|strikes?|struck|bestell\w+"
        r"|commande\w*|kauft",
    ),
    _t(
        "deal",
        "before",
        "deal.state",
        0.78,
        r"deals?|contract|orders|(?:was|were|is|are|been|be) (?:ordered|bought|purchased|acquired|selected"
        r"|chosen|licensed)|went to|tie-ups?|warrants|partnered with|gets? the (?:contract|order|nod)"
        r"|w(?:ins|on) (?:the|an?) [\w -]{0,30}(?:contract|tender|order|deal)|agreement|partnership|(?:has"
        r"|have) been booked",
    ),
    _t(
        "price",
        "either",
        "price.change",
        0.8,
        r"(?:cut|cuts|cutting|lower|lowers|lowered|slash\w*|reduc\w+|rais\w+|drop\w*|halv\w+|hik\w+"
        r"|increas\w+|trim\w*) (?:\w+ ){0,3}?(?:prices?|pricing|rates?|tariffs?|fees?)|prices? (?:of|for"
        r"|on)|price cuts?|gets? \d+\s?(?:%|percent) cheaper|list prices?|priced (?:at|from)|price tag"
        r"|starts? at \$|starting (?:at|price)|sells? for|costs? \$|goes for|sets you back|per gpu-hour"
        r"|on-demand prices?|pricing|asking price|(?:now|is|are) \d+\s?(?:%|percent) cheaper|kostet"
        r"|preise?",
    ),
    _t(
        "production",
        "either",
        "production",
        0.85,
        r"(?:full|volume|mass|series|high-volume|serial|large-scale)[- ](?:production|manufactur\w+)"
        r"|enter(?:s|ed) production|(?:is|are|now|already) in production|went into production"
        r"|goes into production|rolls? off the (?:production )?line|being (?:made|built"
        r"|manufactured) in volume|production (?:has |have )?(?:started|begun|is under way|is underway"
        r"|ramp\w*)|ramp(?:s|ed|ing)? (?:up )?production|serienfertigung|massenproduktion|serienproduktion"
        r"|production (?:de masse|en série)|in volume since|leaves? the factory in volume",
    ),
    _t(
        "available",
        "before",
        "available.state",
        0.84,
        r"(?:is|are|be|becomes?|became|been|now|today|generally) (?:now |also |already |today "
        r"|finally )*(?:generally |publicly |broadly |widely )?available|general(?:ly)? availab\w+"
        r"|(?:enters?|entered|reached?|reaches|hits?|in|into) (?:public |limited |general )?(?:preview"
        r"|availability|ga\b)|can now (?:be )?\w+|can be (?:rented|ordered|bought|reserved|used"
        r"|switched on|had)|now ship(?:s|ping)|(?:has|have) (?:been|begun|started) ship\w*"
        r"|beg[ai]n(?:s)? (?:to ship|shipping)|start(?:s|ed)? (?:to ship|shipping)|shipping (?:now|since"
        r"|today)|(?:is|are) shipping|on sale|in stock|orderable|open (?:for|to) (?:orders|customers"
        r"|everyone|all)|start(?:s|ed)? to roll out|rolling out|within reach of|is here|arrives? in"
        r"|came to|live in|lands? in|(?:ist|sind) (?:ab sofort |jetzt |nun )?(?:verfügbar|erhältlich"
        r"|lieferbar)|ab sofort|disponibles?|ships? (?:now|today)|shipp(?:ed|ing) to|for rent|rentable"
        r"|live on demand|(?:is|are) (?:now )?live (?:in|on)|now ga|goes ga|has landed|have landed"
        r"|now offered|new in our cloud|bookable|opens? (?:for|to)",
    ),
    _t(
        "available",
        "after",
        "available.act",
        0.8,
        r"(?:general(?:ly)?|immediate) availab\w+ (?:of|for)|(?:now|today) (?:launch|use|rent|order|deploy"
        r"|access|reserve|create|offers?|sells?|ships?)|can (?:now )?(?:launch|rent|order|reserve|book)"
        r"|everybody can use|customers can use|start(?:s|ed)? (?:selling|shipping|offering|renting)"
        r"|beg[au]n (?:to ship|shipping|selling|to sell|offering)|put .{0,40} on sale|rolls? out"
        r"|rolled out|ship(?:s|ped)|public preview:?|(?:generally|now) available:?|now offers?|is offering"
        r"|rent(?:s|ing)? out|new shape|in preview",
    ),
    _t(
        "deployed",
        "after",
        "deployed.act",
        0.8,
        r"(?:runs?|running|ran|trained|served?|serving|serves|hosted|live|built|relies|rely|operat\w+"
        r"|based|launched inference|computes?) (?:\w+ )?(?:on|from|with|by means of)|powered by|(?:has"
        r"|have) (?:deployed|installed|switched on|brought online|put .{0,25} into service)|deploy(?:ed|s)"
        r"|uses|install(?:s|ed)|switch(?:es|ed) on|brought .{0,25}online|validat(?:es|ed|ing)|operat(?:es"
        r"|ed|ing)|adopt(?:s|ed)|migrat(?:es|ed) .{0,30}to|moved .{0,30}to|mov(?:es|ed) (?:its"
        r"|their) .{0,30}(?:on)?to|läuft auf|rechnet auf|setzt auf|can use|now using",
    ),
    _t(
        "deployed",
        "before",
        "deployed.state",
        0.8,
        r"powers?|runs?|serves?|(?:is|are|was|were|been|now) (?:already )?(?:in use|deployed|installed"
        r"|live|running|in service|serving|operational|online|up and running|at work)|in operation"
        r"|used (?:internally|in|by|for|to)|already (?:serves?|answers?|runs?|in use|works?|handles?)"
        r"|goes? live|went live|came online|in production use",
    ),
    _t(
        "roadmap",
        "either",
        "roadmap.promise",
        0.8,
        r"roadmap|on track|in the works|slated|scheduled|slotted|pencilled in|(?:(?:is|are|was|were) )?due"
        r"|planned|plans? to|expected|will (?:be |also |then |not be .{0,12}until )?(?:ship|launch|arriv"
        r"|follow|come|start|be|go|enter|deploy|offer|install|roll|reach|bring|debut|succeed|replac|power"
        r"|open|receiv|get|host|run|add|take|deliver|join)\w*|to (?:ship|launch|arrive|follow|debut|come)"
        r"|coming|comes? (?:next|in|later|early|late)|arriv(?:es|ing)|follow(?:s|ed by)|ships? (?:in|later"
        r"|early|late|from|by|with)|shipments? (?:start\w*|begin\w*|in|of|are|from|will)|deliver(?:y|ies)"
        r"|sampl(?:es|ing)|available (?:in|from|later|early|late|by|next|to customers)|availability"
        r"|tape-?out|down for|has a year|in development|is developing|are developing|working on|preparing"
        r"|prepares?|gearing up|targe\w+|find their way|goes on sale|go on sale|gets? samples|sets? foot"
        r"|in \w+ hands|moved (?:up|forward|back)|delay\w*|pushed (?:back|to)|brings? forward|postpon\w+"
        r"|next on the list|intends? to|aims? to|promis\w+|soll(?:en)?|wird|werden|kommt|folgt"
        r"|zieht .{0,40} vor|has to wait|first (?:systems|units|racks|phase|gigawatt|customers)"
        r"|starting in|beginning (?:in|with)|begins? in",
    ),
    _t(
        "benchmark",
        "either",
        "benchmark",
        0.8,
        r"mlperf|tokens?(?: a | per |/)\s?(?:s|sec|second)s?\b|tok/s(?:ec)?|tps|tokens/sec|benchmarks?"
        r"|(?:first )?results?|submi\w+|scenario|held the lead|records?|time to first token|ttft"
        r"|images? per second|requests? per second|inferencemax|inferencex|samples/s(?:econd)?"
        r"|tokens pro sekunde",
    ),
    _t(
        "announced",
        "after",
        "announced.act",
        0.85,
        _SHOWN + r"|(?:launch|announcement|unveiling|introduction|debut|reveal|introducing|introduction|premiere"
        r"|vorstellung) of|introducing|meet(?: the)?|new:",
    ),
    _t(
        "announced",
        "before",
        "announced.state",
        0.8,
        r"(?:was|were|is|are|been|being) (?:formally |officially |first |also |today )?(?:announced"
        r"|unveiled|introduced|launched|revealed|detailed|presented|shown|disclosed|previewed|debuted)"
        r"|(?:makes?|made|had) (?:its|their) (?:\w+ )?(?:debut|premiere|first appearance|entrance)"
        r"|debut(?:s|ed)|steps? out|is born|sees? the light|breaks? cover|vorgestellt|launch(?:es"
        r"|ed)?(?= (?:in|at|today|on))|announced|newly announced|drew attention|unveiled"
        r"|first appearance|for the first time",
    ),
)
