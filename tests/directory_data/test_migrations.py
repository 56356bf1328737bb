"""The tables of both databases: from each earlier version, back again, and as the code has them."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import directory_data
from directory_data.store import Store
from directory_data.tables import metadata
from tests.factories import make_record

FOLDER = Path(directory_data.__file__).parent / "migrations"
VERSIONS = [script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()][:0:-1]
"""All but the newest, oldest first."""


for module in pkgutil.walk_packages(directory_data.__path__, "directory_data."):
    if module.name.endswith("tables"):
        importlib.import_module(module.name)


def migrate(store: Store, version: str, *, down: bool = False) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with store.writing() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, version)


@pytest.fixture
def empty(store_url: str, tmp_path: Path) -> Store:
    (tmp_path / "new").mkdir()
    return Store(store_url)


def add_record(store: Store) -> None:
    """One published record, in words that every version's tables understand."""
    body = make_record()
    with store.engine.begin() as connection:
        connection.execute(
            sa.text("INSERT INTO record (id, key, kind, published) VALUES (:id, :key, :kind, 1)"),
            {"id": body.id, "key": body.key, "kind": body.kind.value},
        )
        connection.execute(
            sa.text(
                "INSERT INTO revision (record_id, number, body, author, made)"
                " VALUES (:id, 1, :body, 'editor', :made)"
            ).bindparams(sa.bindparam("made", type_=sa.DateTime(timezone=True))),
            {
                "id": body.id,
                "body": msgspec.json.encode(body).decode(),
                "made": dt.datetime(2020, 1, 1, tzinfo=dt.timezone.utc),
            },
        )


@pytest.mark.parametrize("version", VERSIONS)
def test_records_of_every_earlier_version_are_kept(empty: Store, version: str) -> None:
    migrate(empty, version)
    add_record(empty)
    empty.migrate()
    assert empty.published() == [make_record()]
    assert empty.save(make_record(), "editor", after=1) == 2


def test_newest_tables_are_those_the_code_writes(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_every_migration_can_be_taken_back(store: Store) -> None:
    migrate(store, "base", down=True)
    assert set(sa.inspect(store.engine).get_table_names()) <= {"alembic_version"}
    store.migrate()
    assert store.published() == []
