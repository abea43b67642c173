"""Forms of English verbs: "ship" -> ships, shipped, shipping; irregular ones from a table."""

from __future__ import annotations

import re

from tracker.extract.late import late

_FORMS = """
    be/is/are/was/were/been/being/am have/has/had/having do/does/did/done/doing go/goes/went/gone/going
    begin/begins/began/begun/beginning break/breaks/broke/broken/breaking bring/brings/brought/bringing
    build/builds/built/building buy/buys/bought/buying choose/chooses/chose/chosen/choosing come/comes/came/coming
    cost/costs/costing cut/cuts/cutting deal/deals/dealt/dealing draw/draws/drew/drawn/drawing
    drive/drives/drove/driven/driving fall/falls/fell/fallen/falling fetch/fetches/fetched/fetching
    find/finds/found/finding forge/forges/forged/forging get/gets/got/gotten/getting give/gives/gave/given/giving
    grow/grows/grew/grown/growing hit/hits/hitting hold/holds/held/holding keep/keeps/kept/keeping
    lay/lays/laid/laying lead/leads/led/leading leave/leaves/left/leaving lend/lends/lent/lending let/lets/letting
    light/lights/lit/lighted/lighting lose/loses/lost/losing make/makes/made/making meet/meets/met/meeting
    pay/pays/paid/paying put/puts/putting read/reads/reading rise/rises/rose/risen/rising run/runs/ran/running
    say/says/said/saying see/sees/saw/seen/seeing sell/sells/sold/selling send/sends/sent/sending set/sets/setting
    shake/shakes/shook/shaken/shaking shed/sheds/shedding show/shows/showed/shown/showing shut/shuts/shutting
    sink/sinks/sank/sunk/sinking sit/sits/sat/sitting slide/slides/slid/sliding speak/speaks/spoke/spoken/speaking
    spell/spells/spelt/spelled/spelling spend/spends/spent/spending spill/spills/spilt/spilled/spilling
    spin/spins/spun/spinning spit/spits/spat/spitting split/splits/splitting spread/spreads/spreading
    spring/springs/sprang/sprung/springing stand/stands/stood/standing steal/steals/stole/stolen/stealing
    stick/sticks/stuck/sticking strike/strikes/struck/stricken/striking swear/swears/swore/sworn/swearing
    take/takes/took/taken/taking tear/tears/tore/torn/tearing tell/tells/told/telling
    think/thinks/thought/thinking throw/throws/threw/thrown/throwing undercut/undercuts/undercutting
    win/wins/won/winning write/writes/wrote/written/writing bet/bets/betting lean/leans/leaned/leant/leaning
    bear/bears/bore/born/borne/bearing tie/ties/tied/tying die/dies/died/dying quit/quits/quitting
    withdraw/withdraws/withdrew/withdrawn/withdrawing burn/burns/burnt/burned/burning
    arise/arises/arose/arisen/arising foresee/foresees/foresaw/foreseen/foreseeing
"""
_IRREGULAR = {word.split("/")[0]: tuple(word.split("/")) for word in _FORMS.split()}
_DOUBLED = late(r"[^aeiou]*[aeiou][bdfglmnprstvz]|.*(?:mit|fer|cel|bel|del|net|pel)")
_NOT_DOUBLED = {"open", "offer", "order", "enter", "label", "cancel", "deliver", "clock"}
BOTH_WAYS = {"cancel", "label", "model"}
"""Verbs that British and American English write differently: cancelled, canceled."""


def forms(verb: str) -> tuple[str, ...]:
    """All forms of one verb, the base first."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if re.search(r"[^aeiou]y$", verb):
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    third = f"{verb}es" if re.search(r"(?:s|x|z|ch|sh)$", verb) else f"{verb}s"
    plain = (verb, third, f"{verb}ed", f"{verb}ing")
    twice = (verb, third, f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing")
    if verb in BOTH_WAYS:
        return *plain, *twice[2:]
    return twice if _DOUBLED.fullmatch(verb) and verb not in _NOT_DOUBLED else plain


_FIRST_PERSONAL = late(r"\b(its|their)\b")


def phrases(entry: str) -> tuple[str, ...]:
    """A verb phrase in all forms of its first word; "its" also as "their"."""
    first, _, rest = entry.partition(" ")
    found = [f"{form} {rest}".strip() for form in forms(first)]
    if _FIRST_PERSONAL.search(rest):
        found += [_FIRST_PERSONAL.sub("their", f) for f in found] + [_FIRST_PERSONAL.sub("a", f) for f in found]
    return tuple(found)


def participle(form: str) -> bool:
    """Can the (first word of the) form stand behind "was"?"""
    word = form.split(" ", 1)[0]
    return word.endswith(("ed", "en", "wn", "ung", "unk")) or word in _PARTICIPLES


_PARTICIPLES = {
    "built", "bought", "brought", "held", "made", "put", "sold", "sent", "set", "shown", "struck", "told", "won", "cut", "led",
    "found", "kept", "laid", "let", "lit", "paid", "read", "run", "shut", "spent", "split", "stood", "done", "begun", "got",
    "left", "lent", "hit", "said", "dealt", "thought", "met", "seen", "drawn", "burnt", "spelt",
}  # fmt: skip
