"""Backups of both databases, restored into both, and refused when they cannot be trusted."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from directory_data import backup, index, no_results, publishing, schema
from directory_data.cli import main
from directory_data.directory import Directory
from directory_data.errors import BackupRefused, StoreTooNew
from directory_data.people import People, Role
from directory_data.settings import Settings
from directory_data.store import Store
from directory_data.synonym_store import SynonymStore
from directory_data.synonyms import Synonym
from tests.factories import make_record

PASSWORD = "a fictional long password"
ME = "test (command line)"


@pytest.fixture
def lived_in(store_url: str, tmp_path: Path) -> Settings:
    """A store with edits, a synonym, a person, a count and a source of its own."""
    settings = Settings(data=tmp_path / "lived-in", database_url=store_url)
    (settings.data / "sources").mkdir(parents=True)
    (settings.data / "sources" / "groups.yml").write_text("title: Made-up groups\n")
    store = Store(store_url)
    store.migrate()
    for number in range(3):
        store.save(make_record(summary=f"Draft {number}"), "editor", "why not")
    SynonymStore(store).add(Synonym(say=["made up word"], means=["food"]), "editor", "people say it")
    People(store).add("editor", PASSWORD, Role.EDITOR, ME)
    counted = no_results.NoResults(store.engine)
    counted.note("food", day=dt.date(2026, 9, 1))
    counted.write()
    publishing.publish(settings)
    return settings


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Settings]:
    """An empty place of either database; made late, because the tests have one PostgreSQL database."""

    def make() -> Settings:
        url = "" if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
        if url:
            with sa.create_engine(url, future=True).begin() as connection:
                schema.clear(connection)
        return Settings(data=tmp_path / "elsewhere", database_url=url)

    return make


def rows(settings: Settings) -> dict[str, list[str]]:
    """All rows of all tables but the log, which notes the restore."""
    store = Store(settings.store_url)
    present = sa.MetaData()
    with store.engine.connect() as connection:
        present.reflect(connection)
        return {
            table.name: sorted(
                msgspec.json.encode([backup._plain(value) for value in row]).decode().replace("+00:00", "Z")
                for row in connection.execute(sa.select(table))
            )
            for table in present.sorted_tables
            if table.name != "audit"
        }


def test_everything_comes_back_in_either_database(
    lived_in: Settings, elsewhere: Callable[[], Settings], tmp_path: Path
) -> None:
    before = rows(lived_in)
    made = backup.write(lived_in, tmp_path / "backup.zip")
    assert made.rows["revision"] == 3 and (tmp_path / "backup.zip").stat().st_mode & 0o777 == 0o600
    settings = elsewhere()
    backup.restore(settings, tmp_path / "backup.zip", ME)
    assert rows(settings) == before
    assert (settings.data / "sources" / "groups.yml").read_text() == "title: Made-up groups\n"
    store = Store(settings.store_url)
    assert People(store).sign_in("editor", PASSWORD)
    assert Directory(settings.index_folder).get(make_record().key).summary == "Draft 2"
    assert store.save(make_record(), "editor", after=3) == 4  # and the counters go on
    People(store).add("second", PASSWORD, Role.EDITOR, ME)


def test_index_does_not_keep_what_the_restored_store_never_had(lived_in: Settings, tmp_path: Path) -> None:
    backup.write(lived_in, tmp_path / "backup.zip")
    store = Store(lived_in.store_url)
    store.save(make_record(summary="Made after the backup"), "editor")
    publishing.publish(lived_in)
    with pytest.raises(BackupRefused, match="--replace"):
        backup.restore(lived_in, tmp_path / "backup.zip", ME)
    backup.restore(lived_in, tmp_path / "backup.zip", ME, replace=True)
    store.save(make_record(summary="Another fourth revision"), "editor", after=3)
    publishing.publish(lived_in)
    assert Directory(lived_in.index_folder).get(make_record().key).summary == "Another fourth revision"


def test_a_backup_is_one_moment_while_others_write(lived_in: Settings, tmp_path: Path) -> None:
    """Each save adds a revision and a publication, so at every moment their numbers differ by as much."""
    store, ended = Store(lived_in.store_url), threading.Event()

    def edit() -> None:
        while not ended.is_set():
            store.save(make_record(), "editor")

    writer = threading.Thread(target=edit)
    writer.start()
    try:
        made = [backup.write(lived_in, tmp_path / f"{number}.zip").rows for number in range(5)]
    finally:
        ended.set()
        writer.join()
    assert len({each["revision"] - each["publication"] for each in made}) == 1
    assert made[-1]["revision"] > made[0]["revision"]


@pytest.mark.parametrize("version", schema.versions()[:-1])
def test_backups_of_every_earlier_version_are_restored(store_url: str, tmp_path: Path, version: str) -> None:
    old = Store(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    body = make_record()
    with old.writing() as connection:
        schema.move(connection, version)
        connection.execute(
            sa.text("INSERT INTO record (id, key, kind, published) VALUES (:id, :key, :kind, 1)"),
            {"id": body.id, "key": body.key, "kind": body.kind.value},
        )
        connection.execute(
            sa.text(
                "INSERT INTO revision VALUES (:id, 1, :body, 'editor', '', '2020-01-01 00:00:00.000000')"
            ),
            {"id": body.id, "body": msgspec.json.encode(body).decode()},
        )
    backup.write(Settings(data=tmp_path, database_url=str(old.engine.url)), tmp_path / "backup.zip")
    settings = Settings(data=tmp_path / "new", database_url=store_url)
    assert backup.restore(settings, tmp_path / "backup.zip", ME).schema == version
    assert Store(store_url).published() == [body]


def test_newer_backups_and_newer_stores_are_refused(lived_in: Settings, tmp_path: Path) -> None:
    with Store(lived_in.store_url).writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew, match="9999"):
        Store(lived_in.store_url).migrate()
    with pytest.raises(StoreTooNew):
        backup.write(lived_in, tmp_path / "backup.zip")
    assert list(tmp_path.glob("*.zip*")) == []
    remade(tmp_path / "newer.zip", {"schema": "9999"})
    with pytest.raises(StoreTooNew, match="newer Signpost"):
        backup.check(tmp_path / "newer.zip")


def remade(path: Path, changes: dict[str, object], parts: dict[str, bytes] | None = None) -> None:
    """A backup with a manifest and parts of the test's own."""
    held = parts or {}
    manifest = {
        "format": 1,
        "schema": "0001",
        "made": "2026-09-01T00:00:00Z",
        "rows": {},
        "digests": {name: hashlib.sha256(content).hexdigest() for name, content in held.items()},
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest | changes))


@pytest.mark.parametrize(
    ("changes", "parts", "said"),
    [
        ({"format": 2}, {}, "format 2"),
        ({"digests": {"tables/record.ndjson": "0" * 64}}, {"tables/record.ndjson": b"{}"}, "damaged"),
        ({"digests": {}}, {"tables/record.ndjson": b"{}"}, "damaged"),
        ({}, {"files/../../outside": b"x"}, "no Signpost writes"),
        ({}, {"files/index/CURRENT": b"x"}, "no Signpost writes"),
        ({"rows": 3}, {}, "not a whole backup"),
    ],
)
def test_a_damaged_backup_changes_nothing(
    tmp_path: Path, changes: dict[str, object], parts: dict[str, bytes], said: str
) -> None:
    remade(tmp_path / "bad.zip", changes, parts)
    with pytest.raises(BackupRefused, match=said):
        backup.restore(Settings(data=tmp_path / "data"), tmp_path / "bad.zip", ME, replace=True)
    assert not (tmp_path / "data").exists()


def test_a_cut_file_and_a_missing_one_are_refused(tmp_path: Path) -> None:
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04 and no more")
    for name, said in (("cut.zip", "not a whole backup"), ("none.zip", "no file")):
        with pytest.raises(BackupRefused, match=said):
            backup.check(tmp_path / name)


def test_a_restore_that_fails_leaves_the_store_as_it_was(lived_in: Settings, tmp_path: Path) -> None:
    before = rows(lived_in)
    wrong = {f"tables/{name}.ndjson": b"" for name in ("revision", "publication")}
    remade(tmp_path / "bad.zip", {}, wrong | {"tables/record.ndjson": b'{"id": "x", "key": null}\n'})
    with pytest.raises(sa.exc.SQLAlchemyError):
        backup.restore(lived_in, tmp_path / "bad.zip", ME, replace=True)
    assert rows(lived_in) == before
    assert index.current(lived_in.index_folder).is_dir()


def test_commands_from_the_night_before_to_the_morning_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Back up, upgrade, roll back with data, restore: as docs/runbook.md says."""
    monkeypatch.setenv("SIGNPOST_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", "")
    settings = replace(Settings.from_environment(), data=tmp_path / "data")

    def run(*words: str) -> str:
        result = CliRunner().invoke(main, words, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    *_, previous, newest = schema.versions()
    assert f"Version {previous} now" in run("migrate", "--to", previous)
    store = Store(settings.store_url)
    store.save(make_record(), "editor")
    assert f"Version {newest} now, {previous} before" in run("migrate")
    (tmp_path / "kept").mkdir()
    for _ in range(2):
        run("backup", str(tmp_path / "kept"), "--keep", "1")
    (file,) = (tmp_path / "kept").glob("*.zip")
    assert "whole" in run("restore", str(file), "--check")
    run("migrate", "--to", previous)
    assert store.published() == [make_record()]
    assert "restored" in run("restore", str(file), "--replace")
    with sqlite3.connect(tmp_path / "data" / "signpost.sqlite3") as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (newest,)
    connection.close()
