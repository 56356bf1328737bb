"""What a record was: every revision with who, when and why, two of them compared, one brought back."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from directory_data import audit
from directory_data.people import Role
from web.desk import differences
from web.desk.access import desk_page, done, editing, who
from web.desk.records import revision_of


@desk_page("/records/<key>/history", Role.READER)
def history(key: str) -> ResponseReturnValue:
    """Newest first."""
    desk = editing()
    revisions = desk.history(key)[::-1]
    return render_template(
        "desk/history.html",
        copy=desk.open(key),
        revisions=revisions,
        log=audit.entries(desk.store, about=key, limit=200),
    )


@desk_page("/records/<key>/compare", Role.READER)
def compare(key: str) -> ResponseReturnValue:
    """Two revisions beside each other; the older one left."""
    desk = editing()
    copy = desk.open(key)
    chosen = request.args.get("old", 1, type=int), request.args.get("new", copy.number, type=int)
    old, new = min(chosen), max(chosen)
    shown = differences.of_records(revision_of(desk, key, old), revision_of(desk, key, new))
    return render_template("desk/compare.html", copy=copy, old=old, new=new, differences=shown)


@desk_page("/records/<key>/restore/<int:number>", Role.EDITOR, post=True)
def restore(key: str, number: int) -> ResponseReturnValue:
    """A draft with the text of an earlier revision."""
    after, why = request.form.get("after", -1, type=int), request.form.get("why", "").strip()[:400]
    editing().restore(who(), key, number, after, why)
    return done(
        f"A draft with the text of revision {number} is made. Publish it to show it.", "record", key=key
    )
