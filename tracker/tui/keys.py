"""Every key in one table: bindings, footer, help, the command palette and the docs page are made from it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Key:
    """`action` is what Textual runs; `scope` says where the key is heard; `footer` puts it on the bottom line."""

    id: str
    keys: str
    action: str
    label: str
    help: str
    scope: str
    footer: bool = False

    @property
    def shown(self) -> str:
        """The keys as people read them: `j, ↓` becomes `j down`."""
        return " ".join(_NAMES.get(key, key) for key in self.keys.split(","))


_NAMES = {
    "slash": "/", "question_mark": "?", "escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "ctrl+f": "^f", "ctrl+p": "^p",
    "plus": "+", "equals_sign": "=", "minus": "-", "less_than_sign": "<", "greater_than_sign": ">", "asterisk": "*",
    "full_stop": ".", "at": "@", "left_square_bracket": "[", "right_square_bracket": "]", "left_curly_bracket": "{",
    "right_curly_bracket": "}",
}  # fmt: skip

SCOPES = {
    "everywhere": "Everywhere", "list": "In every list", "pane": "In the details", "timeline": "Timeline", "specs": "Specs",
    "rankings": "Rankings", "knobs": "In the knobs of a ranking", "prices": "Prices",
    "feeds": "Feeds", "disputes": "Disputes", "review": "Review",
    "search": "Search",
}  # fmt: skip
VIEWS = ("timeline", "specs", "rankings", "prices", "feeds", "disputes", "review")

KEYS = (
    Key("timeline.open", "enter", "open", "open", "Who says so: every source with its words", "timeline", True),
    Key("timeline.filter", "slash", "filter", "filter", "Words; vendor:amd since:2026-01 is:unread; esc clears", "timeline", True),
    Key("timeline.vendor", "v", "vendor", "vendor", "Keep one vendor's events", "timeline", True),
    Key("timeline.type", "t", "type", "type", "Keep one type of event", "timeline", True),
    Key("timeline.certainty", "c", "certainty", "certainty", "Keep what is stated, expected, rumoured or likely", "timeline"),
    Key("timeline.dates", "d", "dates", "dates", "Keep a span of days", "timeline"),
    Key("timeline.new", "n", "only('is:new')", "new", "Keep what came since your last visit, or no longer", "timeline"),
    Key("timeline.unread", "u", "only('is:unread')", "unread", "Keep what you have not opened, or no longer", "timeline"),
    Key("timeline.starred", "f", "only('is:starred')", "starred", "Keep what has your star, or no longer", "timeline"),
    Key("timeline.star", "asterisk", "star", "star", "Give the event a star, or take it", "timeline"),
    Key("timeline.read", "m", "read", "read or unread", "Mark the event as read, or as unread", "timeline"),
    Key("timeline.read_all", "M", "read_all", "all read", "Mark all events as read", "timeline"),
    Key("timeline.lanes", "l", "lanes", "lanes", "Show the vendors' lanes, or hide them", "timeline"),
    Key("timeline.closer", "plus,equals_sign", "zoom(-1)", "closer", "Lanes: fewer days", "timeline"),
    Key("timeline.farther", "minus", "zoom(1)", "farther", "Lanes: more days", "timeline"),
    Key("timeline.before", "less_than_sign", "pan(-1)", "days before", "Lanes: back in time", "timeline"),
    Key("timeline.behind", "greater_than_sign", "pan(1)", "days after", "Lanes: on in time", "timeline"),
    Key("timeline.here", "full_stop", "here", "to the event", "Lanes: to the selected event", "timeline"),
    Key("specs.open", "enter", "open", "claims", "Every claim behind the cell, rejected ones too", "specs", True),
    Key("specs.add", "a", "add", "add", "Put another product beside these: mark two to six", "specs", True),
    Key("specs.per", "p", "per", "per", "Divide by chips, watts or the hourly price; or a whole rack's", "specs", True),
    Key("specs.since", "t", "since", "changes", "What changed of these products since a day", "specs", True),
    Key("specs.baseline", "b", "baseline", "baseline", "Hold the others against the product of this column", "specs"),
    Key("specs.predecessor", "v", "predecessor", "version before", "Put its predecessor beside it, as the baseline", "specs"),
    Key("specs.roadmap", "m", "roadmap", "roadmap", "Announced and no word of delivery, too; again: without", "specs"),
    Key("specs.remove", "x", "remove", "remove", "Take the product of this column away", "specs"),
    Key("specs.find", "slash", "find", "find", "Go to a row by its words", "specs"),
    Key("specs.left", "left,h", "shift(-1)", "product before", "To the cell on the left", "specs"),
    Key("specs.right", "right,l", "shift(1)", "next product", "To the cell on the right", "specs"),
    Key("rankings.open", "enter", "open", "explain", "The figure step by step, down to its sources", "rankings", True),
    Key("rankings.knobs", "e", "knobs", "what if", "Turn the load: model, lengths, speed, precision, price", "rankings", True),
    Key("rankings.workload", "w", "workload", "workload", "Rank for another standard workload", "rankings", True),
    Key("rankings.mark", "x", "mark", "compare", "Mark an accelerator for Pareto and Roofline, or unmark it", "rankings", True),
    Key("rankings.basis", "b", "basis", "price basis", "Rank at another kind of price", "rankings"),
    Key("rankings.ranking", "c", "part('ranking')", "Cost", "What a million tokens costs, the cheapest first", "rankings"),
    Key("rankings.pareto", "p", "part('pareto')", "Pareto", "Speed of a user against tokens or cost, over all batches", "rankings"),
    Key("rankings.roofline", "f", "part('roofline')", "Roofline", "What limits the work: arithmetic or memory", "rankings"),
    Key("rankings.market", "m", "part('market')", "Market", "What providers ask for the tokens, and their margin", "rankings"),
    Key("rankings.find", "slash", "find", "find", "Go to a row by its words", "rankings"),
    Key("rankings.left", "left,h", "shift(-1)", "part before", "To the part on the left", "rankings"),
    Key("rankings.right", "right,l", "shift(1)", "next part", "To the part on the right", "rankings"),
    Key("rankings.ahead", "a", "ahead", "announced", "Announced and no word of delivery, ranked apart; again: without", "rankings"),
    Key("rankings.axis", "d", "axis", "tokens or dollars", "Pareto: tokens of one accelerator, or their cost", "rankings"),
    Key("rankings.unmark", "X", "unmark", "no marks", "Take all marks away", "rankings"),
    Key("knobs.down", "down,j", "choose(1)", "next knob", "The next knob", "knobs"),
    Key("knobs.up", "up,k", "choose(-1)", "knob before", "The knob before", "knobs"),
    Key("knobs.more", "right,l,plus", "turn(1)", "more", "Turn the knob up; the ranking follows", "knobs"),
    Key("knobs.less", "left,h,minus", "turn(-1)", "less", "Turn the knob down; the ranking follows", "knobs"),
    Key("knobs.type", "enter", "type", "set", "Type a value, or choose from the list", "knobs"),
    Key("knobs.usual", "backspace,delete", "put_back", "as usual", "Put the knob where the standard workload has it", "knobs"),
    Key("prices.open", "enter", "open", "explain", "The offer with all its prices, and where they stand", "prices", True),
    Key("prices.filter", "slash", "filter", "filter", "Keep rows whose words match as you type; esc clears", "prices", True),
    Key("prices.pick", "p", "pick", "pick", "Choose the accelerator; for tokens the model", "prices", True),
    Key("prices.basis", "b", "basis", "price basis", "On demand, spot, reserved or owned", "prices", True),
    Key("prices.current", "c", "part('current')", "Current", "What accelerators cost now, the cheapest sound first", "prices"),
    Key("prices.history", "h", "part('history')", "History", "How the lowest price moved, and what was announced then", "prices"),
    Key("prices.disputes", "d", "part('disputes')", "Disputes", "Where price lists do not agree", "prices"),
    Key("prices.tokens", "t", "part('tokens')", "Tokens", "What providers ask for a million tokens of a model", "prices"),
    Key("prices.lists", "l", "part('lists')", "Lists", "How the price lists are doing and how old they are", "prices"),
    Key("prices.left", "left", "shift(-1)", "part before", "To the part on the left", "prices"),
    Key("prices.right", "right", "shift(1)", "next part", "To the part on the right", "prices"),
    Key("feeds.open", "enter", "open", "open", "What mends it, its pace and yield, last answers and articles", "feeds", True),
    Key("feeds.fetch", "f", "fetch", "fetch", "Fetch this feed alone; one whose server asked to wait is not asked", "feeds", True),
    Key("feeds.add", "a", "add", "add", "Look at an address, find its feeds and add one to feeds.toml", "feeds", True),
    Key("feeds.switch", "d", "switch", "off/on", "Switch the feed off, with a reason, or on again", "feeds", True),
    Key("feeds.find", "slash", "find", "find", "Go to a row by its words", "feeds"),
    Key("disputes.open", "enter", "open", "both sides", "Both sides with their sources and words", "disputes", True),
    Key("disputes.accept", "a", "accept", "both stand", "Both may stand, until one of them says something else", "disputes", True),
    Key("disputes.reject", "x", "reject", "wrong side", "Choose the side that is wrong; asks for the why", "disputes", True),
    Key("disputes.correct", "c", "correct", "correct", "Choose a side that is right but for: value=96 GB scope=card", "disputes"),
    Key("disputes.undo", "u", "undo", "undo", "Take back the last decision made here in this session", "disputes"),
    Key("disputes.find", "slash", "find", "find", "Go to a row by its words", "disputes"),
    Key("review.open", "enter", "open", "open", "The words in their text, why they wait, and what others say", "review", True),
    Key("review.accept", "a", "accept", "accept", "It is right; both sides may stand; it is a product of its own", "review", True),
    Key("review.reject", "x", "reject", "reject", "It is wrong, or one side is; asks for the why", "review", True),
    Key("review.correct", "c", "correct", "correct", "It is right but for: value=96 GB scope=card", "review", True),
    Key("review.merge", "m", "merge", "merge", "It is another event, or its product is one of the catalogue", "review"),
    Key("review.undo", "u", "undo", "undo", "Take back the last decision of this session; under Decided this one", "review"),
    Key("review.mark", "v", "mark", "mark", "Mark the row, to decide on several at once", "review"),
    Key("review.mark_all", "V", "mark_all", "mark all", "Mark all that is shown; where some are marked, none", "review"),
    Key("review.filter", "slash", "filter", "filter", "Keep rows whose words match as you type; esc clears", "review"),
    Key("review.facts", "f", "part('facts')", "Facts", "Facts that were read with too little confidence", "review"),
    Key("review.contradictions", "d", "part('contradictions')", "Disputes", "Those on which nobody decided yet", "review"),
    Key("review.products", "p", "part('products')", "Products", "Products and makers that only texts name", "review"),
    Key("review.decided", "h", "part('decided')", "Decided", "What was decided so far, to be taken back", "review"),
    Key("review.left", "left", "shift(-1)", "part before", "To the part on the left", "review"),
    Key("review.right", "right", "shift(1)", "next part", "To the part on the right", "review"),
    Key("search.open", "enter", "open", "read", "Show the article's text", "search", True),
    Key("search.type", "slash", "type", "type", "Go back to the search words", "search", True),
    Key("list.down", "down,j", "move(1)", "down", "Next row", "list"),
    Key("list.up", "up,k", "move(-1)", "up", "Row before", "list"),
    Key("list.page_down", "pagedown,space", "page(1)", "page down", "One screenful on", "list"),
    Key("list.page_up", "pageup", "page(-1)", "page up", "One screenful back", "list"),
    Key("list.first", "g,home", "first", "first", "First row; on the timeline first to what a refresh brought", "list"),
    Key("list.last", "G,end", "last", "last", "Last row", "list"),
    Key("list.sort", "S", "sort", "sort", "Sort by a column, or click on its name; the same one again turns it around", "list"),
    Key("pane.down", "down,j", "scroll_down", "down", "Scroll down", "pane"),
    Key("pane.up", "up,k", "scroll_up", "up", "Scroll up", "pane"),
    Key("pane.page_down", "pagedown,space", "page_down", "page down", "One screenful on", "pane"),
    Key("pane.page_up", "pageup", "page_up", "page up", "One screenful back", "pane"),
    Key("pane.first", "g,home", "scroll_home", "top", "To the beginning", "pane"),
    Key("pane.last", "G,end", "scroll_end", "bottom", "To the end", "pane"),
    Key("pane.next", "J", "beside(1)", "next", "The details of the next row", "pane"),
    Key("pane.before", "K", "beside(-1)", "one before", "The details of the row before", "pane"),
    Key("back", "escape", "back", "back", "Close the details, then the filter or the knobs, then the what-if", "everywhere"),
    Key("view.timeline", "1", "view('timeline')", "Timeline", "What happened, newest first", "everywhere"),
    Key("view.specs", "2", "view('specs')", "Specs", "Products side by side", "everywhere"),
    Key("view.rankings", "3", "view('rankings')", "Rankings", "Cost of a million tokens", "everywhere"),
    Key("view.prices", "4", "view('prices')", "Prices", "What hardware and tokens cost, and how that moved", "everywhere"),
    Key("view.feeds", "5", "view('feeds')", "Feeds", "Health of the sources", "everywhere"),
    Key("view.disputes", "6", "view('disputes')", "Disputes", "Where sources do not agree, decided or not", "everywhere"),
    Key("view.review", "7", "view('review')", "Review", "What waits for a person to decide", "everywhere"),
    Key("search", "s,ctrl+f", "search", "search", "Search the text of all articles", "everywhere"),
    Key("open_link", "o", "open_link", "open link", "Open the source in a browser; over SSH it is shown and copied", "everywhere"),
    Key("copy", "y", "copy", "copy", "Copy the row", "everywhere"),
    Key("copy_open", "Y", "copy_open", "copy for a report", "Copy what is open as Markdown, with its source", "everywhere"),
    Key("export", "E", "export", "export", "Write what is shown to a file: CSV, JSON, Markdown or a picture", "everywhere"),
    Key("as_of", "at", "as_of", "as of", "Go back to a day: everything as it was known then; empty is today", "everywhere"),
    Key("day_before", "left_square_bracket", "step(-1)", "day before", "As of the day before", "everywhere"),
    Key("day_after", "right_square_bracket", "step(1)", "day after", "As of the day after", "everywhere"),
    Key("month_before", "left_curly_bracket", "step(-30)", "month before", "As of the end of the month before", "everywhere"),
    Key("month_after", "right_curly_bracket", "step(30)", "month after", "As of the end of the month after", "everywhere"),
    Key("refresh", "r", "refresh_feeds", "refresh", "Fetch the feeds that are due, in the background", "everywhere", True),
    Key("refresh_all", "R", "refresh_feeds(True)", "refresh all", "Fetch every feed, those that are not due too", "everywhere"),
    Key("cancel", "C", "cancel_refresh", "stop refresh", "Stop the running refresh; what it stored is kept", "everywhere"),
    Key("palette", "ctrl+p", "command_palette", "commands", "Search all commands", "everywhere"),
    Key("help", "question_mark", "help", "help", "Search these keys; enter runs one", "everywhere", True),
    Key("quit", "q", "quit", "quit", "Leave", "everywhere", True),
)  # fmt: skip


OF_A_ROW = frozenset((
    *(f"{view}.open" for view in (*VIEWS, "search")), "rankings.mark", "feeds.fetch", "feeds.switch", "disputes.accept",
    "disputes.reject", "disputes.correct", "review.accept", "review.reject", "review.correct",
))  # fmt: skip
"""Keys that do nothing where there is no row."""


MOVES = frozenset((
    *(f"list.{way}" for way in ("down", "up", "page_down", "page_up", "first", "last")),
    *(f"pane.{way}" for way in ("down", "up", "page_down", "page_up", "first", "last")),
    "pane.next", "pane.before", "knobs.down", "knobs.up", "knobs.more", "knobs.less",
))  # fmt: skip
"""Keys that open nothing."""


def hint(keys: str, label: str, id: str = "") -> Key:
    """What a widget that has the keys tells of them on the bottom line; `id` is the key that a click on it runs."""
    return Key(id, keys, "", label, "", "")


def in_scope(scope: str) -> list[Key]:
    return [key for key in KEYS if key.scope == scope]


def bindings(scope: str) -> list[BindingType]:
    """What a class of this scope puts into its BINDINGS."""
    return [Binding(k.keys, k.action, k.label, show=k.footer, id=k.id, tooltip=k.help) for k in in_scope(scope)]


def footer(scope: str) -> list[Key]:
    """The bottom line of a screen: its own keys, then those of everywhere."""
    return [key for key in (*in_scope(scope), *in_scope("everywhere")) if key.footer]


def help_order(scope: str) -> list[Key]:
    """All keys, those of the present screen first."""
    first = [*in_scope(scope), *in_scope("everywhere"), *in_scope("list"), *in_scope("pane")]
    return first + [key for key in KEYS if key not in first]


def runnable(scope: str) -> list[Key]:
    """What can be run from the present screen."""
    return [key for key in help_order(scope) if key.scope in (scope, "everywhere", "list")]
