"""Price lists: which connector reads which kind, and one safe way to call it."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ReadList, Wanted
from tracker.model.words import PriceKind, Tier
from tracker.prices.reading import Unusable


class Connector(Protocol):
    """What each module beside this one is."""

    PUBLISHER: str
    """Whom its prices are credited to, with the licence where there is one."""
    TIER: Tier
    URL: str
    """Where the list is had; what `url` of feeds.toml usually is."""

    def asks(self, source: PriceSource, wanted: Wanted) -> tuple[Ask, ...]:
        """The parts to ask for. Pure."""
        ...

    def parse(self, body: bytes, ask: Ask, wanted: Wanted) -> ReadList:
        """The prices of an answer. Pure; raises Unusable where nothing of it may be used."""
        ...


def connector(kind: PriceKind) -> Connector:
    """The module of that name, imported when it is needed."""
    return cast(Connector, import_module(f"tracker.prices.{kind}"))


def is_token_first(of: Connector) -> bool:
    """Whether the first answer of a part says by itself if the rest changed."""
    return bool(getattr(of, "FIRST_IS_TOKEN", False))


def parse(kind: PriceKind, body: bytes, ask: Ask, wanted: Wanted) -> ReadList:
    """Read an answer. Never raises: what cannot be used is told in `broken`."""
    try:
        return connector(kind).parse(body, ask, wanted)
    except Unusable as error:
        return ReadList(broken=str(error), fault=error.fault)
    except RecursionError:
        return ReadList(broken="nested too deep to be a price list", fault="parse")
