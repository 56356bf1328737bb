"""The directory as files that other programs and spreadsheets read."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from directory_data import exports, freshness, moments, openreferral, publishing, seed_files
from directory_data.cli import main
from directory_data.directory import Directory
from directory_data.models import Record
from directory_data.rhythms import Step
from directory_data.settings import Settings
from directory_data.store import Store
from tests.factories import make_record


def table(records: list[Record]) -> list[dict[str, str]]:
    text = io.StringIO(newline="")
    exports.write_csv(text, records, seed_files.organizations())
    return list(csv.DictReader(io.StringIO(text.getvalue(), newline="")))


def unpacked(records: list[Record]) -> tuple[dict[str, Any], dict[str, list[dict[str, str]]], bytes]:
    """The description, the tables by name, and the zip itself."""
    file = io.BytesIO()
    exports.write_zip(file, records, seed_files.organizations(), {})
    with zipfile.ZipFile(file) as archive:
        tables = {
            name[:-4]: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline="")))
            for name in archive.namelist()
            if name.endswith(".csv")
        }
        return json.loads(archive.read("datapackage.json")), tables, file.getvalue()


def test_one_row_for_each_service() -> None:
    records = seed_files.records()
    rows = table(records)
    assert sorted(row["id"] for row in rows) == sorted(r.id for r in records if openreferral.is_service(r))
    mash = next(row for row in rows if row["name"] == "MASH")
    assert mash["phone"] == "0345 050 7666" and mash["area"] == "Oxfordshire"
    assert "Monday to Thursday 8.30am to 5pm" in mash["hours"] and mash["page"] == "/services/mash"


def test_doubtful_numbers_are_left_out() -> None:
    doubted = make_record(
        phones=[{"number": "01632 960001", "doubtful": "Nobody answers"}, {"number": "01632 960002"}]
    )
    assert table([doubted])[0]["phone"] == "01632 960002"
    assert [row["number"] for row in unpacked([doubted])[1]["phones"]] == ["01632 960002"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    risky = make_record(name=f"{start}HYPERLINK(1)", eligibility_description=f"{start}2+3")
    (row,) = table([risky])
    assert row["name"] == f"'{start}HYPERLINK(1)" and row["who_for"] == f"'{start}2+3"
    tables = unpacked([risky])[1]
    assert tables["services"][0]["name"].startswith("'")
    cells = [cell for rows in tables.values() for one in rows for cell in one.values() if cell]
    assert [cell for cell in cells if cell.startswith(exports.RISKY)] == []


def test_a_place_west_of_greenwich_stays_a_number() -> None:
    spot = {"name": "Hall", "latitude": 51.7, "longitude": -1.2}
    assert unpacked([make_record(locations=[spot])])[1]["locations"][0]["longitude"] == "-1.2"


def test_every_row_leads_to_rows_that_are_there() -> None:
    package, tables, _ = unpacked(seed_files.records())
    ids = {name: [row["id"] for row in rows] for name, rows in tables.items()}
    assert all(len(set(found)) == len(found) for found in ids.values())
    links = 0
    for resource in package["resources"]:
        name = resource["name"]
        if name == "guidance":
            continue
        assert [field["name"] for field in resource["schema"]["fields"]] == list(tables[name][0])
        for key in resource["schema"]["foreignKeys"]:
            column, target = key["fields"], key["reference"]["resource"]
            used = {row[column] for row in tables[name] if row[column]}
            assert used <= set(ids[target]), (name, column)
            links += len(used)
    assert links > 300
    assert {"services", "organizations", "phones", "contacts", "taxonomies", "taxonomy_terms"} <= set(tables)


def test_nothing_is_left_out_and_the_same_directory_gives_the_same_bytes() -> None:
    records = seed_files.records()
    file = unpacked(records)[2]
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        guidance = json.loads(archive.read("guidance.json"))
    services = {row["id"] for row in unpacked(records)[1]["services"]}
    assert services | {one["id"] for one in guidance} == {record.id for record in records}
    assert unpacked(list(reversed(records)))[2] == file


@pytest.mark.parametrize(
    ("form", "start"), [("ndjson", b'{"id"'), ("csv", b"\xef\xbb\xbfid,kind"), ("zip", b"PK")]
)
def test_the_command_writes_each_format(
    form: str, start: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNPOST_DATA", str(tmp_path / "data"))
    CliRunner().invoke(main, ["prepare"], catch_exceptions=False)
    path = tmp_path / "file"
    CliRunner().invoke(main, ["export", "--format", form, "--output", str(path)], catch_exceptions=False)
    assert path.read_bytes().startswith(start)
    printed = CliRunner().invoke(main, ["export", "--format", form], catch_exceptions=False)
    assert printed.stdout_bytes == path.read_bytes()


@pytest.mark.parametrize("form", ["ndjson", "csv", "zip"])
def test_the_command_leaves_out_what_the_site_hides(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNPOST_DATA", str(tmp_path))
    settings, gone = Settings(data=tmp_path), make_record("example-walk", known="2020-01-01")
    store = Store(settings.store_url)
    store.migrate()
    store.load_seed([gone, *(make_record(f"example-{n}") for n in range(3))])
    with store.writing() as connection:
        for step in Step:
            freshness.take(connection, gone.id, step.value, moments.now(), freshness.OWNER)
    publishing.publish(settings)
    shown = {one.id for one in Directory(settings.index_folder).searcher.catalogue.by_key.values()}
    assert gone.id not in shown and len(shown) == 3
    assert exported(form) == shown
    assert exported(form, "--with-hidden") == {*shown, gone.id}


def exported(form: str, *options: str) -> set[str]:
    """The ids of the services that the command gives out."""
    done = CliRunner().invoke(main, ["export", "--format", form, *options], catch_exceptions=False)
    if form == "ndjson":
        return {json.loads(line)["id"] for line in done.stdout_bytes.splitlines()}
    table = done.stdout_bytes
    if form == "zip":
        with zipfile.ZipFile(io.BytesIO(table)) as archive:
            table = archive.read("services.csv")
    return {row["id"] for row in csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""))}
