"""What the rows of a list mean, and the faults that lead an editor to the cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory_data.errors import ImportRefused
from directory_data.imports import checking, columns
from directory_data.imports.checking import Checked
from directory_data.imports.columns import Column
from directory_data.imports.reading import ListFile
from directory_data.imports.sheet import Sheet, row
from directory_data.vocabulary import Area
from tests.directory_data.imports.files import HEADINGS, ROWS


def checked(*rows: tuple[str, ...], name: str = "", mapping: tuple[str, ...] = ()) -> Checked:
    table = Sheet(name, tuple(row(f"Row {number}", cells) for number, cells in enumerate(rows, 1)))
    return checking.check(ListFile("list.csv", "0" * 64, [table]), columns.parse_mapping(mapping))


def one(**changes: str) -> Checked:
    """The faults and entry of a good row with some cells changed, by heading."""
    good = dict(zip(HEADINGS, ROWS[0], strict=True)) | changes
    return checked(tuple(good), tuple(good.values()))


def said(found: Checked) -> list[str]:
    return [str(fault) for fault in found.faults if "range of numbers" not in fault.problem]


@pytest.mark.parametrize(
    "headings",
    [
        "School|LCSS Link Worker|Phone|E-mail|Area",
        "Name of setting|Link worker (from Sept 2026)|Tel No.|Email address|LCSS Locality",
        "SURGERY NAME|Named Link Worker|Telephone Number|E-mail Address|Team",
        "Organisation|Name|Contact number|Email|Area",
        "Shcool name|LCSS link wroker|Telephon|Emial|Area",
        "Name|LCSS Contact|Mobile|Email|Area",
        "School|LCSS Link Worker|LCSS telephone|School email|Link worker email|Area|School telephone",
    ],
)
def test_headings_of_many_spellings(headings: str) -> None:
    names = headings.split("|")
    values = {"school email": "office@example.org", "school telephone": "01632 960999"}
    cells = []
    for name, value in zip(names, _values(names), strict=True):
        cells.append(values.get(name.lower(), value))
    (entry,) = checked(("Link workers",), (), tuple(names), tuple(cells)).entries
    assert (entry.organisation, entry.worker, entry.phone, entry.email, entry.area) == (
        "Otterbrook School",
        "Test Person",
        "01632 960001",
        "one@example.org",
        Area.SOUTH,
    )


def _values(names: list[str]) -> list[str]:
    known = {
        "tel": "01632 960001",
        "phone": "01632 960001",
        "mobile": "01632 960001",
        "number": "01632 960001",
    }
    cells = []
    for position, name in enumerate(names):
        low = name.lower()
        if position == 0:
            cells.append("Otterbrook School")
        elif "mail" in low or "emial" in low:
            cells.append("one@example.org")
        elif low in {"area", "team", "lcss locality"}:
            cells.append("South")
        else:
            cells.append(next((value for word, value in known.items() if word in low), "Test Person"))
    return cells


def test_the_editor_says_what_a_column_holds() -> None:
    found = checked(
        ("Base", "Who", "Tel"),
        ("Otterbrook School, Didcot", "Test Person", "01632 960001"),
        mapping=("Base=organisation", "who=worker", "Tel=ignore"),
    )
    (entry,) = found.entries
    assert (entry.organisation, entry.worker, entry.phone) == ("Otterbrook School, Didcot", "Test Person", "")


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        ([("Base", "Who"), ("a", "b")], "No row of headings"),
        ([("School", "Area"), ("a", "b")], "No column has the link worker"),
        ([("School", "Worker", "Phone", "Telephone"), ("a", "b", "c", "d")], "'Phone' and 'Telephone'"),
    ],
)
def test_what_cannot_be_guessed_is_asked(rows: list[tuple[str, ...]], asked: str) -> None:
    with pytest.raises(ImportRefused, match=asked) as refusal:
        checked(*rows)
    assert "--map" in str(refusal.value)


@pytest.mark.parametrize("pair", ["Base", "=worker", "Base=colour"])
def test_a_mapping_that_says_nothing_is_refused(pair: str) -> None:
    with pytest.raises(ImportRefused):
        columns.parse_mapping([pair])


def test_a_mapping_is_kept_under_a_name(tmp_path: Path) -> None:
    columns.keep_mapping(tmp_path, "county", {"Base": Column.ORGANISATION})
    assert columns.load_mapping(tmp_path, "county") == {"Base": Column.ORGANISATION}
    with pytest.raises(ImportRefused, match="county"):
        columns.load_mapping(tmp_path, "other")
    with pytest.raises(ImportRefused, match="no name"):
        columns.keep_mapping(tmp_path, "../county", {})


@pytest.mark.parametrize(
    ("heading", "value", "fault"),
    [
        ("Tel", "01865 81", "Row 2, column 'Tel': 01865 81 is too short for a UK number."),
        ("Tel", "01865 8151755123", "too long for a UK number"),
        ("Tel", "ask the office", "is not a telephone number"),
        ("Tel", "+33 1 23 45 67 89", "is not a UK number"),
        ("Tel", "1.86582E+09", "shortened by the spreadsheet"),
        ("Tel", "#REF!", "work the formula out"),
        ("E-mail", "one@example", "Row 2, column 'E-mail': one@example is not an e-mail address."),
        ("LCSS Area", "West", "Row 2, column 'LCSS Area': West is not an area: write North, Central"),
        ("School", "", "Row 2, column 'School': is empty"),
    ],
)  # fmt: skip
def test_a_fault_leads_to_its_cell_and_its_row_is_left_out(heading: str, value: str, fault: str) -> None:
    found = one(**{heading: value})
    assert found.entries == [] and any(fault in text for text in said(found)), said(found)


@pytest.mark.parametrize(
    ("heading", "value", "warning"),
    [
        ("Tel", "1865815175", "lost the first 0"),
        ("Tel", "01865 815175 / 07700 900123", "only 01865 815175"),
        ("Tel", "020 7946 0123", "code from outside Oxfordshire"),
        ("LCSS Area", "South", "South, but Banbury is in the area North"),
        ("Town", "Atlantis", "no place we know"),
        ("Town", "Swindon", "outside Oxfordshire"),
        ("LCSS Link Worker", "Vacant", "nobody will be named"),
    ],
)
def test_what_is_only_odd_is_said_and_taken(heading: str, value: str, warning: str) -> None:
    found = one(**{heading: value})
    assert len(found.entries) == 1 and not found.errors
    assert any(warning in text for text in said(found)), said(found)


def test_a_good_row_has_no_fault() -> None:
    found = one(Tel="01865 815175")
    assert said(found) == [] and found.entries[0].phone == "01865 815175"
    assert found.entries[0].place == "Banbury"


@pytest.mark.parametrize(
    ("place", "postcode", "district", "area"),
    [
        ("Botley", "", "", Area.SOUTH),
        ("Kidlington", "", "", Area.NORTH),
        ("Wheatley", "", "", Area.SOUTH),
        ("", "OX16 5AU", "", Area.NORTH),
        ("", "", "Vale of White Horse", Area.SOUTH),
        ("Wootton", "", "West Oxfordshire", Area.NORTH),
        ("Wootton", "OX13 6AA", "", Area.SOUTH),
    ],
)
def test_the_area_is_that_of_the_place_when_the_list_gives_none(
    place: str, postcode: str, district: str, area: Area
) -> None:
    found = checked(
        ("School", "Town", "Postcode", "District", "Link worker"),
        ("Otterbrook School", place, postcode, district, "Test Person"),
    )
    assert [entry.area for entry in found.entries] == [area], said(found)


def test_a_place_of_two_areas_alone_is_a_fault() -> None:
    found = checked(("School", "Town", "Link worker"), ("Otterbrook School", "Wootton", "Test Person"))
    assert found.entries == [] and "write North, Central or South" in said(found)[0]


def test_areas_as_headings_between_rows_and_as_names_of_sheets() -> None:
    rows = (
        ("School", "Link worker"),
        ("NORTH",),
        ("One", "A Person"),
        ("LCSS South", "", ""),
        ("Two", "B Person"),
    )
    assert [entry.area for entry in checked(*rows).entries] == [Area.NORTH, Area.SOUTH]
    (entry,) = checked(("School", "Link worker"), ("One", "A Person"), name="Central area").entries
    assert entry.area is Area.CENTRAL


def test_repeated_headings_and_empty_rows_are_no_entries() -> None:
    assert len(checked(HEADINGS, ROWS[0], (), HEADINGS, ROWS[1]).entries) == 2


def test_an_organisation_twice() -> None:
    again = ("St. Wilfas C of E Primary", *ROWS[0][1:])
    found = checked(HEADINGS, ROWS[0], again)
    assert len(found.entries) == 1 and not found.errors and "also in row 2, with the same" in said(found)[0]
    other = ("St Wilfa's CE Primary School", "Banbury", "North", "Somebody Else", "", "else@example.org")
    found = checked(HEADINGS, ROWS[0], other)
    assert [str(fault) for fault in found.errors] == [
        "Row 3: St Wilfa's CE Primary School is also in row 2, with something else: keep one row."
    ]
