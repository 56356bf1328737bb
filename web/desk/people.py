"""For administrators: who may use the desk, and what everybody did."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from directory_data import audit
from directory_data.errors import EditRefused
from directory_data.people import People, Role
from web.desk.access import desk_page, done, editing, who

ROLES = {
    Role.READER: "Reader: looks at everything, changes nothing",
    Role.EDITOR: "Editor: drafts, reviews, accepts into review, rejects, locks",
    Role.PUBLISHER: "Publisher: also publishes, confirms, takes off, imports lists",
    Role.ADMINISTRATOR: "Administrator: also adds people and sees the log",
}
A_PAGE = 100


@desk_page("/people", Role.ADMINISTRATOR)
def people() -> ResponseReturnValue:
    return _page("")


@desk_page("/people", Role.ADMINISTRATOR, post=True)
def person_add() -> ResponseReturnValue:
    """Let somebody in."""
    form = request.form
    try:
        person = _people().add(form.get("name", ""), form.get("password", ""), _role(), who().name)
    except EditRefused as error:
        return _page(str(error)), 422
    return done(f"{person.name} may sign in now. Tell them the password in person.", "people")


@desk_page("/people/<name>/role", Role.ADMINISTRATOR, post=True)
def person_role(name: str) -> ResponseReturnValue:
    _people().set_role(name, _role(), who().name)
    return done(f"{name} has the role of {_role().value} now.", "people")


@desk_page("/people/<name>/password", Role.ADMINISTRATOR, post=True)
def person_password(name: str) -> ResponseReturnValue:
    """A new password; it ends every session of that person."""
    _people().set_password(name, request.form.get("password", ""), who().name)
    return done(f"{name} has a new password.", "people")


@desk_page("/people/<name>/disable", Role.ADMINISTRATOR, post=True)
def person_disable(name: str) -> ResponseReturnValue:
    _people().disable(name, who().name)
    return done(f"{name} may no longer sign in.", "people")


@desk_page("/people/<name>/enable", Role.ADMINISTRATOR, post=True)
def person_enable(name: str) -> ResponseReturnValue:
    _people().enable(name, who().name)
    return done(f"{name} may sign in again.", "people")


@desk_page("/log", Role.ADMINISTRATOR)
def log() -> ResponseReturnValue:
    """What everybody did, newest first; of one person or about one record when asked."""
    name, about = request.args.get("who", "").strip(), request.args.get("about", "").strip()
    page = max(1, request.args.get("page", 1, type=int))
    entries = audit.entries(
        editing().store, who=name or None, about=about or None, limit=A_PAGE + 1, offset=(page - 1) * A_PAGE
    )
    has_more = len(entries) > A_PAGE
    return render_template(
        "desk/log.html", entries=entries[:A_PAGE], name=name, about=about, page=page, has_more=has_more
    )


def _page(problem: str) -> str:
    return render_template("desk/people.html", everybody=_people().all(), roles=ROLES, problem=problem)


def _role() -> Role:
    word = request.form.get("role", "")
    if word not in {role.value for role in Role}:
        abort(400, "Choose a role.")
    return Role(word)


def _people() -> People:
    return People(editing().store)
