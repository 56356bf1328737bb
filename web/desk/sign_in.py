"""Signing in and out, and a new password of one's own."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory_data.errors import EditRefused
from directory_data.people import People, Role
from web.desk import sessions
from web.desk.access import desk_page, done, open_page, who
from web.parts import parts

WRONG = "The name or the password is not right. After five wrong passwords a name has to wait 15 minutes."


@open_page("/sign-in")
def sign_in() -> ResponseReturnValue:
    """The form."""
    if sessions.person():
        return redirect(_after())
    return _form()


@open_page("/sign-in", post=True)
def sign_in_sent() -> ResponseReturnValue:
    """Let somebody in, or say what to do; not whether the name is known."""
    name = request.form.get("name", "")
    wait = sessions.wait_to_sign_in(name, request.remote_addr or "")
    if wait:
        return _form(f"Too many tries. Wait {wait} seconds, then try again.", 429)
    person = People(parts().store).sign_in(name, request.form.get("password", ""))
    if person is None:
        return _form(WRONG, 403)
    sessions.begin(person)
    return redirect(_after(), code=303)


@desk_page("/sign-out", Role.READER, post=True)
def sign_out() -> ResponseReturnValue:
    sessions.end()
    return redirect(url_for("desk.sign_in", left="yes"), code=303)


@desk_page("/password", Role.READER)
def password() -> ResponseReturnValue:
    """The form for one's own password."""
    return render_template("desk/password.html", problem="")


@desk_page("/password", Role.READER, post=True)
def password_sent() -> ResponseReturnValue:
    """Change it; needs the old one, so that nobody does so at a desk left alone."""
    people = People(parts().store)
    try:
        if people.sign_in(who().name, request.form.get("old", "")) is None:
            raise EditRefused("The old password is not right.")
        people.set_password(who().name, request.form.get("new", ""), who().name)
    except EditRefused as error:
        return render_template("desk/password.html", problem=str(error)), 422
    sessions.begin(people.get(who().name))
    return done("You have a new password. Other devices are signed out.", "front")


def _form(problem: str = "", status: int = 200) -> ResponseReturnValue:
    return make_response(
        render_template(
            "desk/sign-in.html",
            problem=problem,
            name=request.form.get("name", ""),
            after=request.values.get("after", ""),
            left="left" in request.args,
        ),
        status,
    )


def _after() -> str:
    """Where somebody wanted to go, when that is a page of the desk."""
    wanted = request.values.get("after", "")
    safe = wanted.startswith("/desk") and not set(wanted) & set("\\\r\n\t") and "//" not in wanted
    return wanted if safe else url_for("desk.front")
