"""What is to be confirmed, what is shown lower, and what is hidden because nobody confirmed it."""

from __future__ import annotations

from collections import Counter

from flask import render_template, request
from flask.typing import ResponseReturnValue

from directory_data import freshness, freshness_run, moments, rhythms
from directory_data.editing import Editing
from directory_data.freshness import Standing
from directory_data.people import Role
from directory_data.working_copies import is_safeguarding
from web.desk.access import desk_page, editing
from web.desk.paging import Paged

A_PAGE = 50
STATES = {
    "hidden": "Hidden",
    "lowered": "Shown lower",
    "asked": "Asked about",
    "due": "Due, nobody asked yet",
}


@desk_page("/freshness", Role.READER)
def fresh() -> ResponseReturnValue:
    """The records that are due, the most pressing first; of one state, or all."""
    found = due(editing())
    word = request.args.get("state", "")
    chosen = word if word in STATES else ""
    rules = rhythms.rhythms()
    shown = [(one, one.next(rules)) for one in found if chosen in ("", state(one))]
    return render_template(
        "desk/freshness.html",
        paged=Paged(shown, A_PAGE),
        counts=Counter(state(one) for one in found),
        chosen=chosen,
        states=STATES,
        state=state,
        is_safeguarding=is_safeguarding,
        waiting=waiting(editing(), found),
    )


def due(desk: Editing) -> list[Standing]:
    """The records whose facts are to be confirmed."""
    today = moments.day(moments.now())
    found = [one for one in freshness.standings(desk.store) if one.step or one.due < today]
    return sorted(found, key=lambda one: list(STATES).index(state(one)))


def waiting(desk: Editing, found: list[Standing]) -> set[str]:
    """Keys of the records whose services are to be asked and cannot be: no mail server is set."""
    if desk.settings.smtp:
        return set()
    letters = freshness_run.plan(found, moments.day(moments.now()), can_send=False).waiting
    return {one.record.key for due in letters.values() for one, _ in due}


def state(one: Standing) -> str:
    """A key of ``STATES``."""
    if one.is_hidden or one.is_lowered:
        return "hidden" if one.is_hidden else "lowered"
    return "asked" if one.step else "due"
