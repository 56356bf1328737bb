"""The form of a record: saved as a draft, sent to review or published; nothing typed is ever lost.

The form carries the number of the revision that was on the screen. When somebody saved another one
meanwhile, the form comes back with what was typed, what the other changed, and where both changed the same.
"""

from __future__ import annotations

import re
import unicodedata

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from directory_data import moments
from directory_data.errors import ConflictingEdit, EditRefused
from directory_data.models import Record
from directory_data.people import Role
from directory_data.vocabulary import Kind
from directory_data.working_copies import WorkingCopy, is_safeguarding
from web.desk import differences, kept_forms, record_form
from web.desk.access import desk_page, done, editing, who
from web.desk.boxes import PARTS
from web.desk.record_form import Problems
from web.desk.records import revision_of

WHY_NEEDED = ("why", "Say how you know: “rang them”, or the page you looked at.")
SAVED = {
    "draft": "Saved as a draft. The site is unchanged.",
    "review": "Saved. It waits for review.",
    "publish": "It is on the site now.",
}


@desk_page("/records/<key>/edit", Role.EDITOR)
def edit(key: str) -> ResponseReturnValue:
    """The form with what the working copy says."""
    copy, typed = editing().open(key), kept_forms.take(who().name)
    return _page(copy, copy.body, typed or record_form.fields_of(copy.body), typed=bool(typed))


@desk_page("/records/<key>/edit", Role.EDITOR, post=True, keeps=True)
def edit_sent(key: str) -> ResponseReturnValue:
    """Save; the working copy may have moved on meanwhile."""
    copy, fields = editing().open(key), MultiDict(request.form)
    base = revision_of(editing(), key, fields.get("seen", -1, type=int))
    mine, problems = record_form.read(fields, base)
    if _adds_a_row(fields):
        return _page(copy, base, fields)
    if not problems and copy.number != fields.get("after", -1, type=int):
        return _conflict(copy, base, mine, fields)
    if _wish(fields) == "publish":
        who().must(Role.PUBLISHER)
    problems = problems or _problems(mine, fields)
    if problems:
        return _page(copy, base, fields, problems), 422
    try:
        _save(copy, mine, fields)
    except ConflictingEdit:
        return _conflict(editing().open(key), base, mine, fields)
    return done(SAVED[_wish(fields)], "record", key=key)


@desk_page("/records/new", Role.EDITOR)
def new() -> ResponseReturnValue:
    """The empty form."""
    typed = kept_forms.take(who().name)
    return _page(None, _blank(), typed or record_form.fields_of(_blank()), typed=bool(typed))


@desk_page("/records/new", Role.EDITOR, post=True, keeps=True)
def new_sent() -> ResponseReturnValue:
    """A new record as a draft."""
    fields, reason = MultiDict(request.form), request.form.get("why", "").strip()[:400]
    body, problems = record_form.read(fields, _blank())
    if _adds_a_row(fields):
        return _page(None, _blank(), fields)
    body.key = _slug(body.name)
    if not body.name:
        problems.append(("name", "Give it a name."))
    if not reason:
        problems.append(WHY_NEEDED)
    if problems:
        return _page(None, _blank(), fields, problems), 422
    try:
        editing().create(who(), body, reason)
    except EditRefused:
        taken = [("name", "There is a record with this page address already: make the name differ.")]
        return _page(None, _blank(), fields, taken), 422
    return done("Saved as a draft. Look it over, then publish it.", "record", key=body.key)


def _save(copy: WorkingCopy, mine: Record, fields: MultiDict[str, str]) -> None:
    desk, reason, key = editing(), fields.get("why", "").strip()[:400], mine.key
    body = record_form.with_origin(copy.body, mine, who().name, moments.day(moments.now()), reason)
    number = desk.save(who(), body, copy.number, reason)
    if _wish(fields) == "review":
        desk.submit(who(), key, number, reason)
    elif _wish(fields) == "publish":
        desk.publish(who(), key, number, reason)


def _problems(mine: Record, fields: MultiDict[str, str]) -> Problems:
    """What must be put right first; a draft may have faults, as long as it says why it was made."""
    found = [] if fields.get("why", "").strip() else [WHY_NEEDED]
    if _wish(fields) != "draft":
        found += record_form.in_words(editing().problems(mine))
    return found


def _wish(fields: MultiDict[str, str]) -> str:
    wish = fields.get("wish", "draft")
    return wish if wish in SAVED else "draft"


def _adds_a_row(fields: MultiDict[str, str]) -> bool:
    name = f"{fields.get('add', '')}-rows"
    if name in fields:
        fields[name] = str(min(fields.get(name, 1, type=int) + 1, record_form.MOST_ROWS))
    return "add" in fields


def _conflict(
    copy: WorkingCopy, base: Record, mine: Record, fields: MultiDict[str, str]
) -> ResponseReturnValue:
    """The form again: what was typed, what the other changed elsewhere, and both where both changed."""
    together, taken, both = record_form.merged(base, mine, copy.body)
    newest = editing().history(copy.body.key)[-1]
    form = record_form.fields_of(together)
    form["why"] = fields.get("why", "")
    clashes = [one for one in differences.of_records(copy.body, mine) if one.field in both]
    changed = [one for one in differences.of_records(base, copy.body) if one.field in taken]
    conflict: dict[str, object] = {
        "by": newest.author,
        "at": newest.made,
        "clashes": clashes,
        "taken": changed,
    }
    conflict["fields"] = [*taken, *both]
    return _page(copy, copy.body, form, conflict=conflict), 409


def _page(
    copy: WorkingCopy | None,
    base: Record,
    fields: MultiDict[str, str],
    problems: Problems | None = None,
    conflict: dict[str, object] | None = None,
    typed: bool = False,
) -> str:
    if conflict or "after" not in fields:
        fields["after"], fields["seen"] = _numbers(copy) if copy else ("0", "0")
    wrong: dict[str, list[str]] = {}
    for name, words in problems or []:
        wrong.setdefault(name, []).append(words)
    return render_template(
        "desk/edit.html",
        copy=copy,
        body=base,
        fields=fields,
        parts=PARTS,
        problems=problems or [],
        wrong=wrong,
        conflict=conflict,
        typed=typed,
        adding=fields.get("add", ""),
        locks={lock.field: lock for lock in copy.locks} if copy else {},
        two_people=copy.needs_second_person if copy else is_safeguarding(base),
    )


def _numbers(copy: WorkingCopy) -> tuple[str, str]:
    """The newest revision, and the one whose text is in the form: given up work is newer than it."""
    seen = [one.number for one in editing().history(copy.body.key) if one.body == copy.body]
    return str(copy.number), str(max(seen))


def _blank() -> Record:
    return Record(key="new", kind=Kind.SERVICE, name="", summary="", source="")


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:100].strip("-")
    return f"{slug}-record" if slug in {"", "new"} else slug
