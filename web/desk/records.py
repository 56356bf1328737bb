"""Records: found, looked at, and moved between draft, review, publication and withdrawal."""

from __future__ import annotations

import datetime as dt

from flask import render_template, request
from flask.typing import ResponseReturnValue

from directory_data import audit, moments, sources
from directory_data.editing import Editing
from directory_data.errors import EditRefused
from directory_data.models import Record
from directory_data.people import Role
from directory_data.proposals import Proposals
from directory_data.record_list import listed
from directory_data.working_copies import State, WorkingCopy
from web.dates import in_words
from web.desk import differences, record_form
from web.desk.access import desk_page, done, editing, who
from web.desk.boxes import BOXES
from web.desk.paging import Paged
from web.presenters import KIND_NAMES

STATES = {
    State.DRAFT: ("Draft", "grey"),
    State.IN_REVIEW: ("In review", "yellow"),
    State.SCHEDULED: ("Scheduled", "purple"),
    State.PUBLISHED: ("Published", "green"),
    State.WITHDRAWN: ("Off the site", "red"),
}
A_PAGE = 50


@desk_page("/records", Role.READER)
def records() -> ResponseReturnValue:
    """Find a record by its words, telephone or state."""
    text, word = request.args.get("q", ""), request.args.get("state", "")
    state = State(word) if word in {one.value for one in State} else None
    paged = Paged(listed(editing().store, text, state), A_PAGE)
    return render_template(
        "desk/records.html", paged=paged, text=text, chosen=state, states=STATES, kinds=KIND_NAMES
    )


@desk_page("/records/<key>", Role.READER)
def record(key: str) -> ResponseReturnValue:
    """Where one record stands, what waits to be published, and what can be done."""
    desk = editing()
    copy = desk.open(key)
    pending = copy.state not in (State.PUBLISHED, State.WITHDRAWN)
    return render_template(
        "desk/record.html",
        copy=copy,
        body=copy.body,
        pending=pending,
        state=_state(copy),
        changes=differences.of_records(copy.published, copy.body) if pending and copy.published else [],
        problems=record_form.in_words(desk.problems(copy.body)) if pending else [],
        proposals=Proposals(desk.store).open(record=key),
        said=Proposals(desk.store).said_of(key),
        names=sources.stored(desk.store),
        lockable=[box.name for box in BOXES],
        log=audit.entries(desk.store, about=key, limit=5),
        kind=KIND_NAMES[copy.body.kind],
    )


@desk_page("/records/<key>/submit", Role.EDITOR, post=True)
def submit(key: str) -> ResponseReturnValue:
    editing().submit(who(), key, _after(), _why())
    return done("It waits for review now.", "record", key=key)


@desk_page("/records/<key>/send-back", Role.EDITOR, post=True)
def send_back(key: str) -> ResponseReturnValue:
    editing().send_back(who(), key, _after(), _needed("Say what must be changed."))
    return done("It is a draft again.", "record", key=key)


@desk_page("/records/<key>/discard", Role.EDITOR, post=True)
def discard(key: str) -> ResponseReturnValue:
    editing().discard(who(), key, _after(), _why())
    return done("The unpublished change is given up. It stays in the history.", "record", key=key)


@desk_page("/records/<key>/publish", Role.PUBLISHER, post=True)
def publish(key: str) -> ResponseReturnValue:
    """Now, or on the day that was given."""
    state = editing().publish(who(), key, _after(), _why(), on=_day("on"))
    words = "It is on the site now." if state is State.PUBLISHED else "It is published on that day."
    return done(words, "record", key=key)


@desk_page("/records/<key>/withdraw", Role.PUBLISHER, post=True)
def withdraw(key: str) -> ResponseReturnValue:
    editing().withdraw(who(), key, _after(), _needed("Say why it goes off the site."))
    return done("It is off the site. Restore an earlier text to bring it back.", "record", key=key)


@desk_page("/records/<key>/confirm", Role.PUBLISHER, post=True)
def confirm(key: str) -> ResponseReturnValue:
    editing().confirm(who(), key, _after(), _needed("Say how you checked it, such as “rang them”."))
    return done("Noted: checked today.", "record", key=key)


@desk_page("/records/<key>/last-day", Role.PUBLISHER, post=True)
def last_day(key: str) -> ResponseReturnValue:
    """Set the last day it is shown, or with an empty date take that away."""
    day = _day("last_day")
    editing().expire_after(who(), key, day, _why())
    return done(f"It is shown until {in_words(day)}." if day else "It has no last day.", "record", key=key)


@desk_page("/records/<key>/lock", Role.EDITOR, post=True)
def lock(key: str) -> ResponseReturnValue:
    why = _needed("Say why sources may not change it.")
    editing().lock(who(), key, request.form.get("field", ""), why)
    return done("Locked: sources do not propose it any more.", "record", key=key)


@desk_page("/records/<key>/unlock", Role.EDITOR, post=True)
def unlock(key: str) -> ResponseReturnValue:
    editing().unlock(who(), key, request.form.get("field", ""), _why())
    return done("Unlocked: sources may propose it again.", "record", key=key)


def revision_of(desk: Editing, key: str, number: int) -> Record:
    """What a record said in one revision; raises ``EditRefused`` for one that is not there."""
    for one in desk.history(key):
        if one.number == number:
            return one.body
    raise EditRefused(f"There is no revision {number}.")


def _state(copy: WorkingCopy) -> tuple[str, str]:
    """The words and colour of a state; what is off the site because its last day is over has expired."""
    over = copy.last_day is not None and copy.last_day < moments.day(moments.now())
    return ("Expired", "red") if over and copy.state is State.WITHDRAWN else STATES[copy.state]


def _after() -> int:
    return request.form.get("after", -1, type=int)


def _why() -> str:
    return request.form.get("why", "").strip()[:400]


def _needed(instead: str) -> str:
    why = _why()
    if not why:
        raise EditRefused(f"{instead} Nothing was changed.")
    return why


def _day(name: str) -> dt.date | None:
    text = request.form.get(name, "").strip()
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise EditRefused(f"“{text}” is not a date: write it like 2026-05-01.") from error
