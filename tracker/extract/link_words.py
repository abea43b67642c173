"""Words that tie companies to each other and to hardware: one table a class, each row a predicate and how it is said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.extract.late import late
from tracker.extract.phrases import Phrases, Words
from tracker.model.words import Predicate

Row = tuple[Predicate, re.Pattern[str]]
_BE = r"(?:is|are|was|were|be|being)?\s?"


@dataclass(frozen=True, slots=True)
class Table:
    """Predicates with the words for each."""

    rows: tuple[Row, ...]
    whole: Phrases
    """Finds something wherever one of the rows does: most clauses have none of these words."""

    def said(self, words: Words, start: int, end: int) -> tuple[Row, ...]:
        """The rows, if any of them has a word in [start, end)."""
        return self.rows if words.first(self.whole, start, end) else ()


def _apart(words: str) -> str:
    return rf"(?<![a-z])(?:{words})(?![a-z])"


def _table(*rows: tuple[Predicate, str]) -> Table:
    whole = "|".join(words.removeprefix(_BE) for _, words in rows)
    return Table(tuple((name, late(_apart(words))) for name, words in rows), Phrases(_apart(whole)))


ACTIVE = _table(
    ("licenses", r"licens(?:e[sd]?|ing)(?!\sdeal|\sagreement)|takes? a licen[cs]e|took a licen[cs]e|in-licens\w+"),
    ("acquires", r"acquir(?:e[sd]?|ing)|bought out|takes? over|took over|swallow(?:s|ed)|buys? all of"),
    ("owns", r"owns?|holds? (?:a (?:majority|controlling) stake|all shares) in|(?:is|are) the (?:owner|parent) of"),
    ("stops", r"stop(?:s|ped)? (?:using|buying|deploying)|has stopped|drops?|dropped|abandon(?:s"
        r"|ed)|mov(?:es|ed) away from|phas(?:es|ed) out|"
              r"retir(?:es|ed)|switch(?:es|ed) (?:off|away from)|decommission(?:s|ed)|replac(?:es"
        r"|ed)|ditch(?:es|ed)|verabschiedet sich von"),
    ("fabricated_by", _BE + r"(?:fabbed|fabricated|manufactured|made|built"
        r"|produced|etched)\s(?:by|at|for \w+ by)"
                      r"|(?:relies|rely|relied) on (?=tsmc|samsung|intel)|gefertigt\s(?:von|bei)"
        r"|fabriquée?\s(?:par|chez)"),
    ("supplies", r"suppl(?:y|ies|ied|ying)|deliver(?:s|ed|ing)?|ships?(?: to)?|shipped|sells?|sold"
        r"|provid(?:es?|ed)|furnish(?:es|ed)|liefert|fournit|lands?|landed|w[io]ns?"),
    ("buys_from", r"buys?(?:ing)?|bought|order(?:s|ed)(?! of magnitude)|purchas(?:es?|ed|ing)"
        r"|procur(?:es?|ed)|snap(?:s|ped) up|books?|booked|kauft|achète|compra"
                  r"|(?:places?|placed) an order|(?:sign(?:s|ed)|put its name)(?: up)?(?: to| for)"
        r"|lease[sd]?|rent(?:s|ed)|reserv(?:es|ed)|tak(?:es|ing) delivery of|took delivery of"
        r"|receiv(?:es|ed)"),
    ("deploys", r"deploy(?:s|ed|ing)?|install(?:s|ed|ing)?|us(?:es?|ed|ing)|adopt(?:s|ed|ing)?"
        r"|operat(?:es?|ed|ing)|(?:runs?|ran|running)(?: \w+){0,4}? on|switch(?:es|ed) on"
        r"|offer(?:s|ed|ing)?"
                r"|(?:trains?|trained|serves?|served|hosts?|hosted)(?: [\w'.-]+){0,5}? (?:on|from"
        r"|with)|(?:moves?|moved|migrat\w+|switch\w*)(?: [\w'.-]+){0,4}? to|roll(?:s|ed)? out"
        r"|stands? up|stood up"
                r"|brought up|fill(?:s|ed)|equip(?:s|ped)|relies on|rely on|setzt auf|nutzt|utilise|usa|runs?"),
    ("partners_with", r"partner(?:s|ed|ing)? (?:up )?with|collaborat\w+ with|team(?:s|ed|ing)? up with"
        r"|works? (?:closely )?with|worked with|working with|join(?:s|ed) (?:forces"
        r"|hands) with"
                      r"|all(?:ies|ied) with|cooperat\w+ with|co-?develop\w* (?:it |this |them )?with"
        r"|kooperiert mit|s'associe (?:à|avec)|se alía con"),
)  # fmt: skip

PASSIVE = _table(
    ("deploys", r"(?:used|deployed|adopted|installed|operated|run|rented out|hosted"
        r"|offered)(?: \w+){0,3}? by|in use (?:at|by)|at work (?:at|for)|in service (?:at"
        r"|with)"),
    ("buys_from", r"(?:bought|ordered|purchased|reserved|leased|rented|snapped up)(?: \w+){0,2}? by"),
    ("acquires", r"(?:acquired|bought out|taken over|swallowed)(?: \w+){0,2}? by"),
    ("owns", r"owned(?: \w+){0,2}? by|a (?:subsidiary|unit|division|daughter) of"),
    ("licenses", r"licensed(?: \w+){0,2}? (?:by|to)"),
    ("supplies", r"(?:supplied|delivered|provided)(?: \w+){0,2}? by"),
    ("stops", r"(?:dropped|abandoned|phased out|retired|ditched)(?: \w+){0,2}? by"),
)  # fmt: skip

NOMINAL = _table(
    ("licenses", r"licen[cs](?:e|ing)(?: technology)? (?:agreement|deal|pact|contract)s?"),
    ("acquires", r"(?:acquisition|takeover|purchase) of|acquisition deal (?:for|with)"),
    ("supplies", r"(?:supply|delivery) (?:agreement|deal|contract|pact)s?"),
    ("buys_from", r"(?:purchase|procurement|order) (?:agreement|deal|contract)s?|orders? (?:for|with|from)|big order"),
    ("partners_with", r"partnerships?|partnered|tie-?ups?|alliances?|collaborations?|joint ventures?"
        r"|cooperation|(?:strategic |multi-?year |new )?(?:deal|agreement|pact|contract)s?"
        r"|kooperation|partenariat|alianza"),
)  # fmt: skip

AHEAD = late(
    r"\b(?:will(?: also| be| begin to| start to)?|to be|plans? (?:also )?(?:to|on)"
    r"|planning to|planned to|intends? to|expects? to|agree[sd]? to|commit(?:s|ted)? to"
    r"|is set to|are set to"
    r"|going to|wants? to|aims? to|prepar\w+ to|is to|are to|has promised to|promises to"
    r"|vows? to|pledge[sd]? to|signed up to|wird|werden|va|vont|va a|about to|due to"
    r"|slated to|scheduled to|hopes? to)"
    r"\s(?:[\w-]+\s){0,2}?$"
)
BOTH = late(r"\bbetween\s(?:the\s)?$")
LIST = late(
    r"(?:'s)?(?:\s\([^()\n]{1,40}\))?[\s,/&]{0,3}(?:and|or|as well as|plus|along with"
    r"|together with|und|et|y)?[\s,]{0,2}(?:also\s|the\s)?"
)
