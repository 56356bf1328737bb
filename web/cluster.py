"""Several machines in one: nodes of web, Rasa, actions and index behind nginx, with PostgreSQL and Redis.

A node has a folder of its own and is told everything by settings, as it is on a machine of its own.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import click
from jinja2 import Environment, StrictUndefined

from directory_data.settings import ROOT, Settings
from web import engines, supervisor
from web.engines import CannotRun, Postgres
from web.programs import NAMES, Program, environment
from web.rasa_client import READY

NODES = 2
NO_SECRET = {"SIGNPOST_SECRET_KEY": ""}
"""For programs that are not ours: it signs and encrypts."""


@dataclass(frozen=True)
class Node:
    """One machine's part: its settings, and the ports that nginx finds it on."""

    number: int
    settings: Settings
    rasa: int

    @property
    def web(self) -> int:
        return self.settings.port

    def programs(self) -> list[Program]:
        """What runs on it; Rasa alone is told its own port, the others ask through nginx."""
        told = _variables(self.settings)
        rasa = told | {"SIGNPOST_RASA_PORT": str(self.rasa)}
        parts = (
            ("web", "web serve", told, f"http://127.0.0.1:{self.web}/health/live"),
            ("actions", "bot actions", told, f"http://127.0.0.1:{self.settings.actions_port}/health"),
            ("rasa", "bot serve", rasa, f"http://127.0.0.1:{self.rasa}{READY}"),
            ("follower", "web follow", told, ""),
        )
        return [
            Program(
                f"{name}{self.number}",
                f"{NAMES[name]} {self.number}",
                f"{sys.executable} -m {command}",
                variables,
                url,
                listens=(self.settings.host, self.web) if name == "web" else None,
            )
            for name, command, variables, url in parts
        ]


def run(settings: Settings) -> int:
    """Run all of it until Ctrl-C or SIGTERM; returns the exit code for the shell."""
    folder = settings.data / "cluster"
    folder.mkdir(parents=True, exist_ok=True)
    sockets = Path(tempfile.mkdtemp(prefix="signpost-", dir="/tmp"))  # sockets need a short path
    try:
        return _run(settings, folder, sockets)
    except CannotRun as error:
        click.echo(str(error), err=True)
        return 1
    finally:
        shutil.rmtree(sockets, ignore_errors=True)


def _run(settings: Settings, folder: Path, sockets: Path) -> int:
    nginx, redis = engines.program("nginx"), engines.program("redis-server")
    postgres = Postgres(folder, sockets)
    password, port = secrets.token_hex(24), supervisor.free_port()
    shared = replace(
        settings,
        database_url=postgres.url(engines.STORE),
        tracker_url=postgres.url(engines.CONVERSATIONS),
        redis_url=f"redis://:{password}@127.0.0.1:{port}/0",
        secret_key=settings.secret_key or secrets.token_urlsafe(32),
        proxies=settings.proxies + 1,
    )
    nodes = [_node(shared, folder, number) for number in range(1, NODES + 1)]
    ports = [settings.port, settings.rasa_port]
    ports += [port for node in nodes for port in (node.web, node.rasa, node.settings.actions_port)]
    if not supervisor.are_free(ports):
        return 1
    click.echo(f"Preparing PostgreSQL, and the index of {NODES} nodes")
    postgres.make()
    with postgres.running():
        for node in nodes:
            _ask(node, "directory_data", "prepare")
    _ask(nodes[0], "web", "offline-page", str(folder / "public" / "offline.html"))
    _write_private(folder / "redis.conf", _redis_configuration(folder, port, password))
    _write_private(folder / "nginx.conf", _nginx_configuration(settings, folder, nodes))
    front = f"http://127.0.0.1:{settings.port}/health/nginx"
    programs = [
        Program("postgres", "PostgreSQL", postgres.command, NO_SECRET, user=postgres.user, stop="INT"),
        Program("redis", "Redis", f"{redis} {folder / 'redis.conf'}", NO_SECRET),
        *(program for node in nodes for program in node.programs()),
        Program(
            "nginx",
            "nginx",
            f"{nginx} -e stderr -c {folder / 'nginx.conf'}",
            NO_SECRET,
            front,
            stop="QUIT",  # answers what is under way
            has_model=False,
        ),
    ]
    return supervisor.supervise(programs, replace(shared, data=folder))


def _node(shared: Settings, folder: Path, number: int) -> Node:
    data = folder / f"node{number}"
    data.mkdir(exist_ok=True)
    models = data / "models"
    if not models.is_symlink():
        models.symlink_to(shared.models_folder)
    own = replace(
        shared,
        data=data,
        host="127.0.0.1",
        port=shared.port + number,
        actions_port=shared.actions_port + number,
    )
    return Node(number, own, shared.rasa_port + number)


def _variables(settings: Settings) -> dict[str, str]:
    """The settings in which a node differs from what the environment says."""
    return {
        "SIGNPOST_DATA": str(settings.data),
        "SIGNPOST_DATABASE_URL": settings.database_url,
        "SIGNPOST_TRACKER_URL": settings.tracker_url,
        "SIGNPOST_REDIS_URL": settings.redis_url,
        "SIGNPOST_PROXIES": str(settings.proxies),
        "SIGNPOST_HOST": settings.host,
        "PORT": str(settings.port),
        "SIGNPOST_RASA_PORT": str(settings.rasa_port),
        "SIGNPOST_ACTIONS_PORT": str(settings.actions_port),
    }


def _redis_configuration(folder: Path, port: int, password: str) -> str:
    """In memory only: what is in it lasts for an hour at most."""
    return f'bind 127.0.0.1\nport {port}\nrequirepass {password}\nsave ""\nappendonly no\ndir {folder}\n'


def _nginx_configuration(settings: Settings, folder: Path, nodes: list[Node]) -> str:
    template = Environment(undefined=StrictUndefined, autoescape=False).from_string(  # noqa: S701 it is not HTML
        engines.NGINX.read_text(encoding="utf-8")
    )
    return template.render(
        folder=folder,
        user="root" if os.geteuid() == 0 else "",  # only root can read a private folder of root's
        nodes=nodes,
        host=settings.host,
        port=settings.port,
        rasa_port=settings.rasa_port,
        patience=int(settings.rasa_timeout) + 4,
        rasa_patience=max(1, int(settings.rasa_timeout / 2)),
    )


def _ask(node: Node, package: str, *words: str) -> None:
    """Run a command with a node's settings; raises ``CannotRun``."""
    done = subprocess.run(  # noqa: S603 our own interpreter
        [sys.executable, "-m", package, *words],
        env={**environment(node.settings), **_variables(node.settings)},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotRun(f"`python -m {package} {words[0]}` has failed:\n{done.stderr}")


def _write_private(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
