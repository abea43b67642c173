"""Which mentions are only a yardstick: what follows "than", "versus", "competitor to" owns no figure and no event."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.extract.late import late
from tracker.extract.parts import Mention

_LEAD = late(
    r"(?:\b(?:than|versus|vs\.?|compar(?:ed|ison|able)\s(?:to|with)|compare\w*\s(?:to|with)"
    r"|against|relative to|over(?=\s(?:the|its|nvidia|amd|aws|google|previous)?\W*$)"
    r"|(?:competitors?|rivals?|alternatives?|answer|successor|successors|response|challenger"
    r"|equivalent|similar|comparable|compatible)\s(?:to|of|with|for)"
    r"|(?:replac|outperform|outpac|beat|rival|succeed|surpass|undercut|exceed|match)\w*"
    r"|compet\w+\s(?:with|against)|as\s(?:fast|much|many)\s[^.]{0,20}as"
    r"|of(?=\s(?:its|the)?\s?(?:predecessor|previous)\W*$)|predecessor\W{0,2}|instead of"
    r"|rather than|priced out of|unlike|builds on|as opposed to"
    r"|(?<=\s)what(?!\s(?:does|do|did|is|are|can|happen\w*|bec[ao]me\w*)\b)"
    r"|times that of|that of|gegenüber"
    r"|als(?=\s(?:der|die|das|beim|bei|ein)?\W*$)|par rapport (?:à|au)"
    r"|\d[\d.,]*\s?(?:x|times|-?fold)\s[^.;:]{0,50}?\b(?:of|over)|\d[\d.,]*\s?(?:x\b"
    r"|times)(?:\sthe)?|like|set beside|next to))"
    r"[\s\"'(]{0,4}(?:[\w'/-]{1,16}[\s\"'(]{1,4}|\w{1,4}-){0,3}?$"
)
_KIN_OF = late(
    r"(?:'s?)?\s(?:successor|predecessor|replacement|follow-up|rival|competitor|nachfolger|successeur"
    r"|sucesor)s?\b(?!\s(?:to|of)\b)"
)
"""X's successor is not X."""
_BASED = late(r"-(?:based|class|style|era|compatible)\b")
_JOINED = late(
    r"[\s,/&]{0,4}(?:(?:and|or|und|oder|plus)\s)?(?:the\s|nvidia(?:'s)?\s|amd(?:'s)?\s|google(?:'s)?\s|aws\s)?$"
)


def marked(low: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions with `compared` set where the words before say so; a list after such a word is compared as a whole."""
    out: list[Mention] = []
    for mention in mentions:
        window = low[max(0, mention.start - 75) : mention.start]
        window = re.split(r"[.;!?]\s|\n", window)[-1]
        last = out[-1] if out else None
        chained = (
            last is not None
            and last.compared
            and bool(_JOINED.fullmatch(low[last.end : mention.start][-30:]))
            and mention.start - last.end < 30
        )
        based = bool(_BASED.match(low, mention.end)) and bool(out) and "\n" not in low[out[-1].end : mention.start]
        kin = bool(_KIN_OF.match(low, mention.end))
        if chained or based or kin or _LEAD.search(window):
            mention = replace(mention, compared=True)
        out.append(mention)
    return tuple(out)
