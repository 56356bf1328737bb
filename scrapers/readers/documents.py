"""Tables in documents: each row of a PDF, Word, Excel or CSV file is one entry.

Which column holds what is known from the headings, or said in ``columns``.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import docx
import msgspec
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError

from directory_data.errors import ImportRefused, SettingsError
from directory_data.imports import csv_file, pdf_file, xlsx_file
from directory_data.imports.sheet import Row, Sheet, counted, row
from scrapers.errors import ReadProblem
from scrapers.page import Page
from scrapers.readers import values
from scrapers.source import Entry, Missing, Parsed, parsed

MOST_UNPACKED = 60 * 1024 * 1024  # bytes, as in workbooks
HEADING_ROWS = 25
"""Titles and notes may stand above the headings."""
HEADINGS: dict[str, str] = {
    "name": "name|service|service name|group|group name|organisation|organization|provider|activity|project",
    "summary": "summary|in short",
    "description": "description|details|about|what it is|information|what we do",
    "phones": "phone|telephone|tel|phone number|telephone number|tel no|mobile|contact number|phones",
    "email": "e mail|email|email address|e mail address",
    "urls": "website|web|web address|url|link|web site|web page",
    "locations": "address|venue|location|where|postal address|venue address",
    "schedule_note": "opening hours|opening times|times|time|when|hours|day and time|days and times",
    "eligibility_description": "who for|who it is for|for whom|eligibility|who can come",
    "minimum_age": "ages|age|age range|minimum age",
    "cost_options": "cost|price|costs|fee|fees|charge",
    "languages": "languages|language",
    "accessibility": "accessibility|access",
    "places": "area covered|areas covered|area served|town",
    "application_process": "how to apply|how to book|referral|referrals|how to refer|booking",
}
"""Headings by field, in lower case and without marks."""
POSTCODE, ID = "postcode", "id"
_PARTS = {POSTCODE: {"postcode", "post code"}, ID: {"id", "ref", "reference", "service id"}}


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the headings mean where they do not say it plainly."""

    columns: dict[str, str] = {}
    """Heading to field, or to ``id``, ``postcode`` or ``ignore``."""

    def check(self) -> None:
        known = {*values.READINGS, POSTCODE, ID, "ignore"}
        unknown = {f"{heading}: {field}" for heading, field in self.columns.items() if field not in known}
        if unknown:
            raise SettingsError(f"columns: {', '.join(sorted(unknown))}: no such field.")


def parse(page: Page, columns: Columns | None = None) -> Parsed:
    """The entries of a document; raises ``ReadProblem`` when no table of it can be understood."""
    said = {_plain(heading): field for heading, field in (columns or Columns()).columns.items()}
    try:
        sheets = _sheets(page)
    except ImportRefused as refusal:
        raise ReadProblem(f"{page.final_url}: {refusal}") from refusal
    entries, gaps, understood = [], [], False
    for sheet in sheets:
        found = _layout(sheet, said)
        understood = understood or found is not None
        for line in _lines(sheet, found) if found else ():
            entry = _entry(line, found[1], page) if found else None
            if entry:
                entries.append(entry)
            elif any(line.cells):
                gaps.append(Missing(line.where, "name", page.final_url))
    if not understood:
        raise ReadProblem(
            f"{page.final_url} has no table with a heading for names and one more that is known."
        )
    return parsed(*entries, missing=tuple(gaps))


def _sheets(page: Page) -> list[Sheet]:
    content = page.body
    if content.startswith(b"PK"):
        return _word(content) if _is_word(content) else xlsx_file.read(content)
    if b"%PDF-" in content[:1024]:
        return pdf_file.read(content)
    if content.lstrip()[:1] == b"<":
        raise ReadProblem(f"{page.final_url} is a web page, not a document.")
    return csv_file.read(content)


def _is_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "word/document.xml" in archive.namelist()
    except xlsx_file.UNREADABLE:
        return False


def _word(content: bytes) -> list[Sheet]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            raise ImportRefused("The document unpacks to far more than a list would.")
    try:
        document = docx.Document(io.BytesIO(content))
        return [Sheet(f"Table {number}", counted(rows)) for number, rows in enumerate(_tables(document), 1)]
    except (PackageNotFoundError, *xlsx_file.UNREADABLE) as error:
        raise ImportRefused(
            "The document is damaged: open it in Word, save it again and try that file."
        ) from error


def _tables(document: Document) -> Iterator[list[Row]]:
    for number, table in enumerate(document.tables, 1):
        yield [
            row(f"Table {number}, row {place}", [cell.text for cell in line.cells])
            for place, line in enumerate(table.rows, 1)
        ]


def _layout(sheet: Sheet, said: Mapping[str, str]) -> tuple[int, dict[str, list[int]]] | None:
    """Index of the row of headings, and the columns of each field; the row that says most is taken."""
    best: tuple[int, dict[str, list[int]]] | None = None
    for index, line in enumerate(sheet.rows[:HEADING_ROWS]):
        fields: dict[str, list[int]] = {}
        for number, cell in enumerate(line.cells):
            field = said.get(_plain(cell)) or _guess(cell)
            if field and field != "ignore":
                fields.setdefault(field, []).append(number)
        if "name" in fields and len(fields) > 1 and (best is None or len(fields) > len(best[1])):
            best = index, fields
    return best


def _lines(sheet: Sheet, found: tuple[int, dict[str, list[int]]]) -> Iterator[Row]:
    """The rows below the headings; a PDF repeats these on every page."""
    headings = sheet.rows[found[0]].cells
    return (line for line in sheet.rows[found[0] + 1 :] if line.cells != headings)


def _entry(line: Row, columns: Mapping[str, list[int]], page: Page) -> Entry | None:
    texts = {field: _texts(line, numbers) for field, numbers in columns.items()}
    name = values.read("name", texts["name"], page.final_url)
    if name is None:
        return None
    entry = Entry(name, page.final_url, next(iter(texts.get(ID, [])), None))
    if "locations" in texts:
        texts["locations"] = [", ".join([*texts["locations"], *texts.get(POSTCODE, [])])]
    for field, said in texts.items():
        if field in values.READINGS and field != "name":
            entry.offer(field, _value(field, said, page))
    if "minimum_age" in texts:
        entry.offer("maximum_age", _value("maximum_age", texts["minimum_age"], page))
    if "schedule_note" in texts:
        entry.offer("schedules", _value("schedules", texts["schedule_note"], page))
    return entry


def _value(field: str, texts: list[str], page: Page) -> Any:
    return values.read(field, texts, page.final_url)


def _texts(line: Row, numbers: list[int]) -> list[str]:
    """What stands in the columns; a dash stands for nothing."""
    cells = [line.cells[number] for number in numbers if number < len(line.cells)]
    return [cell for cell in cells if cell and cell.lower() not in {"-", "–", "n/a", "tbc", "tba"}]


def _guess(heading: str) -> str | None:
    text = _plain(heading)
    for field, known in HEADINGS.items():
        if text in known.split("|"):
            return field
    return next((field for field, known in _PARTS.items() if text in known), None)


def _plain(heading: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", heading.lower()))
