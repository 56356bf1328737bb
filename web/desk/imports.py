"""Lists of link workers: uploaded, tried out, their columns explained, applied, and taken back as a whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory_data import audit, moments
from directory_data.errors import EditRefused, ImportRefused
from directory_data.imports import checking, columns, ledger, plan, reading, words
from directory_data.imports.checking import Checked
from directory_data.imports.columns import Column
from directory_data.imports.plan import Decisions, Plan, What
from directory_data.imports.reading import ListFile
from directory_data.imports.record import Origin
from directory_data.people import Role
from web.desk import uploads
from web.desk.access import desk_page, done, editing, who

LARGEST = reading.LARGEST + 64 * 1024  # the form around the file
COLUMNS = {
    Column.ORGANISATION: "Organisation",
    Column.WORKER: "Link worker",
    Column.PHONE: "Telephone",
    Column.EMAIL: "E-mail",
    Column.AREA: "Area",
    Column.DISTRICT: "District",
    Column.PLACE: "Town or village",
    Column.ADDRESS: "Address",
    Column.POSTCODE: "Postcode",
    Column.IGNORED: "Not used",
}
WHATS = {
    What.ADDED: "New link workers",
    What.CHANGED: "Changed",
    What.CONFIRMED: "The same as before, with a newer date",
    What.REMOVED: "Not in the list any more, so taken off",
}


@dataclass
class Tried:
    """A list as it would be brought in with what the form says."""

    file: ListFile
    headings: list[tuple[str, str]]
    """Heading of a column, and what it is taken for."""
    checked: Checked
    plan: Plan
    refused: str = ""

    @property
    def digest(self) -> str:
        """Of everything the dry run says: what is applied must be what was looked at."""
        lines = "\n".join([self.file.sha256, *words.report(self.checked, self.plan)])
        return hashlib.sha256(lines.encode()).hexdigest()


@desk_page("/imports", Role.READER)
def imports() -> ResponseReturnValue:
    """What was brought in, and the form for another list."""
    return render_template("desk/imports.html", runs=ledger.runs(editing().store), words=WHATS, problem="")


@desk_page("/imports", Role.EDITOR, post=True, largest=LARGEST)
def import_upload() -> ResponseReturnValue:
    """Keep the file and try it out."""
    try:
        sha256 = uploads.keep(request.files.get("file"))
        reading.read(uploads.path_of(sha256))
    except ImportRefused as error:
        page = render_template(
            "desk/imports.html", runs=ledger.runs(editing().store), words=WHATS, problem=str(error)
        )
        return page, 422
    return redirect(url_for("desk.import_check", sha256=sha256), code=303)


@desk_page("/imports/check/<sha256>", Role.EDITOR)
def import_check(sha256: str) -> ResponseReturnValue:
    """The dry run of a list, nothing said yet."""
    return _page(sha256)


@desk_page("/imports/check/<sha256>", Role.EDITOR, post=True)
def import_check_again(sha256: str) -> ResponseReturnValue:
    """The dry run with what was said of columns and unsure rows."""
    return _page(sha256)


@desk_page("/imports/apply/<sha256>", Role.PUBLISHER, post=True)
def import_apply(sha256: str) -> ResponseReturnValue:
    """Bring it in, when it is still what the dry run showed."""
    tried, desk = _try(sha256), editing()
    problem = tried.refused or _not_yet(tried)
    if problem:
        return _page(sha256, problem), 422
    origin = _origin(tried.file)
    number = ledger.apply(desk.store, tried.plan.changes, origin)
    with desk.store.writing() as connection:
        audit.note(
            connection, who().name, "imported list", f"import {number}", f"{origin.file}. {origin.why}"
        )
    desk.refresh()
    uploads.drop(sha256)
    return done(f"Import {number} is on the site now. It can be taken back as a whole.", "imports")


@desk_page("/imports/<int:number>/undo", Role.PUBLISHER, post=True)
def import_undo(number: int) -> ResponseReturnValue:
    """Take back everything that one import did."""
    desk = editing()
    count = ledger.undo(desk.store, number, who().name, leave_edited="leave_edited" in request.form)
    with desk.store.writing() as connection:
        audit.note(connection, who().name, "undid import", f"import {number}", f"{count} records")
    desk.refresh()
    return done(f"Import {number} is undone: {count} records are as they were before it.", "imports")


def _page(sha256: str, problem: str = "") -> str:
    tried = _try(sha256)
    rows = request.form.getlist("row")
    decided = [(row, choice) for row, choice in zip(rows, request.form.getlist("is"), strict=False) if choice]
    still_asked = {unsure.where.lower() for unsure in tried.plan.unsure}
    return render_template(
        "desk/import.html",
        sha256=sha256,
        tried=tried,
        problem=problem,
        columns=COLUMNS,
        words=WHATS,
        decided=[(row, choice) for row, choice in decided if row not in still_asked],
        dated=request.form.get("dated", moments.day(moments.now()).isoformat()),
        form=request.form,
    )


def _try(sha256: str) -> Tried:
    """Nothing is written; raises ``ImportRefused`` for a file that is no list at all."""
    file = reading.read(uploads.path_of(sha256))
    mapping = {
        heading: Column(word)
        for heading, word in zip(
            request.form.getlist("heading"), request.form.getlist("column"), strict=False
        )
        if word in {column.value for column in Column}
    }
    tried = Tried(file, [], Checked([], [], []), Plan())
    try:
        tried.headings = _headings(file, mapping)
        tried.checked = checking.check(file, mapping)
        tried.plan = plan.make(
            tried.checked.entries,
            ledger.published(editing().store),
            _origin(file),
            _decisions(),
            complete="complete" in request.form,
        )
    except ImportRefused as error:
        tried.refused = _without_options(str(error))
        tried.headings = tried.headings or _headings_of_first_row(file, mapping)
    return tried


def _headings(file: ListFile, mapping: dict[str, Column]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for sheet in file.sheets:
        layout = columns.layout(sheet, mapping)
        if layout:
            taken = {number: column.value for column, number in layout.columns.items()}
            for number, heading in enumerate(layout.headings):
                if heading:
                    found.setdefault(heading, taken.get(number, Column.IGNORED.value))
    return list(found.items())


def _headings_of_first_row(file: ListFile, mapping: dict[str, Column]) -> list[tuple[str, str]]:
    """When no row looks like headings, the first that has several cells may be."""
    for sheet in file.sheets:
        for row in sheet.rows:
            cells = list(dict.fromkeys(cell for cell in row.cells if cell))
            if len(cells) > 1:
                known = {heading: column.value for heading, column in mapping.items()}
                return [(cell, known.get(cell, "")) for cell in cells]
    return []


def _decisions() -> Decisions:
    pairs = list(zip(request.form.getlist("row"), request.form.getlist("is"), strict=False))
    same = {row: choice for row, choice in pairs if choice not in {"", "new"}}
    return Decisions(same, frozenset(row for row, choice in pairs if choice == "new"))


def _origin(file: ListFile) -> Origin:
    text = request.form.get("dated", "")
    try:
        dated = dt.date.fromisoformat(text) if text else moments.day(moments.now())
    except ValueError as error:
        raise EditRefused(f"“{text}” is not a date: write it like 2026-05-01.") from error
    if dated > moments.day(moments.now()):
        raise ImportRefused(f"The list cannot be of {dated}: that is still to come.")
    return Origin(file.name, file.sha256, dated, who().name, request.form.get("why", "").strip()[:400])


def _not_yet(tried: Tried) -> str:
    """Why a list must not be applied as it is; empty when it may."""
    if request.form.get("digest") != tried.digest:
        return "The dry run below is new: look at it, then bring the list in."
    if not request.form.get("why", "").strip():
        return "Say where the list comes from."
    if tried.checked.errors and ("complete" in request.form or "leave_out" not in request.form):
        return "Some rows have faults. Put them right in the file, or tick that these rows are left out."
    return "" if tried.plan.changes else "There is nothing to bring in: the directory has it all already."


def _without_options(text: str) -> str:
    """The same sentence without the options of the command line."""
    return text.partition(" with --map")[0].rstrip(":") + (", below." if " with --map" in text else "")
