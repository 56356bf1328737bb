import io

import docx
import openpyxl
import pytest

from directory_data.errors import SettingsError
from scrapers.errors import ReadProblem
from scrapers.page import Page
from scrapers.readers import documents
from scrapers.readers.documents import Columns

HERE = "https://example.org/groups.xlsx"
ROWS = [
    ["Groups in Exampleton", "", "", "", "", "", ""],
    ["Group name", "Tel. no", "E-mail", "Venue", "Post code", "Day and time", "Ages"],
    [
        "Example Toddlers",
        "01632 960001",
        "tots@example.org",
        "1 Example Street, Exampleton",
        "OX1 1AA",
        "Mon 9.30am-11am",
        "0-5",
    ],
    ["Example Youth Club", "tbc", "-", "", "", "ask us", "11+"],
    ["", "01632 960009", "", "", "", "", ""],
]


def csv(rows=ROWS, separator=";"):
    return "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows).encode("cp1252")


def xlsx(rows=ROWS):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def word(rows=ROWS):
    document = docx.Document()
    document.add_paragraph("Groups")
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("made", [csv, xlsx, word])
def test_each_row_is_an_entry_whatever_the_format(made):
    parsed = documents.parse(Page.of(HERE, made(), "application/octet-stream"))
    first, second = parsed.items
    assert (first.key, dict(first.fields)) == (
        "example-toddlers",
        {
            "name": "Example Toddlers",
            "phones": [{"number": "01632 960001"}],
            "email": "tots@example.org",
            "locations": [
                {
                    "name": "1 Example Street",
                    "address": {
                        "address_1": "1 Example Street",
                        "city": "Exampleton",
                        "postal_code": "OX1 1AA",
                    },
                }
            ],
            "schedule_note": "Mon 9.30am-11am",
            "schedules": [{"byday": ["MO"], "opens_at": "09:30", "closes_at": "11:00"}],
            "minimum_age": 0.0,
            "maximum_age": 5.0,
        },
    )
    assert dict(second.fields) == {
        "name": "Example Youth Club",
        "schedule_note": "ask us",
        "minimum_age": 11.0,
    }
    assert len(parsed.missing) == 1 and "row 5: name not found" in str(parsed.missing[0]).lower()


def test_headings_can_be_explained():
    rows = [["What", "No.", "Ring"], ["Example Toddlers", "17", "01632 960001"]]
    columns = Columns({"what": "name", "No.": "id", "Ring": "phones"})
    columns.check()
    (item,) = documents.parse(Page.of(HERE, csv(rows)), columns).items
    assert (item.key, dict(item.fields)) == (
        "17",
        {"name": "Example Toddlers", "phones": [{"number": "01632 960001"}]},
    )
    with pytest.raises(SettingsError, match="Ring: telephones"):
        Columns({"Ring": "telephones"}).check()


def test_headings_that_come_again_are_no_entry():
    parsed = documents.parse(Page.of(HERE, csv([*ROWS[1:3], ROWS[1], ROWS[3]])))
    assert [item.key for item in parsed.items] == ["example-toddlers", "example-youth-club"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!doctype html><h1>Sign in</h1>",
        b"only words",
        csv([["A", "B"], ["c", "d"]]),
        word([["A", "B"], ["c", "d"]]),
        xlsx()[:200],
        word()[:-300],
        b"%PDF-1.7 broken",
    ],
)
def test_what_holds_no_table_that_is_known_is_said(content):
    with pytest.raises(ReadProblem, match="example"):
        documents.parse(Page.of(HERE, content))
