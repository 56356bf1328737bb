"""Proposals of the sources: listed, compared with the record word by word, accepted or rejected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from directory_data import sources
from directory_data.decisions import Decisions, Outcome
from directory_data.errors import UnknownRecord
from directory_data.filing import OPEN
from directory_data.findings import Change, Sort
from directory_data.models import Record, plain_value
from directory_data.people import Role
from directory_data.proposals import FieldState, Proposal, Proposals
from directory_data.source_runs import Runs
from directory_data.working_copies import State, WorkingCopy
from web.desk import differences, values
from web.desk.access import desk_page, done, editing, who
from web.desk.differences import Difference
from web.desk.paging import Paged

SORTS = {Sort.ADDED: "New entry", Sort.CHANGED: "Change", Sort.REMOVED: "No longer listed"}
OUTCOMES = {
    State.PUBLISHED: "Accepted. It is on the site now.",
    State.WITHDRAWN: "Accepted. The record is off the site now.",
    State.IN_REVIEW: "Accepted. It waits for a publisher to look at it and publish it.",
    State.DRAFT: "Accepted into a draft. Complete it on the record's page, then publish it.",
    State.SCHEDULED: "Accepted. It is published on the day that was set.",
}
A_PAGE = 25


@dataclass(frozen=True)
class Row:
    """One proposed field as it is shown."""

    state: FieldState
    difference: Difference
    sha256: str
    """Hash of the raw copy that says so; empty when none was kept."""
    meanwhile: list[str] | None
    """What the record says now, when that is no longer what the source was compared with."""

    @property
    def change(self) -> Change:
        return self.state.change

    @property
    def is_open(self) -> bool:
        return self.state.state == OPEN


@desk_page("/proposals", Role.READER)
def proposals() -> ResponseReturnValue:
    """Everything with something to decide, of one source or all."""
    store = editing().store
    source = request.args.get("source") or None
    paged = Paged(Proposals(store).open(source=source), A_PAGE)
    shown = [(one, [_difference(one, change) for change in one.open_fields[:3]]) for one in paged.shown]
    return render_template(
        "desk/proposals.html",
        shown=shown,
        paged=paged,
        source=source,
        sorts=SORTS,
        states=[state for state in Runs(store).sources() if state.open],
        names=sources.stored(store),
    )


@desk_page("/proposals/decide", Role.EDITOR, post=True)
def decide_many() -> ResponseReturnValue:
    """Accept or reject whole proposals; one that cannot be accepted does not stop the others."""
    decisions, why = Decisions(editing()), request.form.get("why", "")[:400]
    numbers = request.form.getlist("proposal", type=int)
    back = {"source": request.form.get("source") or None}
    if not numbers:
        return done("Nothing was ticked, so nothing was decided.", "proposals", **back)
    accepts = _decision() == "accept"
    outcomes = (decisions.accept_all if accepts else decisions.reject_all)(who(), numbers, why)
    return done(_told_many(outcomes, "Accepted" if accepts else "Rejected"), "proposals", **back)


@desk_page("/proposals/<int:number>", Role.READER)
def proposal(number: int) -> ResponseReturnValue:
    """One proposal with every field beside what the directory says."""
    store = editing().store
    one = Proposals(store).get(number)
    run = Runs(store).run(one.run)
    copies = {copy.url: copy.sha256 for copy in run.findings.copies}
    copy = _copy(one)
    following = [other.id for other in Proposals(store).open(source=one.source) if other.id > number]
    return render_template(
        "desk/proposal.html",
        one=one,
        run=run,
        copy=copy,
        rows=[_row(one, state, copy, copies) for state in one.fields],
        candidates=[_candidate(one, candidate.record) for candidate in one.candidates],
        likenesses={candidate.record: candidate for candidate in one.candidates},
        source=sources.stored(store)[one.source],
        sort=SORTS[one.sort],
        following=following[0] if following else None,
    )


@desk_page("/proposals/<int:number>/decide", Role.EDITOR, post=True)
def decide(number: int) -> ResponseReturnValue:
    """Take the decision on each field, or one on all."""
    decisions, form = Decisions(editing()), request.form
    one = Proposals(editing().store).get(number)
    why, overwrite = form.get("why", "")[:400], "overwrite" in form
    whole = form.get("all", "")
    fields = [change.field for change in one.open_fields]
    chosen = {
        word: [f for f in fields if (whole or form.get(f"decision-{f}")) == word]
        for word in ("accept", "reject")
    }
    told = []
    if chosen["accept"]:
        outcome = decisions.accept(who(), number, chosen["accept"], why, overwrite=overwrite)
        told.append(OUTCOMES[outcome.state] if outcome.state else "Accepted.")
    if chosen["reject"]:
        decisions.reject(who(), number, chosen["reject"], why)
        names = ", ".join(values.field_name(field) for field in chosen["reject"])
        told.append(f"Rejected: {names}. It is proposed again only when the source says something else.")
    return done(" ".join(told) or "Nothing was chosen, so nothing was decided.", "proposal", number=number)


@desk_page("/proposals/<int:number>/match", Role.EDITOR, post=True)
def match(number: int) -> ResponseReturnValue:
    """Say which record an entry is, or that it is a new one."""
    chosen = request.form.get("record", "")
    if not chosen:
        return done("Choose a record, or that it is none of them.", "proposal", number=number)
    record = None if chosen == "new" else chosen
    following = Decisions(editing()).link(who(), number, record, request.form.get("why", "")[:400])
    if following is None:
        return done("It is that record, and the source says nothing new about it.", "proposals")
    return done("Noted. Here is what the source says about it.", "proposal", number=following)


def _row(one: Proposal, state: FieldState, copy: WorkingCopy | None, copies: dict[str, str]) -> Row:
    change = state.change
    meanwhile = None
    if one.sort is Sort.CHANGED and copy and change.field in Record.__struct_fields__ and state.state == OPEN:
        now = plain_value(copy.body, change.field)
        meanwhile = values.lines(change.field, now) if now != change.before else None
    return Row(state, _difference(one, change), copies.get(change.url, ""), meanwhile)


def _difference(one: Proposal, change: Change) -> Difference:
    if one.sort is Sort.REMOVED:
        return differences.of_values(change.field, [one.title], None)
    return differences.of_values(change.field, change.before, change.after)


def _candidate(one: Proposal, key: str) -> tuple[str, list[Difference]]:
    """A record that an entry may be, with what would change if it is."""
    changes = next(c.changes for c in one.candidates if c.record == key)
    return key, [_difference(one, change) for change in changes]


def _copy(one: Proposal) -> WorkingCopy | None:
    try:
        return editing().open(one.record) if one.record else None
    except UnknownRecord:
        return None


def _decision() -> str:
    word = request.form.get("decision", "")
    if word not in {"accept", "reject"}:
        abort(400, "Choose to accept or to reject.")
    return word


def _told_many(outcomes: list[Outcome], verb: str) -> str:
    done_, not_done = ([o for o in outcomes if bool(o.refused) is refused] for refused in (False, True))
    waiting = sum(outcome.state in (State.IN_REVIEW, State.DRAFT) for outcome in done_)
    words = [f"{verb}: {_count(done_)}."]
    if waiting:
        words.append(f"{waiting} of them wait to be reviewed or completed.")
    if not_done:
        words.append(f"Not decided: {_count(not_done)}, because: {' '.join({o.refused for o in not_done})}")
    return " ".join(words)


def _count(found: list[Any]) -> str:
    return f"{len(found)} proposal" + ("" if len(found) == 1 else "s")
