"""`schedule`: what has a refresh run by itself, to paste."""

from __future__ import annotations

import os

import click

from tracker.actions.schedule import Schedule, installation
from tracker.actions.schedule import schedule as written
from tracker.cli.base import Settings, command, pass_settings
from tracker.cli.duration import Duration

_DAY_S = 86400.0
_HOW = """\
# Either cron: crontab -e, and add this line
{0.crontab}
# or systemd, for this user. Put this into ~/.config/systemd/user/tracker-refresh.service
{0.service}
# this into ~/.config/systemd/user/tracker-refresh.timer
{0.timer}
# and then: systemctl --user daemon-reload && systemctl --user enable --now tracker-refresh.timer
# It runs while you are logged in; also without: loginctl enable-linger. To watch it: tracker doctor --max-age 1d
"""


@command("schedule", example="tracker schedule --every 2h")
@click.option("--every", default="1h", type=Duration(_DAY_S), metavar="DURATION", show_default=True,
              help="Between two refreshes: 5m to 30m, or 1h to 24h.")  # fmt: skip
@click.option(
    "--only", type=click.Choice(["crontab", "service", "timer"]), help="Print one of them alone, without remarks."
)
@pass_settings
def schedule(settings: Settings, every: float, only: str | None) -> None:
    """Print a crontab line, and a systemd service with its timer, that refresh by themselves. Nothing is installed.

    They start this Python with this installation, and name the database and sources file of --db and --feeds (or TRACKER_DB
    and TRACKER_FEEDS). A refresh asks only what is due, so running it often costs little.
    """
    settings.undated("schedule")
    own = installation(settings.db or os.environ.get("TRACKER_DB"), settings.feeds or os.environ.get("TRACKER_FEEDS"))
    told = written(own, every)
    click.echo(_one(told, only) if only else _HOW.format(told), nl=False)


def _one(told: Schedule, only: str) -> str:
    return {"crontab": told.crontab, "service": told.service, "timer": told.timer}[only]
