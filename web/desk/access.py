"""The door of the desk: every page is registered here with the role it needs, and no other way in exists."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from directory_data.editing import Editing
from directory_data.errors import ConflictingEdit, DirectoryError, EditRefused, NotAllowed, UnknownRecord
from directory_data.people import Person, Role
from web.desk import kept_forms, sessions
from web.parts import parts

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
View = Callable[..., ResponseReturnValue]
ROLES: dict[str, Role | None] = {}
"""Endpoint to the least role; ``None`` for the pages that come before signing in."""


def desk_page(
    rule: str, role: Role, *, post: bool = False, largest: int | None = None, keeps: bool = False
) -> Callable[[View], View]:
    """Registers a page that needs a role; with ``post`` it takes only forms, of ``largest`` bytes.

    With ``keeps`` the form is there again for whoever was signed out while typing.
    """

    def register(view: View) -> View:
        @wraps(view)
        def guarded(**values: Any) -> ResponseReturnValue:
            person = sessions.person()
            if person is None:
                return _to_sign_in(keeps)
            g.person = person
            if not person.may(role):
                return refused(403, "You cannot do this", too_low(person, role))
            if largest:
                request.max_content_length = largest
            return _unless_forged(view, values)

        return _add(rule, guarded, role, post)

    return register


def open_page(rule: str, *, post: bool = False) -> Callable[[View], View]:
    """Registers a page for whoever is not signed in yet."""

    def register(view: View) -> View:
        @wraps(view)
        def guarded(**values: Any) -> ResponseReturnValue:
            return _unless_forged(view, values)

        return _add(rule, guarded, None, post)

    return register


def who() -> Person:
    """Whoever asked for this page."""
    person: Person = g.person
    return person


def editing() -> Editing:
    """The editors' way to the records of this application."""
    return Editing(parts().settings, parts().store)


def done(words: str, endpoint: str, **values: Any) -> Response:
    """Back to a page that says what was done."""
    flash(words)
    return redirect(url_for(f"desk.{endpoint}", **values), code=303)  # type: ignore[return-value]


def refused(status: int, title: str, words: str, problems: list[tuple[str, str]] | None = None) -> Response:
    """A page that says in plain words why nothing was done."""
    body = render_template("desk/refused.html", title=title, words=words, problems=problems or [])
    return make_response(body, status)


def too_low(person: Person, role: Role) -> str:
    needed = _WITH_ARTICLE[role]
    return (
        f"This is for {needed}. You are signed in as {person.name}, with the role of {person.role.value}. "
        "Ask an administrator if you need it."
    )


def _add(rule: str, view: View, role: Role | None, post: bool) -> View:
    blueprint.add_url_rule(rule, view_func=view, methods=["POST"] if post else ["GET"])
    ROLES[f"desk.{view.__name__}"] = role
    return view


def _unless_forged(view: View, values: dict[str, Any]) -> ResponseReturnValue:
    if request.method == "POST" and not sessions.is_genuine():
        return refused(
            400,
            "This form is too old",
            "Nothing was changed. Go back, load the page again and send the form once more. "
            "This happens when you have signed in again meanwhile.",
        )
    return view(**values)


def _to_sign_in(keeps: bool) -> Response:
    after = request.full_path.rstrip("?") if request.method == "GET" else None
    if keeps and kept_forms.keep():
        after = request.path
    return redirect(url_for("desk.sign_in", after=after), code=303)  # type: ignore[return-value]


@blueprint.context_processor
def _on_every_page() -> dict[str, Any]:
    person = g.get("person")
    return {
        "person": person,
        "token_field": sessions.token_field,
        "may": lambda role: person is not None and person.may(Role(role)),
    }


@blueprint.after_request
def _not_for_search_engines(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.errorhandler(DirectoryError)
def _refusal(error: DirectoryError) -> Response:
    problems = error.problems if isinstance(error, EditRefused) else []
    for kind, (status, title) in _REFUSALS.items():
        if isinstance(error, kind):
            words = "It may have been taken away." if kind is UnknownRecord else str(error)
            return refused(status, title, words, problems)
    return refused(422, "That cannot be done", str(error), problems)


@blueprint.errorhandler(HTTPException)
def _fault(error: HTTPException) -> Response:
    if error.response is not None or error.code is None:
        return error.get_response()  # type: ignore[return-value]
    title, words = _FAULTS.get(error.code, ("That cannot be done", error.description or ""))
    return refused(error.code, title, words)


_REFUSALS: dict[type[DirectoryError], tuple[int, str]] = {
    NotAllowed: (403, "You cannot do this"),
    ConflictingEdit: (409, "Somebody was quicker"),
    EditRefused: (422, "Something must be put right first"),
    UnknownRecord: (404, "There is no such page"),
}
_FAULTS = {
    404: ("There is no such page", "If you typed the address, check it. It may have been taken away."),
    413: ("That is too much to send at once", "Choose a smaller file, or send less text."),
}
_WITH_ARTICLE = {
    Role.READER: "readers",
    Role.EDITOR: "editors",
    Role.PUBLISHER: "publishers",
    Role.ADMINISTRATOR: "administrators",
}
