"""What a reader of the timeline asks for, once it is understood."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model.query import TimelineFilter

_EVERYTHING = TimelineFilter()
HINT = "words, a month or day, or vendor: type: since: until: certainty: product: is:"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a filter line asks for. `problems` say in words what of it is not understood and therefore not asked for."""

    filter: TimelineFilter = _EVERYTHING
    problems: tuple[str, ...] = ()
    own_words: bool = False
    """Whether the words must stand in the event itself, not just in an article that tells of it."""

    @property
    def everything(self) -> bool:
        return self.filter == _EVERYTHING
