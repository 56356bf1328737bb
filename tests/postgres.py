"""A PostgreSQL server of the tests' own: in a new folder, on a Unix socket only, gone afterwards.

Import the fixture ``postgres_url`` to use it. PostgreSQL refuses to run as root, so root hands it to the
``postgres`` user that its package brings.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

USER = "signpost"
NAME = "signpost"
OWNER = "postgres"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # the folder is thrown away
    "shared_buffers": "16MB",
    "max_connections": "20",
    "timezone": "Pacific/Auckland",  # a county's server may stand anywhere: what comes back is UTC
}


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The folder of the socket of a running server."""
    programs = _programs()
    if programs is None:
        # SQLite is the default store: without a server its half of these tests still proves the code.
        pytest.skip("PostgreSQL's server programs are not installed (Debian: postgresql).")
    # A short path of its own: a socket's name may have 107 characters, and pytest's folders are private.
    folder = Path(tempfile.mkdtemp(prefix="signpost-pg-", dir="/tmp"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        data = folder / "data"
        _run(programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")
        options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        _run(
            programs / "pg_ctl",
            "-D",
            data,
            "-w",
            "-l",
            folder / "log",
            "-o",
            f"-k {folder} {options}",
            "start",
        )
        yield str(folder)
        _run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The SQLAlchemy address of an empty database."""
    admin = sa.create_engine(_url(postgres_server, "postgres"), future=True, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)"))
        connection.execute(sa.text(f"CREATE DATABASE {NAME}"))
    admin.dispose()
    yield _url(postgres_server, NAME)


def _url(folder: str, database: str) -> str:
    return f"postgresql+psycopg2://{USER}@/{database}?host={folder}"


def _programs() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``, the newest version's."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    anywhere = shutil.which("initdb")
    return Path(anywhere).parent if anywhere else None


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", OWNER, "--", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, timeout=60, cwd="/")
