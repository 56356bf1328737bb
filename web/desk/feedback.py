"""What the public says is wrong with listings, and the page "You said, we did"."""

from __future__ import annotations

import datetime as dt

from flask import render_template, request
from flask.typing import ResponseReturnValue

from directory_data import listing_problems, moments, you_said
from directory_data.editing import Editing
from directory_data.errors import EditRefused
from directory_data.listing_problems import Report
from directory_data.people import Role
from web.desk.access import desk_page, done, editing, who


@desk_page("/feedback", Role.READER)
def feedback() -> ResponseReturnValue:
    """Every open report, the oldest first."""
    return render_template("desk/feedback.html", reports=reports(editing()), words=listing_problems.ABOUT)


@desk_page("/feedback/<int:number>/close", Role.EDITOR, post=True)
def close_report(number: int) -> ResponseReturnValue:
    """Somebody has dealt with a report."""
    outcome = request.form.get("outcome", "").strip()
    if not outcome:
        raise EditRefused(
            "Say what came of it; the report is still open.", [("outcome", "Say what you did.")]
        )
    listing_problems.close(editing().store, who(), number, outcome)
    return done("Closed. You can tell everybody under “You said, we did”.", "feedback")


@desk_page("/you-said", Role.READER)
def you_said_list() -> ResponseReturnValue:
    """The entries of the public page, and the form for a new one."""
    return _page()


@desk_page("/you-said/add", Role.PUBLISHER, post=True)
def you_said_add() -> ResponseReturnValue:
    """Put an entry on the public page."""
    form = {name: request.form.get(name, "").strip() for name in ("said", "did", "day")}
    try:
        you_said.add(editing().store, who(), form["said"], form["did"], _day(form["day"]))
    except EditRefused as refused:
        return _page(form, refused.problems), 422
    return done("It is on the page now.", "you_said_list")


@desk_page("/you-said/<int:number>/remove", Role.PUBLISHER, post=True)
def you_said_remove(number: int) -> ResponseReturnValue:
    """Take an entry from the public page."""
    you_said.remove(editing().store, who(), number)
    return done("It is no longer on the page.", "you_said_list")


def reports(desk: Editing) -> list[Report]:
    """What the public reported and nobody has dealt with."""
    return listing_problems.open_reports(desk.store, moments.day(moments.now()))


def _page(form: dict[str, str] | None = None, problems: list[tuple[str, str]] | None = None) -> str:
    empty = {"said": "", "did": "", "day": moments.day(moments.now()).isoformat()}
    return render_template(
        "desk/you-said.html",
        entries=you_said.entries(editing().store),
        form=form or empty,
        problems=problems or [],
        faults=dict(problems or []),
        longest=you_said.LONGEST,
    )


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise EditRefused("It is not on the page yet.", [("day", "Give the day.")]) from None
