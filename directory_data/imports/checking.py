"""A file of link workers as entries and faults, before anything is compared or written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from directory_data.errors import ImportRefused
from directory_data.imports import columns
from directory_data.imports.columns import Column, Layout
from directory_data.imports.entries import Entry, Fault
from directory_data.imports.reading import ListFile
from directory_data.imports.row_reader import RowReader, area_of
from directory_data.imports.sheet import Sheet


@dataclass(frozen=True)
class Checked:
    """What a file holds."""

    entries: list[Entry]
    faults: list[Fault]
    notes: list[str]
    """How the columns were understood."""

    @property
    def errors(self) -> list[Fault]:
        return [fault for fault in self.faults if not fault.is_warning]


def check(file: ListFile, mapping: Mapping[str, Column]) -> Checked:
    """Every entry and fault of a file; raises ``ImportRefused`` when no table of it can be understood."""
    checked = Checked([], [], [])
    understood = False
    for sheet in file.sheets:
        found = columns.layout(sheet, mapping)
        if found is None:
            checked.notes.append(f"{sheet.name or file.name}: no headings found, not read.")
            continue
        if not {Column.WORKER, Column.PHONE, Column.EMAIL} & set(found.columns):
            raise ImportRefused(
                "No column has the link worker, phone or e-mail. The headings are "
                f"{', '.join(repr(text) for text in found.headings if text)}: "
                'say what they mean with --map "Heading=worker".'
            )
        understood = True
        checked.notes.append(_note(sheet, found))
        _read(sheet, found, checked)
    if not understood:
        seen = [cell for sheet in file.sheets for row in sheet.rows[:3] for cell in row.cells if cell][:12]
        raise ImportRefused(
            f"No row of headings was found; the file begins with {', '.join(map(repr, seen))}. Say which "
            'column holds the organisation, and which the worker, with --map "Heading=organisation".'
        )
    _check_repeats(checked)
    return checked


def _note(sheet: Sheet, found: Layout) -> str:
    read = ", ".join(f"{found.headings[n]!r} is the {column.value}" for column, n in found.columns.items())
    unused = f"; not used: {', '.join(map(repr, found.unused))}" if found.unused else ""
    return f"{sheet.name}: {read}{unused}".removeprefix(": ")


def _read(sheet: Sheet, found: Layout, checked: Checked) -> None:
    area = area_of(sheet.name)
    for row in sheet.rows[found.heading + 1 :]:
        filled = [cell for cell in row.cells if cell]
        if not filled or columns.is_heading(row, found):
            continue
        if len(set(filled)) == 1 and area_of(filled[0]):
            area = area_of(filled[0])  # "North" alone in a row is a heading of the rows below it
            continue
        reader = RowReader(row, found, area)
        entry = reader.entry()
        checked.faults.extend(reader.faults)
        if entry:
            checked.entries.append(entry)


def _check_repeats(checked: Checked) -> None:
    """One row for each organisation: the same again is said and dropped, something else is a fault."""
    kept: dict[tuple[str, str], Entry] = {}
    for entry in list(checked.entries):
        first = kept.setdefault(entry.key, entry)
        if first is entry:
            continue
        same = msgspec.structs.replace(entry, where=first.where, organisation=first.organisation) == first
        said = f"{entry.organisation} is also in {first.where.lower()}"
        problem = f"{said}, with the same worker." if same else f"{said}, with something else: keep one row."
        checked.faults.append(Fault(entry.where, "", problem, is_warning=same))
        checked.entries.remove(entry)
