"""One text under several identities: renamed by its feed, repeated in it, or told by several feeds."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from refresh_run import of, query, run, source
from refresh_site import Page, Site

from tracker.model.query import TimelineFilter
from tracker.store.likeness import alike, packed, sketch, unpacked
from tracker.views.explain import explain
from tracker.views.session import open_session
from tracker.views.timeline import timeline

WORDS = (
    "Amazon today announced Trainium5, a new chip for training and inference. Each of them carries 288 GB of HBM4 memory, "
    "which its makers say is enough to keep the weights of a large model close to where they are used. Customers who rent "
    "whole racks will see them first, and those who rent single machines are to follow once the factories have caught up "
    "with what has been ordered already. A spokesman did not want to say how many had been built so far, nor by whom."
)
OTHER = (
    "Trainium5, which Amazon unveiled today, is a chip for training. We looked through the slides and think that the memory, "
    "288 GB of HBM4, is the number to watch: it decides which models fit, and at which price. What nobody told us is how much "
    "power a rack needs, "
    "although we asked twice. Our own estimate from the photographs of the cooling plates follows later in the week."
)
TITLE = "AWS shows Trainium5"


def test_a_feed_that_renames_its_entries_at_each_fetch_repeats_none(site: Site, database: Path) -> None:
    for round_ in range(6):
        site.feed("/wire", *((f"{n}-{round_}", f"{TITLE} {n}", f"{WORDS} {n}") for n in range(3)))
        report = run(database, source(site, "wire"))
        assert report.new == (3 if round_ == 0 else 0)
    assert query(database, "SELECT count(*) FROM articles") == [(3,)]


def test_a_new_text_under_the_new_name_is_a_revision(site: Site, database: Path) -> None:
    for guid, body in (("old", WORDS), ("new", WORDS), ("new", f"{WORDS} Corrected.")):
        site.feed("/wire", (guid, TITLE, body))
        report = run(database, source(site, "wire"))
    assert (report.new, report.changed) == (0, 1)
    assert query(database, "SELECT title, revision FROM articles") == [(TITLE, 2)]


def test_facts_keep_their_ids_when_their_entry_is_renamed(site: Site, database: Path) -> None:
    ids = "SELECT mention_id FROM timeline_sources WHERE publisher = 'Wire' ORDER BY 1"
    site.feed("/wire", ("old", TITLE, WORDS))
    run(database, source(site, "wire"))
    before = query(database, ids)
    site.feed("/wire", ("new", TITLE, WORDS))
    run(database, source(site, "wire"))
    assert before
    assert query(database, ids) == before


@pytest.mark.parametrize("also", ["fresh", "old"])
def test_next_weeks_entry_of_the_same_few_words_is_new(site: Site, database: Path, also: str) -> None:
    """A short text on another day or page, and any text whose old identity is still there."""
    site.feed("/wire", ("old", "Weekly digest", ""))
    run(database, source(site, "wire"))
    later = site.pages["/wire"].body.replace(b"24 Nov", b"25 Nov").replace(b">old<", b">fresh<")
    site.pages["/wire"] = Page(later)
    if also == "old":
        site.feed("/wire", ("old", "Weekly digest", ""), ("fresh", "Weekly digest", ""))
    assert run(database, source(site, "wire")).new == 1


def test_a_text_twice_in_one_feed_speaks_once(site: Site, database: Path) -> None:
    site.feed("/wire", ("a", TITLE, WORDS), ("b", TITLE, WORDS))
    assert of(run(database, source(site, "wire")), "wire").new == 2
    assert len(query(database, "SELECT 1 FROM source WHERE publisher = 'Wire'")) == 1
    site.feed("/wire", ("a", TITLE, OTHER), ("b", TITLE, WORDS))
    run(database, source(site, "wire"))
    quotes = query(database, "SELECT quote FROM timeline_sources WHERE publisher = 'Wire' ORDER BY 1")
    assert any(str(quote).startswith("Amazon today") for (quote,) in quotes), "the other one speaks for itself now"
    assert any(str(quote).startswith("Trainium5, which") for (quote,) in quotes)


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(WORDS[:330], id="its first lines"),
        pytest.param(f"From our partners. {WORDS} Follow us for more of this kind.", id="words around it"),
        pytest.param(WORDS.replace("Customers", "Clients").replace("spokesman", "speaker"), id="edited"),
    ],
)
def test_copies_in_other_feeds_stay_as_sources_and_count_as_one(site: Site, database: Path, copy: str) -> None:
    site.feed("/maker", ("1", TITLE, WORDS))
    site.feed("/wire", ("2", "Read elsewhere: Trainium5", copy))
    site.feed("/paper", ("3", "A look at Trainium5", OTHER))
    run(database, *(source(site, slug) for slug in ("maker", "wire", "paper")))
    event = "event_id IN (SELECT event_id FROM timeline WHERE product_slug = 'aws/trainium5' AND type = 'announced')"
    told = dict(query(database, f"SELECT publisher, story_id FROM timeline_sources WHERE {event}"))
    assert set(told) == {"Maker", "Wire", "Paper"}
    assert told["Maker"] == told["Wire"] != told["Paper"]
    assert query(
        database, "SELECT n_sources FROM timeline WHERE product_slug = 'aws/trainium5' AND type = 'announced'"
    ) == [(2,)]


def test_an_event_explained_says_who_copied_whom(site: Site, database: Path) -> None:
    site.feed("/maker", ("1", TITLE, WORDS))
    site.feed("/wire", ("2", TITLE, f"From our partners. {WORDS}"))
    run(database, source(site, "maker", tier="vendor"), source(site, "wire", tier="press"))
    with closing(open_session(database)) as session:
        event = timeline(session, TimelineFilter(product="aws/trainium5", type="announced"))[0]
        told = [(p.publisher, p.copy_of) for p in explain(session, event.event_id).proofs]
    assert told == [("Maker", ""), ("Wire", "Maker")]


def test_who_shares_a_few_words_tells_another_story() -> None:
    one, other = sketch(WORDS), sketch(OTHER)
    assert not alike(len(one & other), len(one), len(other))
    assert alike(len(one), len(one), len(one))


def test_a_sketch_is_kept_as_bytes_and_comes_back() -> None:
    assert unpacked(packed(sketch(WORDS))) == sketch(WORDS)
    assert sketch("") == frozenset()
    assert sketch("\ud800 odd \ud800 text here it is") is not None
