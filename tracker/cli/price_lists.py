"""`prices sources`, `disputes` and `unmapped`: how price lists are doing, where they differ, what nobody knows of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

import click

from tracker.cleaning import visible
from tracker.cli.base import Settings, command, listing, pass_settings
from tracker.cli.output import remark, show
from tracker.cli.price_looks import DISPUTES, SOURCES, UNMAPPED
from tracker.model.market import PriceSourceHealth
from tracker.units import counted
from tracker.views import price_health as views
from tracker.views.price_empty import why_undisputed
from tracker.views.tokens import disputed_models

_MOST = 100
_MANY_PARTS = 4


@command("sources", example="tracker prices sources --trouble")
@click.option("--trouble", is_flag=True, help="Only lists that failed, are out of date or have faulty rows.")
@click.option("--parts", is_flag=True, help="Each part of a list on a line of its own, those too that fare alike.")
@listing
@pass_settings
def sources(settings: Settings, trouble: bool, parts: bool, form: str | None) -> None:
    """Every price list that was asked: its state, what is wrong, and when it last answered well.

    The prices of a list that fails stay as they were, with the day on which they were last seen. Of a list that gives a day
    of its own, that day is shown: prices in it are at least as old.
    """
    with settings.session() as session:
        rows = views.price_sources(session)
    chosen = [r for r in rows if not trouble or views.is_troubled(r)]
    show(chosen if form or parts else list(_together(chosen)), SOURCES, form)
    if not rows:
        settings.note("no price list was asked yet: `tracker refresh` asks those of feeds.toml")


def _together(rows: Iterable[PriceSourceHealth]) -> Iterator[PriceSourceHealth]:
    """Many parts of one list that fare alike as one row, with the sums and the oldest age. The list itself stands alone, and
    what never answered is no older answer."""
    key = lambda r: (r.slug, bool(r.part), r.state, r.fault, r.trouble, r.last_ok_at is None)  # noqa: E731
    for _, alike in groupby(sorted(rows, key=key), key):
        own = list(alike)
        if len(own) < _MANY_PARTS:
            yield from own
            continue
        oldest = min(own, key=lambda r: r.last_ok_at or "")
        yield replace(oldest, part=f"({len(own)})", n_rows=sum(r.n_rows for r in own), n_offers=sum(r.n_offers for r in own),
                      n_faulty=sum(r.n_faulty for r in own))  # fmt: skip


@command("disputes", example="tracker prices disputes h100")
@click.argument("product", default="")
@listing
@pass_settings
def disputes(settings: Settings, product: str, form: str | None) -> None:
    """Where price lists differ by more than 5 % on what one provider asks for PRODUCT, or any accelerator, in a region.

    Each list is told with the day on which its price was last seen: an old price is often the other's former one. Where lists
    differ on the price of tokens, `tracker tokens MODEL` marks it with ≠, and --sources shows what each has.
    """
    with settings.session() as session:
        rows = views.disputes(session, product)
        show(rows, DISPUTES, form, "" if rows else why_undisputed(session, product))
        if form is None and not product and (models := disputed_models(session)):
            told = ", ".join(f"{model} ({count})" for model, count in models.items())
            count = sum(models.values())
            remark(f"lists differ on {counted(count, 'token price')} too, `tracker tokens MODEL` marks them: {told}")


@command("unmapped", example="tracker prices unmapped --kind model --proposed")
@click.option("--kind", default="accelerator", type=click.Choice(views.KINDS), show_default=True, help="Names of what.")
@click.option("--proposed", is_flag=True, help="Only names with a proposed match.")
@click.option("--limit", default=_MOST, type=click.IntRange(1), show_default=True, help="At most so many names.")
@listing
@pass_settings
def unmapped(settings: Settings, kind: str, proposed: bool, limit: int, form: str | None) -> None:
    """Names of price lists that the catalogue does not know: their prices are in no ranking.

    What is called most alike, with the same numbers in its name, is proposed and never taken: a person decides, and adds
    the name to db/catalogue/list_names.toml.
    """
    with settings.session() as session:
        rows = [r for r in views.unmapped(session, kind) if r.proposal or not proposed]
    show(rows[:limit], UNMAPPED, form)
    if form is None and (told := [r for r in rows[:limit] if r.proposal]):
        click.echo("\nIn db/catalogue/list_names.toml, where the proposal is right:")
        for add in dict.fromkeys(r.add for r in told):
            click.echo("\n" + visible(add, multiline=True))
    if len(rows) > limit:
        settings.note(f"{len(rows) - limit} more names: --limit shows them")
