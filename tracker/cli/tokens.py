"""`tokens`: what providers ask for a million tokens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import click

from tracker.cleaning import visible
from tracker.cli import output
from tracker.cli.base import Settings, command, listing, pass_settings
from tracker.cli.looks import TOKENS
from tracker.cli.output import Table, show
from tracker.cli.price_looks import MARKET, TOKEN_STEPS
from tracker.cli.width import wrapped
from tracker.clock import now_text
from tracker.model.errors import UsageError
from tracker.model.market import CurrentTokenPrice, TokenMarketRow
from tracker.views import tokens as views
from tracker.views.price_ages import age, ago, end_of
from tracker.views.token_names import catalogued, find_listed


@command("tokens", example="tracker tokens llama-3.3-70b --provider groq")
@click.argument("model", default="")
@click.option("--provider", default="", metavar="NAME", help="Only what this provider asks.")
@click.option("--sources", is_flag=True, help="What each list has, each price by itself.")
@click.option("--history", is_flag=True, help="Every price of every offer since the first that is known.")
@listing
@pass_settings
def tokens(settings: Settings, model: str, provider: str, sources: bool, history: bool, form: str | None) -> None:
    """What providers charge per million tokens of MODEL, by any name that the catalogue or a price list has for it.

    One row a provider, tier and endpoint; the cheapest output first, then other tiers such as batch, then free and flagged prices.
    Where several lists have the price, a provider's own is believed first, and LiteLLM's where no other has it; where they
    differ, none that is over 90 days older than another. A list is as old as its own day, however lately it answered. Without
    MODEL: all models of the catalogue.
    """
    if sources and history:
        raise UsageError("--sources shows what lists have now, --history what they had: give one of them")
    with settings.session() as session:
        found = find_listed(session, model) if model else None
        models = found.models if found else catalogued(session)
        now = end_of(session.as_of) if session.as_of else now_text()
        if sources:
            show(views.sources(session, models, provider), _dated(now), form)
        elif history:
            show(views.token_history(session, models, provider), TOKEN_STEPS, form)
        else:
            rows = views.token_market(session, models, provider)
            if form is None and found and rows:
                heading = visible(_heading(found.name, rows, now))
                click.echo("\n".join(wrapped(heading, output.terminal_width() or 120, "", "  ")) + "\n")
            show(rows, _look(rows, bool(found), now), form)
    if found and found.longer:
        more = f", and {len(found.longer) - 5} more" if len(found.longer) > 5 else ""
        settings.note(visible(f"lists also have {', '.join(found.longer[:5])}{more}"))


def _heading(name: str, rows: Sequence[TokenMarketRow], now: str) -> str:
    sound = [r for r in rows if r.quality == "ok"]
    newest = max(rows, key=lambda r: (r.price_of, r.last_seen_at))
    sellers = len({r.provider_slug for r in sound})
    return (
        f"{name}: {sellers} provider{'s' if sellers != 1 else ''}, USD per million tokens in and out; "
        f"newest price of {newest.price_of}, {ago(_moment(newest), now)}"
    )


def _dated(now: str) -> Table[CurrentTokenPrice]:
    """Each price with its own day, or its list's where that is older; with its age where it is old."""

    def of(r: CurrentTokenPrice) -> str:
        return f"! {old}" if (old := age(r.price_of, now[:10])) else r.price_of

    columns = (replace(c, cell=of, title="price of") if c.title == "last seen" else c for c in TOKENS.columns)
    return replace(TOKENS, columns=tuple(columns))


def _moment(row: TokenMarketRow) -> str:
    """When a price was last seen; of an older list its day."""
    return row.last_seen_at if row.last_seen_at.startswith(row.price_of) else row.price_of


def _look(rows: Sequence[TokenMarketRow], one_model: bool, now: str) -> Table[TokenMarketRow]:
    """Endpoints only where a provider has several; the model where there are several; old prices with their age."""
    several = Counter((r.model_slug if not one_model else "", r.provider_slug, r.tier) for r in rows)

    def endpoint(r: TokenMarketRow) -> str:
        own = r.endpoint or r.model_slug
        return own if several[r.model_slug if not one_model else "", r.provider_slug, r.tier] > 1 else ""

    def seen(r: TokenMarketRow) -> str:
        if old := age(r.price_of, now[:10]):
            return f"! {old}"
        return ago(_moment(r), now)

    cells = {"endpoint": endpoint, "price of": seen}
    columns = (
        replace(c, cell=cells.get(c.title, c.cell)) for c in MARKET.columns if c.title != "model" or not one_model
    )
    return replace(MARKET, columns=tuple(columns))
