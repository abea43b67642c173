"""What people and price lists call a model: the catalogue's names, and those that only lists have."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.model.errors import UsageError
from tracker.store import inputs, read_prices
from tracker.views.session import Session

_MOST_TOLD = 12
_FREE = ":free"
NOT_ASKED = "No price list was asked yet: `tracker refresh` asks those of feeds.toml, which name hundreds of models"


@dataclass(frozen=True, slots=True)
class ModelNames:
    """A model: its name for people, whether the catalogue has it, and what token offers call it."""

    name: str
    catalogued: bool
    models: tuple[str, ...]
    longer: tuple[str, ...] = ()
    """Names of lists that begin with this one and go on: dated versions, variants. What most lists have comes first."""


def find_model(session: Session, words: str) -> str:
    """The slug of the catalogue's model that `words` name: slug, name or alias. Raises UsageError with the nearest slugs."""
    names = _catalogued(session)
    if found := names.get(_plain(words)):
        return found
    near = _near(words, names)
    hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(sorted(set(names.values())))}"
    raise UsageError(f"no model is called {words!r}; {hint}")


def find_listed(session: Session, words: str) -> ModelNames:
    """The model of the catalogue that `words` name, else the one that price lists call so, whoever's name they put before it.

    Raises UsageError with the names that have `words` in them, or the nearest ones.
    """
    names = _catalogued(session)
    if slug := names.get(_plain(words)):
        return ModelNames(inputs.models(session)[slug].name, True, (slug,))
    listed = read_prices.listed_models(session)
    wanted = bare(words)
    if found := tuple(name for name in listed if wanted and bare(name) == wanted):
        shown = max(found, key=lambda name: listed[name]).rpartition("/")[2].removesuffix(_FREE)
        longer = {
            bare(n): n.rpartition("/")[2] for n in sorted(listed, key=lambda n: listed[n]) if bare(n).startswith(wanted)
        }
        return ModelNames(shown, False, found, tuple(longer[key] for key in reversed(longer) if key != wanted))
    unasked = "" if read_prices.price_sources(session) else f". {NOT_ASKED}"
    if near := _near(words, names):
        raise UsageError(f"no model is called {words!r}; did you mean {', '.join(near)}?{unasked}")
    raise UsageError(f"no model is called {words!r}; {_candidates(wanted, listed, names)}{unasked}")


def catalogued(session: Session) -> tuple[str, ...]:
    """Slugs of all models of the catalogue."""
    return tuple(inputs.models(session))


def bare(name: str) -> str:
    """A model's name as all lists have it: without its maker, marks of free offers, case and punctuation."""
    return "".join(c for c in name.casefold().removesuffix(_FREE).rpartition("/")[2] if c.isalnum())


def is_free(name: str) -> bool:
    """Whether a provider's name for a model says that it is the free offer."""
    return name.casefold().endswith(_FREE)


def _candidates(wanted: str, listed: dict[str, int], names: dict[str, str]) -> str:
    """Names with the words in them, what most lists have first."""
    groups: dict[str, int] = {}
    shown: dict[str, str] = {}
    for name, count in listed.items():
        if wanted and wanted in (key := bare(name)):
            groups[key] = groups.get(key, 0) + count
            shown.setdefault(key, name.rpartition("/")[2].removesuffix(_FREE))
    if groups:
        most = sorted(groups, key=lambda key: (-groups[key], key))
        told = ", ".join(f"{shown[key]} ({groups[key]})" for key in most[:_MOST_TOLD])
        more = f", and {len(most) - _MOST_TOLD} more" if len(most) > _MOST_TOLD else ""
        return f"lists have, with so many prices, {told}{more}"
    near = difflib.get_close_matches(wanted, {bare(name): None for name in listed}, 3, 0.8)
    if near:
        return f"lists have {', '.join(sorted({n.rpartition('/')[2] for n in listed if bare(n) in near}))}"
    return f"there are {', '.join(sorted(set(names.values())))}, and what price lists name"


def _catalogued(session: Session) -> dict[str, str]:
    names: dict[str, str] = {}
    for slug, model in inputs.models(session).items():
        for text in (slug, model.name, *model.aliases):
            names.setdefault(_plain(text), slug)
    return names


def _near(words: str, names: dict[str, str]) -> Iterable[str]:
    return sorted({names[name] for name in difflib.get_close_matches(_plain(words), names, 5, 0.6)})


def _plain(text: str) -> str:
    """Case, spaces and punctuation do not matter: providers write one name in many ways."""
    return "".join(c for c in text.casefold() if c.isalnum() or c == ".")
