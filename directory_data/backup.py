"""A backup in one file: every table of the store and the settings that are files, each with its checksum.

The tables are rows of JSON, so that a backup of SQLite can be restored into PostgreSQL and the other way
round, and an older version's into a newer one. Index and language models are left out: they are built again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from directory_data import audit, moments, publishing, schema
from directory_data.errors import BackupRefused
from directory_data.kept_conversations import CONVERSATION
from directory_data.settings import Settings
from directory_data.store import Store

FILES = ("sources", "source-addresses.yml", "mappings")
"""What editors set up in the data folder: files, and folders of files."""
MANIFEST, FORMAT = "manifest.json", 1
ROWS_AT_ONCE = 500
BYTES_AT_ONCE = 1 << 20
LEFT_OUT = ("alembic_version", CONVERSATION.name)
"""The version is in the manifest. Conversations may be in this database, and must go when they are due."""


class Manifest(msgspec.Struct, frozen=True):
    """What is in a backup."""

    format: int
    schema: str
    """Version of the tables."""
    made: dt.datetime
    rows: dict[str, int]
    """By table."""
    digests: dict[str, str]
    """SHA-256 by name within the file."""


def write(settings: Settings, target: Path) -> Manifest:
    """Write a backup, while everything goes on; raises ``BackupRefused``.

    It is one moment of the store, and readable by its owner only: it holds names and password hashes.
    """
    store = Store(settings.store_url)
    partial = target.with_name(target.name + ".part")
    try:
        with partial.open("wb") as file:
            partial.chmod(0o600)
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                manifest = _fill(archive, store, settings.data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        raise BackupRefused(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        partial.unlink(missing_ok=True)
        store.engine.dispose()
    return manifest


def check(source: Path) -> Manifest:
    """The manifest of a backup whose every part is as it was written; raises ``BackupRefused``."""
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
            if manifest.format != FORMAT:
                raise BackupRefused(f"{source} has format {manifest.format}; this Signpost reads {FORMAT}.")
            if set(archive.namelist()) != {MANIFEST, *manifest.digests}:
                raise BackupRefused(f"{source} is damaged: parts are missing or have been added.")
            for name, digest in manifest.digests.items():
                if not _is_ours(name):
                    raise BackupRefused(f"{source} has a part that no Signpost writes: {name}.")
                with archive.open(name) as part:
                    if _digest(part) != digest:
                        raise BackupRefused(f"{source} is damaged: {name} has changed since it was written.")
    except FileNotFoundError:
        raise BackupRefused(f"There is no file {source}.") from None
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, msgspec.DecodeError) as error:
        raise BackupRefused(f"{source} is not a whole backup ({type(error).__name__}).") from error
    schema.refuse_newer(manifest.schema)
    return manifest


def restore(settings: Settings, source: Path, who: str, *, replace: bool = False) -> Manifest:
    """Put a backup into the store and bring the index up to date; all of it or nothing.

    Raises ``BackupRefused`` for a damaged backup, and without ``replace`` for a store with records in it;
    ``StoreTooNew`` for a backup of a newer version.
    """
    manifest = check(source)
    store = Store(settings.store_url)
    store.make_folder()
    with zipfile.ZipFile(source) as archive:
        with store.writing() as connection:
            if not replace and _holds_records(connection):
                raise BackupRefused(
                    "The store holds records already: --replace puts the backup in their place."
                )
            schema.clear(connection)
            schema.move(connection, manifest.schema)
            _load(connection, archive)
            schema.move(connection)
            audit.note(connection, who, "restored", source.name, f"Backup of {manifest.made:%Y-%m-%d %H:%M}")
            publishing.build_anew_next(settings)
        _put_files(archive, manifest, settings.data)
    store.engine.dispose()
    publishing.publish(settings)
    return manifest


def _fill(archive: zipfile.ZipFile, store: Store, data: Path) -> Manifest:
    digests: dict[str, str] = {}
    rows: dict[str, int] = {}
    # One moment for all tables; SQLite reads one moment in every transaction.
    level = {"isolation_level": "REPEATABLE READ"} if store.engine.dialect.name == "postgresql" else {}
    with store.engine.connect().execution_options(**level) as connection, connection.begin():
        version = schema.version_of(connection)
        if version is None:
            raise BackupRefused("The store has no tables yet: there is nothing to back up.")
        schema.refuse_newer(version)
        for table in _tables(connection):
            name = f"tables/{table.name}.ndjson"
            with archive.open(name, "w", force_zip64=True) as part:
                rows[table.name], digests[name] = _put(part, _lines(connection, table))
    for path in _files(data):
        name = f"files/{path.relative_to(data).as_posix()}"
        content = path.read_bytes()
        archive.writestr(name, content)
        digests[name] = hashlib.sha256(content).hexdigest()
    manifest = Manifest(FORMAT, version, moments.now(), rows, digests)
    archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
    return manifest


def _tables(connection: Connection) -> list[sa.Table]:
    """As they are in the store, not as the code has them: a version's own; those referred to come first."""
    present = sa.MetaData()
    present.reflect(connection)
    tables = [table for table in present.sorted_tables if table.name not in LEFT_OUT]
    for column in (column for table in tables for column in table.columns):
        if isinstance(column.type, sa.JSON):  # where NULL is allowed it is not JSON's null
            column.type = sa.JSON(none_as_null=bool(column.nullable))
    return tables


def _lines(connection: Connection, table: sa.Table) -> Iterator[bytes]:
    for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns)).mappings():
        yield msgspec.json.encode({name: _plain(value) for name, value in row.items()}) + b"\n"


def _plain(value: Any) -> Any:
    return moments.utc(value) if isinstance(value, dt.datetime) else value


def _put(part: IO[bytes], lines: Iterable[bytes]) -> tuple[int, str]:
    """How many lines were written, and their digest."""
    digest, count = hashlib.sha256(), 0
    for line in lines:
        part.write(line)
        digest.update(line)
        count += 1
    return count, digest.hexdigest()


def _digest(part: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := part.read(BYTES_AT_ONCE):
        digest.update(block)
    return digest.hexdigest()


def _holds_records(connection: Connection) -> bool:
    if not sa.inspect(connection).has_table("record"):
        return False
    return connection.execute(sa.text("SELECT 1 FROM record LIMIT 1")).first() is not None


def _load(connection: Connection, archive: zipfile.ZipFile) -> None:
    for table in _tables(connection):
        with archive.open(f"tables/{table.name}.ndjson") as part:
            rows = (_typed(table, msgspec.json.decode(line)) for line in part)
            while some := list(islice(rows, ROWS_AT_ONCE)):
                connection.execute(table.insert(), some)
        if connection.dialect.name == "postgresql":
            _go_on_counting(connection, table)


def _typed(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.columns[name].type, value) for name, value in row.items()}


def _value(column_type: Any, value: Any) -> Any:
    for form, python in ((sa.DateTime, dt.datetime), (sa.Date, dt.date)):
        if value is not None and isinstance(column_type, form):
            return msgspec.convert(value, python)
    return value


def _go_on_counting(connection: Connection, table: sa.Table) -> None:
    """PostgreSQL numbers new rows from a counter of its own, which rows with numbers do not move."""
    for column in table.primary_key.columns:
        if column.server_default is not None and isinstance(column.type, sa.Integer):
            counter = sa.func.pg_get_serial_sequence(table.name, column.name)
            newest = sa.select(sa.func.max(column)).scalar_subquery()
            connection.execute(sa.select(sa.func.setval(counter, newest)).where(newest.is_not(None)))


def _is_ours(name: str) -> bool:
    """No name leads to anywhere else in the data folder or out of it."""
    folder, *rest = PurePosixPath(name).parts
    allowed = folder == "tables" or (folder == "files" and bool(rest) and rest[0] in FILES)
    return allowed and ".." not in rest


def _files(data: Path) -> Iterator[Path]:
    for name in FILES:
        found = [data / name] if (data / name).is_file() else sorted((data / name).rglob("*"))
        yield from (path for path in found if path.is_file() and not path.is_symlink())


def _put_files(archive: zipfile.ZipFile, manifest: Manifest, data: Path) -> None:
    for name in manifest.digests:
        path = PurePosixPath(name)
        if path.parts[0] != "files":
            continue
        target = data.joinpath(*path.parts[1:])
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(target.name + ".part")
        partial.write_bytes(archive.read(name))
        partial.replace(target)
