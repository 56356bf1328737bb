"""Excel workbooks: every visible sheet, merged cells filled in, formulas as the values Excel saved."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from xml.parsers import expat

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from directory_data.errors import ImportRefused
from directory_data.imports.sheet import MOST_COLUMNS, MOST_ROWS, Row, Sheet, counted, row

MOST_UNPACKED = 60 * 1024 * 1024  # bytes; a list of 20,000 rows is about 15 MB
MOST_PARTS = 500
MOST_JOINED = 50_000  # cells that are merged or linked as a range: the library makes every one of them
NO_VALUE = "#NO VALUE"
"""Stands for a formula that was never worked out, so that its cell is not taken for empty."""
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    SyntaxError,  # of the XML inside
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
    OSError,
    EOFError,
)
"""What the libraries raise over a damaged file."""
DAMAGED = "The workbook cannot be read: open it in Excel, save it again as XLSX and try that file."


def read(content: bytes) -> list[Sheet]:
    """The visible sheets that hold something; raises ``ImportRefused``."""
    _check_archive(content)
    values, formulas = _workbook(content, data_only=True), _workbook(content, data_only=False)
    shown = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    names = len(shown) > 1
    sheets = [
        Sheet(sheet.title, counted(list(_rows(sheet, formulas[sheet.title], names)))) for sheet in shown
    ]
    return [sheet for sheet in sheets if any(any(line.cells) for line in sheet.rows)]


def _check_archive(content: bytes) -> None:
    """Refuse what would unpack to far more than a list, or names outside files or its own entities."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise ImportRefused("The workbook unpacks to far more than a list of link workers would.")
        for part in parts:
            _check_part(archive.read(part))
    except UNREADABLE as error:
        raise ImportRefused(DAMAGED) from error


def _check_part(content: bytes) -> None:
    """Reads a part as the library will, but builds nothing of it."""
    joined = 0

    def doctype(*_: object) -> None:
        raise ImportRefused("The workbook declares a document type, which Excel never writes.")

    def element(name: str, attributes: dict[str, str]) -> None:
        nonlocal joined
        if name.rpartition(" ")[2] in {"mergeCell", "hyperlink"}:
            left, top, right, bottom = (edge or 1 for edge in range_boundaries(attributes.get("ref", "A1")))
            joined += (right - left + 1) * (bottom - top + 1)
        if joined > MOST_JOINED:
            raise ImportRefused(f"The workbook joins more than {MOST_JOINED:,} cells: undo its merged cells.")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = doctype, element
    with suppress(expat.ExpatError):  # a picture, or damage that the library meets too
        parser.Parse(content, True)


def _workbook(content: bytes, data_only: bool) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only, keep_links=False)
    except UNREADABLE as error:
        raise ImportRefused(DAMAGED) from error


def _rows(sheet: Any, formulas: Any, with_name: bool) -> Iterator[Row]:
    if sheet.max_row > MOST_ROWS:
        raise ImportRefused(
            f"Sheet {sheet.title!r} has more than {MOST_ROWS:,} rows. Delete empty rows at its end."
        )
    wide = min(sheet.max_column, MOST_COLUMNS + 1)
    merged = _merged(sheet)
    before = f"Sheet {sheet.title!r}, row" if with_name else "Row"
    for cells in sheet.iter_rows(max_col=wide):
        number = cells[0].row if cells else 0
        values = [
            merged.get((cell.row, cell.column)) or _value(cell, formulas.cell(cell.row, cell.column))
            for cell in cells
        ]
        yield row(f"{before} {number}", values)


def _merged(sheet: Any) -> dict[tuple[int, int], str]:
    """The value of each cell that is merged with one above it: one worker beside several schools.

    Cells merged sideways are titles, and a title is not the value of every column it runs across.
    """
    filled: dict[tuple[int, int], str] = {}
    for area in sheet.merged_cells.ranges:
        value = _value(sheet.cell(area.min_row, area.min_col), None)
        for number in range(area.min_row, min(area.max_row, MOST_ROWS) + 1):
            filled[number, area.min_col] = value
    return filled


def _value(cell: Any, formula: Any) -> str:
    value = cell.value
    if value is None and formula is not None and formula.data_type == "f":
        return NO_VALUE
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
