"""Lists that councils and other sites send: CSV, workbooks, Word documents and PDFs.

Of an archive one part is put in place of a good one, named by the first byte: bytes changed in packed
data would only meet the checksum.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache

import docx

from directory_data.errors import DirectoryError, ImportRefused
from directory_data.imports import checking, csv_file, pdf_file, plan, words, xlsx_file
from directory_data.imports.reading import ListFile
from directory_data.imports.record import Origin
from directory_data.imports.sheet import Sheet
from scrapers.errors import ReadProblem
from scrapers.page import Page
from scrapers.readers import documents
from tests.directory_data.imports import files
from tests.fuzz.target import Target

HERE = "https://example.org/list"
ORIGIN = Origin("list", "0" * 64, dt.date(2026, 9, 1), "Test Editor", "Sent by the council")
WORKBOOK_PARTS = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
)
DOCUMENT_PARTS = ("word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels")


def csv(data: bytes) -> None:
    _plan(lambda: csv_file.read(data))
    _entries(data)


def pdf(data: bytes) -> None:
    _plan(lambda: pdf_file.read(data))


def workbook(data: bytes) -> None:
    packed = _repacked(_workbook(), WORKBOOK_PARTS, data)
    _plan(lambda: xlsx_file.read(packed))  # and not as a source too: large ones take seconds


def document(data: bytes) -> None:
    _entries(_repacked(_document(), DOCUMENT_PARTS, data))


def _plan(read: Callable[[], list[Sheet]]) -> None:
    """What an editor would be shown."""
    try:
        checked = checking.check(ListFile("list", "0" * 64, read()), {})
        list(words.report(checked, plan.make(checked.entries, [], ORIGIN, complete=True)))
    except DirectoryError as refusal:
        assert isinstance(refusal, ImportRefused) and str(refusal)[-1:] in set('.?"'), refusal


def _entries(content: bytes) -> None:
    """What a source of other people's documents would propose."""
    with suppress(ReadProblem):
        documents.parse(Page.of(HERE, content, "application/octet-stream"))


@lru_cache(maxsize=1)
def _workbook() -> dict[str, bytes]:
    book = files.workbook()
    book.active.merge_cells("A2:A3")
    return _parts(files.saved(book))


@lru_cache(maxsize=1)
def _document() -> dict[str, bytes]:
    made = docx.Document()
    table = made.add_table(rows=0, cols=3)
    for row in (("Group", "Tel", "When"), ("Example Toddlers", "01632 960001", "Mon 9.30am-11am")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    file = io.BytesIO()
    made.save(file)
    return _parts(file.getvalue())


def _parts(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _repacked(parts: dict[str, bytes], replaceable: tuple[str, ...], data: bytes) -> bytes:
    name = replaceable[data[0] % len(replaceable)] if data else replaceable[0]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for known, content in {**parts, name: data[1:]}.items():
            archive.writestr(known, content)
    return packed.getvalue()


def _seeds(parts: dict[str, bytes], replaceable: tuple[str, ...], longest: int) -> list[bytes]:
    seeds = [bytes([number]) + parts[name] for number, name in enumerate(replaceable)]
    return [seed for seed in seeds if len(seed) <= longest]


LONGEST = 6000
TARGETS = [
    Target(
        "csv",
        csv,
        [
            files.csv_bytes(),
            files.csv_bytes(separator=";", encoding="utf-16"),
            b'Group;Tel;When\n"Example Toddlers";01632 960001;"Mon 9.30am - 11am"\n',
        ],
    ),
    Target("workbook", workbook, _seeds(_workbook(), WORKBOOK_PARTS, LONGEST), longest=LONGEST),
    Target("document", document, _seeds(_document(), DOCUMENT_PARTS, LONGEST), longest=LONGEST),
    Target("pdf", pdf, [files.pdf([(files.HEADINGS, *files.ROWS)])], longest=LONGEST),
]
