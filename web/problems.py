"""Something wrong with a listing: a form for everybody, without script, name or account; and what came of it.

People tick what is wrong. They can write, and it is kept, only where ``Settings.report_words`` says so: no
program can tell every name from a word. What is sent is judged for a child's safety first, like any message,
and before every limit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Blueprint, Flask, Response, abort, current_app, make_response, render_template, request
from itsdangerous import BadData, URLSafeTimedSerializer

from directory_data import listing_problems, moments, you_said
from directory_data.errors import UnknownRecord
from directory_data.listing_problems import ABOUT, LONGEST
from nlu.escalation import Escalation
from nlu.memory import Memory
from web import about
from web.parts import Parts, parts
from web.rate_limits import RateLimits

A_MINUTE = 3
"""Reports from one address."""
EXPIRES = 24 * 60 * 60
"""Seconds that a form can be open before it is sent."""
TRAP = "website"
"""A field that people do not see and programs fill in."""
_LIMITS = "problem_limits"

blueprint = Blueprint("problems", __name__)


@dataclass
class Form:
    """What was filled in, and what must be put right."""

    about: list[str] = field(default_factory=list)
    words: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)


def init_app(app: Flask) -> None:
    made: Parts = app.extensions["signpost"]
    app.extensions[_LIMITS] = RateLimits(A_MINUTE, key=made.settings.secret_key, shared=made.shared)
    app.register_blueprint(blueprint)


@blueprint.get("/services/<key>/problem")
def problem(key: str) -> Response:
    """The empty form."""
    return _form(key, Form())


@blueprint.post("/services/<key>/problem")
def problem_sent(key: str) -> Response:
    """A filled-in form."""
    name = _name(key)
    form = Form([one for one in request.form.getlist("about") if one in ABOUT], _words())
    assessment = parts().safety.judge(form.words, Memory()).assessment if form.words else None
    escalation = parts().safety.escalation(assessment, None) if assessment else None
    if escalation and escalation.level == "immediate":
        return _sent(key, name, escalation)
    if refused := _refusal(key, form):
        return refused
    if not request.form.get(TRAP):
        today = moments.day(moments.now())
        words = form.words if _keeps_words() else ""
        listing_problems.add(parts().store, key, form.about, words, today)
    return _sent(key, name, escalation)


@blueprint.get("/you-said")
def page() -> str:
    """What people told us, and what was done."""
    return render_template("public/you-said.html", entries=you_said.entries(parts().store))


def _refusal(key: str, form: Form) -> Response | None:
    """The form again, with everything that was filled in, when it cannot be taken."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site" or not _is_ours(key):
        form.problems = [
            ("", "This page was open for too long. Nothing is lost: press the button once more.")
        ]
        return _form(key, form, HTTPStatus.BAD_REQUEST)
    if not form.about and not (form.words and _keeps_words()):
        or_write = ", or say it in your words" if _keeps_words() else ""
        form.problems = [("about", f"Tick what is wrong{or_write}.")]
        return _form(key, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if len(form.words) > LONGEST:
        form.problems = [("words", f"That is {len(form.words):,} characters. The most is {LONGEST:,}.")]
        return _form(key, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    limits: RateLimits = current_app.extensions[_LIMITS]
    if wait := limits.wait(None, request.remote_addr or ""):
        form.problems = [("", f"That was a lot at once. Nothing is lost: send it again in {wait} seconds.")]
        response = _form(key, form, HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(wait)
        return response
    return None


def _sent(key: str, name: str, escalation: Escalation | None) -> Response:
    """Thanks; or the card for a child who may not be safe, and then nothing of the words was kept."""
    return make_response(
        render_template("public/problem-sent.html", key=key, name=name, escalation=escalation)
    )


def _form(key: str, form: Form, status: HTTPStatus = HTTPStatus.OK) -> Response:
    response = make_response(
        render_template(
            "public/problem.html",
            key=key,
            name=_name(key),
            form=form,
            choices=ABOUT,
            keeps_words=_keeps_words(),
            longest=LONGEST,
            kept_days=listing_problems.KEPT_DAYS,
            token=_serializer().dumps(key),
            trap=TRAP,
            **about.operator(),
        ),
        status,
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _name(key: str) -> str:
    """The name of a listing, also of one that is hidden."""
    directory = parts().directory
    try:
        return directory.get(key).name
    except UnknownRecord:
        hidden = directory.not_shown(key)
    return hidden.name if hidden else abort(404)


def _keeps_words() -> bool:
    return parts().settings.report_words


def _words() -> str:
    """What was written, with the line ends that browsers send as one character each."""
    return request.form.get("words", "").replace("\r\n", "\n").strip()


def _is_ours(key: str) -> bool:
    """Whether the form came from this site, for this listing, not too long ago."""
    try:
        return bool(_serializer().loads(request.form.get("form", ""), max_age=EXPIRES) == key)
    except BadData:
        return False


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="listing-problem")
