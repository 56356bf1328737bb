"""Runs web, Rasa and the action server under supervisord, and says what each of them does."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from string import Template

import click
import httpx

from directory_data.settings import ROOT, Settings

START_LIMIT = 180  # seconds; Rasa needs about 15 on two cores
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
command=$python -m $command
directory=$root
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
NAMES = {"web": "Web", "actions": "Action server", "rasa": "Rasa"}
_EXITED = re.compile(r"(?:exited|gave up): (\w+)(?: \((.*?)\))?")
_SPAWNED = re.compile(r"spawned: '(\w+)' with pid (\d+)")


def run(settings: Settings) -> int:
    """Run everything until Ctrl-C or SIGTERM; returns the exit code for the shell."""
    busy = [port for port in _ports(settings).values() if _taken(port)]
    if busy:
        click.echo(
            f"Port {busy[0]} is in use. Stop what uses it, or set PORT, SIGNPOST_RASA_PORT or "
            "SIGNPOST_ACTIONS_PORT.",
            err=True,
        )
        return 1
    supervisord = subprocess.Popen(  # noqa: S603 our own interpreter and file
        [sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(_configure(settings))],
        env=_environment(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # Ctrl-C comes to us, and we pass it on once
    )
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: _stop(supervisord, stopping))
    threading.Thread(target=_announce, args=(settings, stopping), daemon=True).start()
    _report(supervisord, stopping)
    supervisord.wait()
    click.echo("Signpost has stopped.")
    return 0 if stopping.is_set() else 1


def _ports(settings: Settings) -> dict[str, int]:
    return {"web": settings.port, "actions": settings.actions_port, "rasa": settings.rasa_port}


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _configure(settings: Settings) -> Path:
    """Write supervisord's configuration into the data folder."""
    (settings.data / "logs").mkdir(parents=True, exist_ok=True)
    parts = [CONFIGURATION.substitute(data=settings.data)]
    for name, command in PROGRAMS.items():
        parts.append(
            PROGRAM.substitute(
                name=name, command=command, python=sys.executable, root=ROOT, data=settings.data
            )
        )
    path = settings.data / "supervisord.conf"
    path.write_text("".join(parts), encoding="utf-8")
    return path


def _environment(settings: Settings) -> dict[str, str]:
    """What the children inherit; one secret for all of them when none is set."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",  # supervisor and Rasa's old packages warn at every start
        "SIGNPOST_DATA": str(settings.data),
        "SIGNPOST_SECRET_KEY": settings.secret_key or secrets.token_urlsafe(32),
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


def _stop(supervisord: subprocess.Popen[str], stopping: threading.Event) -> None:
    if not stopping.is_set():
        stopping.set()
        click.echo("\nStopping …")
        supervisord.send_signal(signal.SIGTERM)


def _announce(settings: Settings, stopping: threading.Event) -> None:
    """Say when each part answers, and at the end the address to open."""
    began = time.monotonic()
    waiting = _ports(settings)
    while waiting and not stopping.wait(0.3):
        for name in [name for name, port in waiting.items() if _answers(name, port)]:
            del waiting[name]
            click.echo(f"{NAMES[name]} is ready ({time.monotonic() - began:.0f} s)")
        if time.monotonic() - began > START_LIMIT:
            click.echo(f"Not ready after {START_LIMIT} s: see {settings.data / 'logs'}.", err=True)
            break
    if not stopping.is_set():
        click.secho(
            f"\nSignpost is running at http://localhost:{settings.port}  (Ctrl-C stops it)", bold=True
        )


def _answers(name: str, port: int) -> bool:
    path = {"web": "/health/live", "actions": "/health", "rasa": "/"}[name]
    try:
        return httpx.get(f"http://127.0.0.1:{port}{path}", timeout=1).status_code < 500
    except httpx.HTTPError:
        return False


def _report(supervisord: subprocess.Popen[str], stopping: threading.Event) -> None:
    """Turn supervisord's lines about its children into plain words."""
    started: set[str] = set()
    for line in supervisord.stdout or ():
        spawned, exited = _SPAWNED.search(line), _EXITED.search(line)
        if exited and not stopping.is_set():
            reason = exited[2] or "unknown reason"
            click.echo(f"{_name(exited)} has stopped ({reason}); starting it again", err=True)
        elif spawned:
            again = " again" if spawned[1] in started else ""
            started.add(spawned[1])
            click.echo(f"{_name(spawned)} started{again} (process {spawned[2]})")


def _name(found: re.Match[str]) -> str:
    return NAMES.get(found[1], found[1])
