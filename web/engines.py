"""PostgreSQL, Redis and nginx of Debian's packages, in a folder of ours: no service of the system is touched.

PostgreSQL refuses to run as root; then it runs as the user that its package brings. It listens on a socket in
a private folder, Redis on loopback with a password.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from directory_data.settings import ROOT
from web.errors import WebError

OWNER = "postgres"
DATABASES = STORE, CONVERSATIONS = "signpost", "conversations"
NGINX = ROOT / "deploy" / "cluster-nginx.conf.j2"


class CannotRun(WebError):
    """Something that several processes need is not there; the text says what to do."""


def program(name: str) -> str:
    """The path of nginx or redis-server; raises ``CannotRun``."""
    package = {"nginx": "nginx-light"}.get(name, name)
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        raise CannotRun(f"{name} is missing. On Debian run: sudo apt-get install {package}")
    return found


class Postgres:
    """A server of our own in ``folder``, reached through a socket in ``sockets``."""

    def __init__(self, folder: Path, sockets: Path) -> None:
        self._programs = _programs()
        self._data, self._sockets = folder / "postgres", sockets
        self.user = OWNER if os.geteuid() == 0 else ""
        """Under whom it must be started; empty for whoever we are."""

    @property
    def command(self) -> str:
        """Starts it in the foreground."""
        options = f"-c listen_addresses= -c max_connections=60 -k {self._sockets}"
        return f"{self._programs / 'postgres'} -D {self._data} {options}"

    def url(self, database: str) -> str:
        """The SQLAlchemy address of one of its databases."""
        return f"postgresql+psycopg2://signpost@/{database}?host={self._sockets}"

    def make(self) -> None:
        """Make its files when there are none; raises ``CannotRun``."""
        if self.user:
            shutil.chown(self._sockets, self.user)
            self._data.mkdir(mode=0o700, exist_ok=True)
            shutil.chown(self._data, self.user)
        if subprocess.run(self._as_owner("test", "-x", self._data), check=False, cwd="/").returncode:  # noqa: S603
            raise CannotRun(
                f"PostgreSQL runs as {self.user or 'you'} and cannot reach {self._data}: set SIGNPOST_DATA "
                "to a folder that every user may enter, or do not run this as root."
            )
        if not (self._data / "PG_VERSION").exists():
            self._run("initdb", "-D", self._data, "-U", "signpost", "-A", "trust", "-E", "UTF8")

    @contextmanager
    def running(self) -> Iterator[None]:
        """It runs meanwhile, and has its databases."""
        words = self.command.split(" -D ")[1].partition(" ")[2]
        log = self._sockets / "log"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", log, "-o", words, "start")
        try:
            engine = sa.create_engine(self.url("postgres"), future=True, isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                there = set(connection.execute(sa.text("SELECT datname FROM pg_database")).scalars())
                for name in set(DATABASES) - there:
                    connection.execute(sa.text(f"CREATE DATABASE {name}"))
            engine.dispose()
            yield
        finally:
            self._run("pg_ctl", "-D", self._data, "-w", "-m", "fast", "stop")

    def _run(self, name: str, *words: object) -> None:
        command = self._as_owner(self._programs / name, *words)
        done = subprocess.run(  # noqa: S603 the programs of a package, with our words
            command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd="/"
        )
        if done.returncode:
            raise CannotRun(f"PostgreSQL's {name} has failed:\n{done.stderr}")

    def _as_owner(self, *words: object) -> list[str]:
        before = ["runuser", "-u", self.user, "--"] if self.user else []
        return [*before, *map(str, words)]


def _programs() -> Path:
    """The folder of PostgreSQL's programs, of the newest version; Debian has them outside of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    anywhere = shutil.which("initdb")
    if not found and not anywhere:
        raise CannotRun("PostgreSQL is missing. On Debian run: sudo apt-get install postgresql")
    return found[-1].parent if found else Path(str(anywhere)).parent
