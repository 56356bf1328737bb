"""Who is signed in at the desk: a signed cookie that only the desk gets, and that ends when nobody clicks.

The cookie holds the person's name, the stamp of the password, a token for forms and two times. Whoever
changes a password or disables a person ends every session of that person.
"""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
from typing import NamedTuple

from flask import Flask, Request, current_app, g, request, session
from flask.sessions import SecureCookieSessionInterface
from markupsafe import Markup

from directory_data import moments
from directory_data.errors import EditRefused
from directory_data.people import People, Person
from web.kept import Kept
from web.parts import Parts, parts
from web.rate_limits import RateLimits

TOKEN = "csrf_token"  # noqa: S105 - the name of a field
LONGEST = dt.timedelta(hours=12)
"""After this a person signs in again, however busy."""
SEEN_EVERY = dt.timedelta(minutes=5)
TRIES_PER_MINUTE = 10
"""Sign-ins for one name, and from one address; five wrong passwords pause a name besides."""
MOST_ENDED = 10_000
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_LIMITS, _ENDED = "desk_limits", "desk_ended"


class Idle(NamedTuple):
    """A session that ended by itself with this request."""

    name: str
    token: str
    """Of its forms."""


class _DeskCookie(SecureCookieSessionInterface):
    """Only over HTTPS, except on the machine itself, where there is nobody in between."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return parts().settings.https or not _is_loopback(request)


def init_app(app: Flask) -> None:
    made: Parts = app.extensions["signpost"]
    settings = made.settings
    app.secret_key = settings.secret_key or secrets.token_bytes(32)
    app.config.update(
        SESSION_COOKIE_NAME="signpost_desk",
        SESSION_COOKIE_PATH="/desk",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",  # "Strict" would sign out whoever follows a link from an e-mail
    )
    app.session_interface = _DeskCookie()
    app.extensions[_LIMITS] = RateLimits(TRIES_PER_MINUTE, key=settings.secret_key, shared=made.shared)
    app.extensions[_ENDED] = Kept("ended", MOST_ENDED, LONGEST.total_seconds(), made.shared)


def wait_to_sign_in(name: str, address: str) -> int:
    """Seconds until somebody may try to sign in; 0 when now, and then the try is counted."""
    limits: RateLimits = current_app.extensions[_LIMITS]
    return limits.wait(f"name {name.strip().lower()}", address)


def begin(person: Person) -> None:
    """Sign in; nothing of an earlier session stays, so that a planted cookie is worth nothing."""
    session.clear()
    at = moments.now().timestamp()
    session.update(id=secrets.token_urlsafe(16), name=person.name, stamp=person.stamp, began=at, last=at)
    token()
    g.person = person


def end() -> None:
    """Sign out: the browser forgets the cookie, and a copy of it is refused."""
    if "id" in session:
        _ended().put(session["id"], b"1")
    session.clear()


def person() -> Person | None:
    """Whoever is signed in and has clicked lately."""
    if "name" not in session:
        return None
    at = moments.now()
    since = [at - dt.datetime.fromtimestamp(session[name], dt.timezone.utc) for name in ("last", "began")]
    idle = dt.timedelta(minutes=parts().settings.desk_idle_minutes)
    ended = _ended().get(session["id"]) is not None
    found = None if ended else _known(session["name"])
    if found is None or since[0] > idle or since[1] > LONGEST:
        g.idle = Idle(found.name, session.get(TOKEN, "")) if found else None
        session.clear()
        return None
    session["last"] = at.timestamp()
    if found.last_seen is None or at - found.last_seen > SEEN_EVERY:
        People(parts().store).seen(found.name)
    return found


def idle() -> Idle | None:
    """Whose session has just ended because nobody clicked."""
    found: Idle | None = g.get("idle")
    return found


def token() -> str:
    """What a form must send back; made when first asked for."""
    if TOKEN not in session:
        session[TOKEN] = secrets.token_urlsafe(24)
    return str(session[TOKEN])


def token_field() -> Markup:
    """The hidden field for a form."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN, token())


def is_genuine(of: Idle | None = None) -> bool:
    """Whether the form that was sent is one of ours, from this session or from one that has just ended."""
    sent, kept = request.form.get(TOKEN, ""), of.token if of else session.get(TOKEN, "")
    return bool(kept) and hmac.compare_digest(sent.encode(), kept.encode())


def _ended() -> Kept:
    ended: Kept = current_app.extensions[_ENDED]
    return ended


def _known(name: str) -> Person | None:
    try:
        found = People(parts().store).get(name)
    except EditRefused:
        return None
    return found if not found.disabled and found.stamp == session["stamp"] else None


def _is_loopback(asked: Request) -> bool:
    host = asked.host
    return (host if host.endswith("]") else host.rpartition(":")[0] or host) in LOOPBACK
