"""From a list to what people find, and back: plan, apply, undo, all or nothing."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from directory_data.cli import main
from directory_data.directory import Directory
from directory_data.errors import ConflictingEdit, ImportRefused
from directory_data.imports import checking, ledger, plan, reading
from directory_data.imports.plan import Decisions, Plan, What
from directory_data.imports.record import Origin
from directory_data.models import Record
from directory_data.store import Store
from tests.directory_data.imports import files
from tests.directory_data.imports.files import HEADINGS, ROWS

ORIGIN = Origin("list.csv", "0" * 64, dt.date(2026, 9, 1), "Test Editor", "Sent by the council")
ROOT = Path(__file__).parents[3]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(f"sqlite:///{tmp_path / 'signpost.sqlite3'}")
    store.migrate()
    return store


@pytest.fixture
def planned(tmp_path: Path, store: Store) -> Callable[..., Plan]:
    """The plan for a list of these rows against what the store publishes."""

    def make(rows: Sequence[Sequence[str]], origin: Origin = ORIGIN, **options: object) -> Plan:
        path = tmp_path / "list.csv"
        path.write_bytes(files.csv_bytes([HEADINGS, *rows]))
        entries = checking.check(reading.read(path), {}).entries
        return plan.make(entries, ledger.published(store), origin, **options)  # type: ignore[arg-type]

    return make


@pytest.fixture
def imported(store: Store, planned: Callable[..., Plan]) -> int:
    """The number of a first import of the three rows."""
    return ledger.apply(store, planned(ROWS).changes, ORIGIN)


def changed(row: Sequence[str], **cells: str) -> list[str]:
    values = dict(zip(HEADINGS, row, strict=True)) | {
        heading: cells.get(heading.split()[-1].lower(), value)
        for heading, value in zip(HEADINGS, row, strict=True)
    }
    return list(values.values())


def names(store: Store) -> dict[str, str]:
    """The worker of each organisation that people see."""
    return {one.body.alternate_names[0]: one.body.contacts[0].name for one in ledger.published(store)}


def counts(found: Plan) -> dict[str, int]:
    told = {what.value: len(found.of(what)) for what in What}
    return {name: count for name, count in told.items() if count}


def test_a_first_list_is_added_with_where_it_comes_from(store: Store, imported: int) -> None:
    assert imported == 1
    one = next(one.body for one in ledger.published(store) if "Otterbrook" in one.body.name)
    assert one.key == "link-worker-otterbrook-academy-cumnor"
    assert (one.contacts[0].name, one.phone, one.email) == (
        "Test Person Two",
        "01632 960002",
        "two@example.org",
    )
    assert (one.areas[0].value, one.places, one.known) == ("South", ["Cumnor"], ORIGIN.dated)
    came = one.provenance["contacts"]
    assert came.by == "Test Editor" and came.reason == f"list.csv, SHA-256 {'0' * 64}"
    (run,) = ledger.runs(store)
    assert (run.number, run.file, run.author, run.counts) == (1, "list.csv", "Test Editor", {"added": 3})


def test_a_postcode_makes_an_address_where_the_town_is_known(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "list.csv"
    headings = ("School", "Town", "Postcode", "Area", "Link worker")
    rows = [
        ("One School", "Banbury", "ox165au", "North", "A Person"),
        ("Two School", "", "OX16 5AU", "", "B Person"),
    ]
    path.write_bytes(files.csv_bytes([headings, *rows]))
    entries = checking.check(reading.read(path), {}).entries
    bodies = [change.body for change in plan.make(entries, [], ORIGIN).changes]
    addresses = [[spot.address for spot in body.locations] for body in bodies if body]
    assert [[(a.address_1, a.city, a.postal_code) for a in some if a] for some in addresses] == [
        [("One School", "Banbury", "OX16 5AU")],
        [],
    ]


def test_the_same_list_again_changes_nothing(
    planned: Callable[..., Plan], imported: int, store: Store
) -> None:
    again = planned(ROWS)
    assert (counts(again), again.unchanged) == ({}, 3)
    with pytest.raises(ImportRefused, match="nothing to import"):
        ledger.apply(store, again.changes, ORIGIN)


def test_a_newer_list_confirms_changes_and_adds(
    planned: Callable[..., Plan], imported: int, store: Store
) -> None:
    newer = replace(ORIGIN, dated=dt.date(2026, 10, 1))
    rows = [
        ["St. Wilfas C of E Pri Sch", *changed(ROWS[0], worker="Test Person Nine")[1:]],
        ROWS[1],
        ["Copper Kettle Playgroup", "Kennington", "South", "Test Person Two", "", "two@example.org"],
    ]
    found = planned(rows, newer)
    assert counts(found) == {"added": 1, "changed": 1, "confirmed": 1}
    (change,) = found.of(What.CHANGED)
    assert any("Test Person One" in line and "Test Person Nine" in line for line in change.details)
    ledger.apply(store, found.changes, newer)
    assert names(store)["St. Wilfas C of E Pri Sch"] == "Test Person Nine"
    assert len(names(store)) == 4


def test_only_a_complete_list_removes(planned: Callable[..., Plan], imported: int, store: Store) -> None:
    assert counts(planned(ROWS[:2])) == {}
    found = planned(ROWS[:2], complete=True)
    assert counts(found) == {"removed": 1}
    number = ledger.apply(store, found.changes, ORIGIN)
    assert "Hedgerow Family Project" not in names(store)
    ledger.undo(store, number, "Test Editor")
    assert names(store)["Hedgerow Family Project"] == "Test Person Three"


def test_a_name_that_may_be_the_same_is_never_guessed(planned: Callable[..., Plan], imported: int) -> None:
    rows = [["Otterbrok Academy", *ROWS[1][1:]]]
    found = planned(rows)
    (unsure,) = found.unsure
    assert (counts(found), unsure.where) == ({}, "Row 2")
    key = unsure.candidates[0].key
    assert counts(planned(rows, decisions=Decisions(same={"row 2": key}))) == {"changed": 1}
    assert counts(planned(rows, decisions=Decisions(new=frozenset({"row 2"})))) == {"added": 1}
    assert counts(planned([*rows, ROWS[1]])) == {"added": 1}  # its own row is there too
    assert counts(planned(rows, complete=True)) == {"removed": 2}  # and not the one that is asked about


@pytest.mark.parametrize(
    "decisions", [Decisions(new=frozenset({"row 99"})), Decisions(same={"row 2": "no-such-record"})]
)
def test_a_decision_about_nothing_is_refused(
    planned: Callable[..., Plan], imported: int, decisions: Decisions
) -> None:
    with pytest.raises(ImportRefused):
        planned(ROWS, decisions=decisions)


def test_two_organisations_of_one_name_have_a_record_each(planned: Callable[..., Plan], store: Store) -> None:
    elsewhere = ["Otterbrook Academy", "Wantage", "South", "Test Person Four", "", "four@example.org"]
    found = planned([ROWS[1], elsewhere])
    assert len({change.record_id for change in found.of(What.ADDED)}) == 2
    ledger.apply(store, found.changes, ORIGIN)
    assert planned([ROWS[1], elsewhere]).unchanged == 2


def edit(store: Store, organisation: str, **fields: object) -> Record:
    one = next(one.body for one in ledger.published(store) if one.body.alternate_names[0] == organisation)
    body = msgspec.structs.replace(one, **fields)
    store.save(body, "Another Editor", "They rang")
    return body


def test_what_an_editor_changed_is_kept_and_said(
    planned: Callable[..., Plan], imported: int, store: Store
) -> None:
    edit(store, "Otterbrook Academy", email="better@example.org", accessibility=["Ramp"])
    found = planned(ROWS)
    assert counts(found) == {} and "Another Editor" in found.unsure[0].why
    key = found.unsure[0].candidates[0].key
    (change,) = planned(ROWS, decisions=Decisions(same={"row 3": key})).changes
    assert change.body and change.body.accessibility == ["Ramp"] and change.body.email == "two@example.org"
    left = planned(ROWS[:1], complete=True)
    assert counts(left) == {"removed": 1} and left.unsure[0].where == "Not in the file"


def test_an_undo_takes_everything_back(planned: Callable[..., Plan], imported: int, store: Store) -> None:
    second = ledger.apply(store, planned([changed(ROWS[0], worker="Test Person Nine")]).changes, ORIGIN)
    assert ledger.undo(store, second, "Test Editor") == 1
    assert names(store)["St Wilfa's CE Primary School"] == "Test Person One"
    with pytest.raises(ImportRefused, match="undone before"):
        ledger.undo(store, second, "Test Editor")
    with pytest.raises(ImportRefused, match="does not exist"):
        ledger.undo(store, 99, "Test Editor")
    assert counts(planned([changed(ROWS[0], worker="Test Person Nine")])) == {
        "changed": 1
    }  # no editor was here


def test_an_undo_refuses_and_lists_what_was_edited_since(imported: int, store: Store) -> None:
    edit(store, "Otterbrook Academy", email="better@example.org")
    publication = store.publication()
    with pytest.raises(ImportRefused, match=r"Otterbrook Academy: Another Editor.*They rang") as refusal:
        ledger.undo(store, imported, "Test Editor")
    assert "Hedgerow" not in str(refusal.value)
    assert len(names(store)) == 3 and store.publication() == publication
    assert ledger.undo(store, imported, "Test Editor", leave_edited=True) == 2
    assert names(store) == {"Otterbrook Academy": "Test Person Two"}


def test_a_record_changed_meanwhile_stops_the_whole_import(
    planned: Callable[..., Plan], imported: int, store: Store
) -> None:
    changes = planned([changed(row, worker="Test Person Nine") for row in ROWS]).changes
    edit(store, "Hedgerow Family Project", email="better@example.org")
    with pytest.raises(ConflictingEdit):
        ledger.apply(store, changes, ORIGIN)
    assert "Test Person Nine" not in names(store).values() and len(ledger.runs(store)) == 1


KILLED = """
import os, signal, sys
from directory_data.imports import ledger
from directory_data.cli import main
write, seen = ledger._write, []
def die(*arguments):
    seen.append(1)
    if len(seen) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return write(*arguments)
ledger._write = die
main(sys.argv[1:])
"""


def test_a_killed_import_leaves_nothing_behind(
    tmp_path: Path, store: Store, planned: Callable[..., Plan]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(files.csv_bytes())
    arguments = ["import-link-workers", str(path), "--apply", "--as", "Test Editor", "--why", "test"]
    environment = {**os.environ, "SIGNPOST_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", KILLED, *arguments], env=environment, cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert (ledger.published(store), ledger.runs(store), store.publication()) == ([], [], 0)
    assert ledger.apply(store, planned(ROWS).changes, ORIGIN) == 1 and len(names(store)) == 3


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("SIGNPOST_DATA", str(tmp_path / "data"))

    def run(*arguments: object, code: int = 0) -> Result:
        result = CliRunner().invoke(main, list(map(str, arguments)))
        assert bool(result.exit_code) == bool(code), (result.output, result.exception)
        return result

    return run


def test_the_commands_from_dry_run_to_undo(tmp_path: Path, call: Callable[..., Result]) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(files.saved(files.workbook()))
    call("prepare")
    directory = Directory(tmp_path / "data" / "index")
    dry = call("import-link-workers", path, "--dated", "2026-09-01").output
    assert "3 added" in dry and "Nothing was changed" in dry and call("imports").output == ""
    assert directory.link_workers("otterbrook academy").matches == []
    refused = call("import-link-workers", path, "--apply", code=1)
    assert isinstance(refused.exception, ImportRefused) and "--as" in str(refused.exception)
    told = ("--dated", "2026-09-01", "--apply", "--as", "Test Editor", "--why", "test")
    assert "Import 1 is done" in call("import-link-workers", path, *told).output
    assert [match.name for match in directory.link_workers("otterbrook acadmy").matches] == [
        "Test Person Two"
    ]
    assert "list.xlsx of 2026-09-01, by Test Editor" in call("imports").output
    assert "3 records" in call("undo-import", 1, "--as", "Test Editor").output
    assert directory.link_workers("otterbrook academy").matches == []


def test_faulty_rows_stop_an_import_unless_they_are_left_out(
    tmp_path: Path, call: Callable[..., Result]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(files.csv_bytes([HEADINGS, ROWS[0], changed(ROWS[1], tel="01865 81")]))
    told = ("--apply", "--as", "Test Editor", "--why", "test")
    stopped = call("import-link-workers", path, *told, code=1)
    assert "Row 3, column 'Tel': 01865 81 is too short for a UK number." in stopped.output
    assert isinstance(stopped.exception, ImportRefused)
    call("import-link-workers", path, *told, "--complete", "--leave-out-faulty", code=1)
    assert "1 added" in call("import-link-workers", path, *told, "--leave-out-faulty").output


def test_a_mapping_is_kept_for_the_next_list(tmp_path: Path, call: Callable[..., Result]) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(files.csv_bytes([("Base", "Who", "Patch"), ("Otterbrook Academy", "A Person", "South")]))
    call("import-link-workers", path, code=1)
    fields = ("--map", "Base=organisation", "--map", "Who=worker")
    assert "1 added" in call("import-link-workers", path, *fields, "--keep-mapping", "county").output
    assert "1 added" in call("import-link-workers", path, "--mapping", "county").output
