"""Every format gives the same table, and what is no list is refused in words."""

from __future__ import annotations

import datetime as dt
import random
from contextlib import suppress
from pathlib import Path

import pytest

from directory_data.errors import ImportRefused
from directory_data.imports import csv_file, pdf_file, reading, sheet, xlsx_file
from tests.directory_data.imports import files
from tests.directory_data.imports.files import HEADINGS, ROWS

TABLE = [list(HEADINGS), *map(list, ROWS)]


def cells(sheets: list[sheet.Sheet], number: int = 0) -> list[list[str]]:
    return [list(row.cells) for row in sheets[number].rows if any(row.cells)]


def file(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "list.dat"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_of_every_encoding_and_separator(separator: str, encoding: str) -> None:
    rows = (HEADINGS, ("Café Sömmer Playgroup – “new”", *ROWS[0][1:]))
    read = cells(csv_file.read(files.csv_bytes(rows, separator, encoding)))
    assert read == [list(HEADINGS), ["Café Sömmer Playgroup – “new”", *ROWS[0][1:]]]


def test_quoted_cells_of_several_lines_are_one_row() -> None:
    text = b'School,Worker\r\n"Otterbrook, the\r\nAcademy",Test Person\r\nx,y\r\n'
    (read,) = csv_file.read(text)
    assert [(row.where, row.cells[0]) for row in read.rows[1:]] == [
        ("Row 2", "Otterbrook, the Academy"),
        ("Row 3", "x"),
    ]


@pytest.mark.parametrize(
    "content",
    [files.csv_bytes(), files.saved(files.workbook()), files.pdf([(HEADINGS, *ROWS)])],
    ids=["csv", "xlsx", "pdf"],
)
def test_every_format_gives_the_same_table(tmp_path: Path, content: bytes) -> None:
    held = reading.read(file(tmp_path, content))
    assert cells(held.sheets) == TABLE
    assert len(held.sha256) == 64


def test_a_workbook_of_several_sheets_merged_cells_dates_and_numbers() -> None:
    book = files.workbook([("North list", None, None), (), ("School", "Link worker", "Tel", "From")], "North")
    book.active.append(("One School", "Test Person", 1632960001, dt.datetime(2026, 9, 1)))
    book.active.append(("Two School", None, 1632960002.0, dt.date(2026, 9, 1)))
    book.active.merge_cells("A1:D1")
    book.active.merge_cells("B4:B5")
    book.create_sheet("South").append(("School", "Link worker"))
    book.create_sheet("Empty")
    book.create_sheet("Secret").append(("Hidden",))
    book["Secret"].sheet_state = "hidden"
    read = xlsx_file.read(files.saved(book))
    assert [one.name for one in read] == ["North", "South"]
    assert cells(read)[2:] == [
        ["One School", "Test Person", "1632960001", "2026-09-01"],
        ["Two School", "Test Person", "1632960002", "2026-09-01"],
    ]
    assert cells(read)[0] == ["North list", "", "", ""]
    assert read[0].rows[4].where == "Sheet 'North', row 5"


def test_a_formula_that_was_never_worked_out_is_not_taken_for_empty() -> None:
    book = files.workbook([("School", "Link worker"), ("One School", '="Test "&"Person"')])
    assert cells(xlsx_file.read(files.saved(book)))[1] == ["One School", xlsx_file.NO_VALUE]


def test_a_table_over_several_pages_with_joined_cells() -> None:
    first = (HEADINGS, ROWS[0], ("Second School", "Bicester", "North", None, None, None))
    (read,) = pdf_file.read(files.pdf([first, (HEADINGS, ROWS[1])]))
    assert [row.cells for row in read.rows] == [
        HEADINGS,
        ROWS[0],
        ("Second School", "Bicester", *ROWS[0][2:]),
        HEADINGS,
        ROWS[1],
    ]
    assert read.rows[-1].where == "Page 2, row 2"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"  \n ", "is empty"),
        (b"a\x00b,c", "not a text file"),
        (b"PK\x03\x04 nothing", "cannot be read"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x", "XLS format or locked"),
        (b"%PDF-1.4 nothing", "damaged"),
        (files.pdf([(HEADINGS, *ROWS)], locked=True), "locked with a password"),
        (files.pdf([(HEADINGS, *ROWS)], lines=False), "no table"),
        (files.csv_bytes([["a"] * (sheet.MOST_COLUMNS + 1)]), "more than 60 columns"),
        (files.csv_bytes([["a", "b" * 2001]]), "2,000 characters"),
        (b"a,b\n" * (sheet.MOST_ROWS + 1), "more than 20,000 rows"),
        (files.zip_bomb(xlsx_file.MOST_UNPACKED + 2_000_000), "unpacks to far more"),
    ],
    ids=range(12),
)
def test_what_is_no_list_is_refused_with_what_to_do(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(ImportRefused, match=said):
        reading.read(file(tmp_path, content))


@pytest.mark.parametrize(
    "content",
    [files.csv_bytes(), files.saved(files.workbook()), files.pdf([(HEADINGS, *ROWS)])],
    ids=["csv", "xlsx", "pdf"],
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(tmp_path: Path, content: bytes) -> None:
    chance = random.Random(7)  # noqa: S311 the same damage each time
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(chance.choice([1, 3, 20])):
            start = chance.randrange(max(1, len(damaged) - 40))
            damaged[start : start + chance.choice([1, 1, 30])] = chance.randbytes(chance.choice([0, 1, 10]))
        with suppress(ImportRefused):
            reading.read(file(tmp_path, bytes(damaged)))


def test_a_file_too_large_and_one_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(ImportRefused, match="larger than"):
        reading.read(file(tmp_path, b"a" * 11))
    with pytest.raises(ImportRefused, match=r"none\.csv cannot be opened"):
        reading.read(tmp_path / "none.csv")


def test_a_workbook_with_entities_or_endless_rows_is_refused() -> None:
    with pytest.raises(ImportRefused, match="document type"):
        xlsx_file.read(_with_part(b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'))
    book = files.workbook()
    book.active.cell(sheet.MOST_ROWS + 5, 1, "stray")
    with pytest.raises(ImportRefused, match="more than 20,000 rows"):
        xlsx_file.read(files.saved(book))


@pytest.mark.parametrize("element", ['mergeCell ref="A1:XFD40"', 'hyperlink ref="B1:B1048576"'])
def test_a_workbook_that_joins_far_too_many_cells_is_refused(element: str) -> None:
    """The library makes each of them: forty whole rows took a minute, and a sheet would never end."""
    part = f'<worksheet xmlns="http://example.org/"><{element}/></worksheet>'
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(ImportRefused, match="joins more than"):
            xlsx_file.read(_with_part(part.encode(encoding)))


def test_a_document_type_is_seen_in_any_encoding() -> None:
    with pytest.raises(ImportRefused, match="document type"):
        xlsx_file.read(_with_part('<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'.encode("utf-16")))


def _with_part(content: bytes) -> bytes:
    import io
    import zipfile

    packed = io.BytesIO(files.saved(files.workbook()))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("xl/worksheets/sheet9.xml", content)
    return packed.getvalue()
