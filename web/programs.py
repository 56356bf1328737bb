"""The programs of a running copy, and what supervisord is told of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from directory_data.settings import ROOT, Settings
from web.rasa_client import READY

CONFIGURATION = Template(
    """[supervisord]
nodaemon=true
logfile=$data/logs/supervisord.log
pidfile=$data/supervisord.pid
childlogdir=$data/logs
"""
)
PROGRAM = Template(
    """
[program:$name]
command=$command
environment=$environment
stopsignal=$stop
${user}directory=$root
autorestart=true
startsecs=2
startretries=1000000
stopwaitsecs=15
stopasgroup=true
killasgroup=true
redirect_stderr=true
stdout_logfile=$data/logs/$name.log
stdout_logfile_maxbytes=5MB
stdout_logfile_backups=2
"""
)
PROGRAMS = {"web": "web serve", "actions": "bot actions", "rasa": "bot serve"}
NAMES = {"web": "Web", "actions": "Action server", "rasa": "Rasa", "follower": "Follower"}


@dataclass(frozen=True)
class Program:
    """One that is kept running; ``name`` is supervisord's word for it, ``title`` the people's."""

    name: str
    title: str
    command: str
    environment: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    """What answers once it is ready; without one nobody waits for it."""
    user: str = ""
    """Under whom it runs, when not under us."""
    stop: str = "TERM"
    has_model: bool = True
    """Whether it is to be started anew for another model."""
    listens: tuple[str, int] | None = None
    """Host and port of a web process: what is left of one answers there until the next has started."""


def of_a_copy(settings: Settings) -> list[Program]:
    """Web, Rasa and the action server."""
    urls = addresses(settings)
    return [
        Program(
            name,
            NAMES[name],
            f"{sys.executable} -m {command}",
            url=urls[name],
            listens=(settings.host, settings.port) if name == "web" else None,
        )
        for name, command in PROGRAMS.items()
    ]


def addresses(settings: Settings) -> dict[str, str]:
    """What answers while a program is alive, and with 200 once it is ready, by its name."""
    return {
        "web": f"http://{_reached_at(settings.host)}:{settings.port}/health/live",
        "actions": f"http://127.0.0.1:{settings.actions_port}/health",
        "rasa": f"http://127.0.0.1:{settings.rasa_port}{READY}",
    }


def _reached_at(host: str) -> str:
    """Where this machine reaches what listens on a host: on loopback when that is every address."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 nothing listens here
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def configure(programs: Sequence[Program], settings: Settings) -> Path:
    """Write supervisord's configuration into the data folder; returns its path."""
    (settings.data / "logs").mkdir(parents=True, exist_ok=True)
    parts = [CONFIGURATION.substitute(data=settings.data)]
    for one in programs:
        parts.append(
            PROGRAM.substitute(
                name=one.name,
                command=one.command,
                environment=",".join(f'{name}="{value}"' for name, value in one.environment.items()),
                user=f"user={one.user}\n" if one.user else "",
                stop=one.stop,
                root=ROOT,
                data=settings.data,
            ).replace("%", "%%")
        )
    path = settings.data / "supervisord.conf"
    path.touch(mode=0o600)  # passwords may be among the addresses
    path.write_text("".join(parts), encoding="utf-8")
    return path


def environment(settings: Settings) -> dict[str, str]:
    """What the children inherit."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",  # supervisor and Rasa's old packages warn at every start
        "SIGNPOST_DATA": str(settings.data),
        "SIGNPOST_SECRET_KEY": settings.secret_key,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
