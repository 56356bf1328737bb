"""A list of link workers at the desk: tried out, explained, brought in, taken back."""

from __future__ import annotations

import io
import os
import re
import time
from collections.abc import Callable

from directory_data.imports import ledger
from directory_data.settings import Settings
from directory_data.store import Store
from tests.directory_data.imports.files import HEADINGS, ROWS, csv_bytes, saved, workbook
from tests.web.desk import conftest
from tests.web.desk.conftest import Desk
from tests.web.pages import Page

WHY = "E-mail from the office"


def upload(desk: Desk, content: bytes, name: str = "list.csv") -> str:
    """The address of the dry run."""
    answer = desk.post("/desk/imports", file=(io.BytesIO(content), name))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"]


def again(desk: Desk, address: str, **fields: object) -> Page:
    return conftest.checked(desk.post(address, **fields))


def digest(page: Page) -> str:
    found = re.search(r'name="digest" value="(\w+)"', page.html)
    assert found
    return found[1]


def apply(desk: Desk, address: str, page: Page, **fields: object) -> Page:
    return desk.done(address.replace("/check/", "/apply/"), digest=digest(page), why=WHY, **fields)


def test_nothing_is_brought_in_before_it_was_looked_at(desk_as: Callable[[str], Desk], store: Store) -> None:
    desk = desk_as("publisher")
    address = upload(desk, saved(workbook()), "list.xlsx")
    page = desk.get(address)
    assert "Nothing is brought in yet" in page.text and "New link workers (3)" in page.text
    assert ledger.runs(store) == []
    refused = desk.refused(address.replace("/check/", "/apply/"), 422, why=WHY)
    assert "look at it, then bring the list in" in refused.text
    changed = desk.refused(
        address.replace("/check/", "/apply/"), 422, why=WHY, digest=digest(page), dated="2026-01-01",
        column=["ignore"], heading=["Town"],
    )  # fmt: skip
    assert "look at it, then bring the list in" in changed.text and ledger.runs(store) == []


def test_a_list_is_brought_in_seen_and_taken_back(
    desk_as: Callable[[str], Desk], settings: Settings, store: Store
) -> None:
    desk = desk_as("publisher")
    address = upload(desk, csv_bytes())
    assert (
        "Say where the list comes from"
        in desk.refused(address.replace("/check/", "/apply/"), 422, digest=digest(desk.get(address))).text
    )
    page = apply(desk, address, desk.get(address))
    assert "Import 1 is on the site now" in page.text and "3 added" in page.text
    asked = "/search?q=Otterbrook+Academy"
    assert "Test Person Two" in desk.client.get(asked).get_data(as_text=True)
    assert list((settings.data / "uploads").iterdir()) == []
    page = desk.done("/desk/imports/1/undo")
    assert "Import 1 is undone: 3 records" in page.text and "Undone on" in page.text
    assert "Test Person Two" not in desk.client.get(asked).get_data(as_text=True)


def test_columns_nobody_would_guess_are_explained(desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("editor")
    rows = [("Base", "Town", "LCSS Area", "Wer", "Tel"), *(row[:5] for row in ROWS)]
    address = upload(desk, csv_bytes(rows))
    page = desk.get(address)
    assert "--map" not in page.text and "There is a problem" in page.text
    assert page.texts["title"][0].startswith("Error:")
    fields = {"heading": ["Base", "Wer"], "column": ["organisation", "worker"]}
    page = again(desk, address, **fields)
    assert "New link workers (3)" in page.text and "A publisher can bring it in" in page.text


def test_unsure_rows_are_decided(desk_as: Callable[[str], Desk], store: Store) -> None:
    desk = desk_as("publisher")
    first = upload(desk, csv_bytes())
    apply(desk, first, desk.get(first))
    other = [HEADINGS, ("Otterbrok Academy", *ROWS[1][1:3], "Test Person Nine", *ROWS[1][4:])]
    address = upload(desk, csv_bytes(other), "second.csv")
    page = desk.get(address)
    assert "Rows we are not sure about (1)" in page.text and "Otterbrook Academy" in page.text
    key = next(one.body.key for one in ledger.published(store) if "otterbrook" in one.body.key)
    decided = {"row": "row 2", "is": key}
    page = again(desk, address, **decided)
    assert "not sure" not in page.text and "Changed (1)" in page.text
    assert f'name="is" value="{key}"' in page.html  # it is kept when the list is brought in
    apply(desk, address, page, **decided)
    assert "Test Person Nine" in desk.client.get("/search?q=Otterbrook").get_data(as_text=True)


def test_faults_are_named_and_their_rows_left_out(desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("publisher")
    rows = [HEADINGS, ROWS[0], ("Nowhere School", "Atlantis", "", "Test Person", "01632 960009", "x")]
    address = upload(desk, csv_bytes(rows))
    page = desk.get(address)
    assert "Faults to put right" in page.text and "Row 3" in page.text
    to_apply = address.replace("/check/", "/apply/")
    assert "Some rows have faults" in desk.refused(to_apply, 422, digest=digest(page), why=WHY).text
    assert "1 added" in apply(desk, address, page, leave_out="yes").text


def test_what_is_no_list_is_refused(desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("editor")
    assert "Choose a file first" in desk.refused("/desk/imports", 422).text
    assert "is empty" in desk.refused("/desk/imports", 422, file=(io.BytesIO(b" "), "x.csv")).text
    old = bytes.fromhex("d0cf11e0a1b11ae1") + b"x"
    assert "old XLS format" in desk.refused("/desk/imports", 422, file=(io.BytesIO(old), "x.xls")).text
    for wrong in ("0" * 64, "..", "%2e%2e%2fsignpost.sqlite3"):
        assert desk.client.get(f"/desk/imports/check/{wrong}").status_code == 404


def test_too_large_a_file_is_refused(desk_as: Callable[[str], Desk]) -> None:
    body, sort = b"x" * (21 * 1024 * 1024), "multipart/form-data; boundary=x"
    answer = desk_as("editor").client.post("/desk/imports", data=body, content_type=sort)
    assert answer.status_code == 413
    assert "Choose a smaller file" in conftest.checked(answer).text


def test_forgotten_uploads_go_after_a_day(desk_as: Callable[[str], Desk], settings: Settings) -> None:
    desk = desk_as("editor")
    address = upload(desk, csv_bytes())
    folder = settings.data / "uploads" / address.rpartition("/")[2]
    os.utime(folder, (time.time() - 90_000,) * 2)
    upload(desk, csv_bytes(separator=";"))
    assert not folder.exists()
