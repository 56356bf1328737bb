"""The front page of the desk: what needs doing, the most pressing first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from directory_data import link_results, moments, no_results
from directory_data.editing import Editing
from directory_data.people import Role
from directory_data.proposals import Proposals
from directory_data.report import Check
from directory_data.source_runs import FAILED, HELD, Runs, SourceState
from directory_data.working_copies import State, WorkingCopy
from web.dates import moment_in_words
from web.desk import feedback, fresh, values
from web.desk.access import desk_page, editing, who
from web.desk.findings import found
from web.desk.report import TITLES

MOST_LINES = 5
SEARCHES_OF = 30  # days
URGENT = {Check.CONFLICTING, Check.ODD_PHONE}


@dataclass(frozen=True)
class Line:
    """One thing to do, and where."""

    words: str
    href: str
    note: str = ""


@dataclass
class Card:
    """Things to do of one sort."""

    title: str
    lines: list[Line] = field(default_factory=list)
    total: int = 0
    more: str = ""
    """Where all of them are."""
    urgent: bool = False

    @property
    def left(self) -> int:
        return max(0, self.total - len(self.lines))


@desk_page("/", Role.READER)
def front() -> ResponseReturnValue:
    """What needs doing; sorts of which there is nothing are left out."""
    desk = editing()
    cards = [
        _proposals(desk),
        _sources(desk),
        _waiting(desk),
        _conflicts(desk),
        _feedback(desk),
        _to_confirm(desk),
        _report(),
        _dead_links(desk),
        _not_found(desk),
    ]
    return render_template("desk/front.html", cards=[card for card in cards if card.total])


def _proposals(desk: Editing) -> Card:
    states = [one for one in Runs(desk.store).sources() if one.open]
    lines = [
        Line(one.source.title, url_for("desk.proposals", source=one.source.key), f"{one.open} to decide")
        for one in states
    ]
    return Card("Proposals of the sources", lines, len(lines), url_for("desk.proposals"))


def _sources(desk: Editing) -> Card:
    bad = [one for one in Runs(desk.store).sources() if one.last and one.last.state in (HELD, FAILED)]
    return Card("Sources that fail or are held back", [_failing(one) for one in bad], len(bad), urgent=True)


def _failing(one: SourceState) -> Line:
    since = f"Since {moment_in_words(one.failing_since)}: " if one.failing_since else ""
    run = one.last
    words = f"{one.source.title} ({'held back' if run and run.state == HELD else 'failed'})"
    href = url_for("desk.run", number=run.id) if run else url_for("desk.source", key=one.source.key)
    return Line(words, href, f"{since}{run.reason if run else ''}")


def _waiting(desk: Editing) -> Card:
    """Others' work to review first, then one's own drafts and what is scheduled."""
    order = [State.IN_REVIEW, State.DRAFT, State.SCHEDULED]
    copies = sorted(desk.unpublished(), key=lambda copy: order.index(copy.state))
    lines = [
        Line(copy.body.name, url_for("desk.record", key=copy.body.key), _stands(copy)) for copy in copies
    ]
    return Card(
        "Not published yet", lines[:MOST_LINES], len(lines), url_for("desk.records", state="in_review")
    )


def _stands(copy: WorkingCopy) -> str:
    words = {State.IN_REVIEW: "In review", State.DRAFT: "Draft", State.SCHEDULED: "Scheduled"}[copy.state]
    second = copy.needs_second_person and who().name in copy.authors
    return f"{words}, by {copy.by}" + (". Somebody else has to publish it." if second else "")


def _conflicts(desk: Editing) -> Card:
    """Sources that disagree about one field."""
    clashes = Proposals(desk.store).conflicts()
    lines = [
        Line(
            f"{offers[0].title}: {values.field_name(name)}",
            url_for("desk.record", key=key),
            f"{len(offers)} sources disagree",
        )
        for key, name, offers in clashes
    ]
    return Card("Sources that disagree", lines[:MOST_LINES], len(lines), urgent=True)


def _feedback(desk: Editing) -> Card:
    """What the public says is wrong."""
    reports = feedback.reports(desk)
    lines = [
        Line(one.record_key, f"{url_for('desk.feedback')}#report-{one.number}", one.words[:80])
        for one in reports[:MOST_LINES]
    ]
    return Card("The public says that something is wrong", lines, len(reports), url_for("desk.feedback"))


def _to_confirm(desk: Editing) -> Card:
    """What is hidden and lowered, and what is to be confirmed before it is."""
    found = fresh.due(desk)
    counts, wait = Counter(map(fresh.state, found)), len(fresh.waiting(desk, found))
    lines = [
        Line(words, url_for("desk.fresh", state=key), f"{counts[key]}")
        for key, words in fresh.STATES.items()
        if counts[key]
    ]
    if wait:
        lines.append(
            Line("E-mails that cannot be sent", url_for("desk.fresh"), f"No mail server: {wait} wait")
        )
    return Card("To confirm", lines, len(lines), url_for("desk.fresh"))


def _report() -> Card:
    counts = Counter(one.check for one in found())
    lines = [
        Line(TITLES[check], url_for("desk.report", check=check.value), f"{counts[check]}")
        for check in Check
        if counts[check]
    ]
    urgent = any(counts[check] for check in URGENT)
    return Card("Facts to look at", lines, len(lines), url_for("desk.report"), urgent)


def _dead_links(desk: Editing) -> Card:
    dead = link_results.dead(desk.store)
    lines = [
        Line(one.url, url_for("desk.record", key=one.records[0]), one.problem) for one in dead[:MOST_LINES]
    ]
    return Card("Web addresses that do not answer", lines, len(dead), url_for("desk.report") + "#links")


def _not_found(desk: Editing) -> Card:
    since = moments.day(moments.now()) - dt.timedelta(days=SEARCHES_OF)
    missing = [one for one in no_results.listed(desk.store.engine, since) if one.words]
    lines = [Line(one.words, url_for("public.search", q=one.words), f"{one.count} times") for one in missing]
    title = f"Searched for in the last {SEARCHES_OF} days and not found"
    return Card(title, lines[:MOST_LINES], len(lines), url_for("desk.report") + "#searches")
