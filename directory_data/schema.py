"""The version of the store's tables: which it is, and moving it forwards or back.

The versions are Alembic's, in ``migrations/``. Moving back loses what only the newer tables hold.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from directory_data.errors import StoreTooNew, UnknownVersion

FOLDER = Path(__file__).parent / "migrations"


def versions() -> list[str]:
    """All versions that this code knows, oldest first."""
    return [script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()][::-1]


def version_of(connection: Connection) -> str | None:
    """The version of a store; ``None`` when it has no tables yet."""
    found: str | None = MigrationContext.configure(connection).get_current_revision()
    return found


def move(connection: Connection, version: str | None = None) -> None:
    """Bring the tables to a version, by default the newest, within a transaction of the caller's.

    Raises ``StoreTooNew`` when a newer Signpost made them, ``UnknownVersion``.
    """
    known = versions()
    target = known[-1] if version is None else version
    if target not in known:
        raise UnknownVersion(f"No version {target}. Versions: {', '.join(known)}.")
    now = version_of(connection)
    refuse_newer(now)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    back = now is not None and known.index(target) < known.index(now)
    (command.downgrade if back else command.upgrade)(config, target)


def refuse_newer(version: str | None) -> None:
    """Raises ``StoreTooNew`` for a version that this code does not know."""
    if version is not None and version not in versions():
        raise StoreTooNew(
            f"A newer Signpost wrote this (version {version} of the tables; this one knows up to "
            f"{versions()[-1]}). Install that one, or take its tables back with its own `migrate --to`."
        )


def clear(connection: Connection) -> None:
    """Drop every table, within a transaction of the caller's."""
    present = sa.MetaData()
    present.reflect(connection)
    present.drop_all(connection)
