"""Runs programs under supervisord until Ctrl-C, and says what each of them does."""

from __future__ import annotations

import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
import httpx

from directory_data.settings import Settings
from web import kept_port, watching
from web.kept_port import KeptPort
from web.programs import Program, configure, environment, of_a_copy
from web.rasa_client import TOKEN_HEADER
from web.watching import Watch

START_LIMIT = 60  # seconds for each program; Rasa needs about 15 on two cores
_EXITED = re.compile(r"(?:exited|gave up): (\w+)(?: \((.*?)\))?")
_SPAWNED = re.compile(r"spawned: '(\w+)' with pid (\d+)")


def run(settings: Settings) -> int:
    """Run web, Rasa and the action server until Ctrl-C or SIGTERM; returns the exit code for the shell."""
    if not are_free([settings.port, settings.actions_port, settings.rasa_port]):
        return 1
    one_key = replace(settings, secret_key=settings.secret_key or secrets.token_urlsafe(32))
    return supervise(of_a_copy(one_key), one_key)


def supervise(programs: Sequence[Program], settings: Settings) -> int:
    """Keep the programs running until Ctrl-C or SIGTERM; returns the exit code for the shell."""
    with tempfile.TemporaryDirectory(prefix="signpost-", dir="/tmp") as sockets:  # they need a short path
        told = [_told_where_to_ask(one, Path(sockets)) for one in programs]
        watch = Watch(
            {one.name: one.url for one in told if one.url},
            lasting=[one.name for one in told if not one.has_model],
            followed=[one.name for one in told if one.listens],
            stops={one.name: signal.Signals[f"SIG{one.stop}"] for one in told},
            token=settings.internal_token,
        )
        ports = {
            one.name: KeptPort(*one.listens, Path(sockets) / one.name, partial(watch.taken, one.name))
            for one in told
            if one.listens
        }
        return _supervise(told, settings, watch, ports)


def _told_where_to_ask(one: Program, sockets: Path) -> Program:
    if not one.listens:
        return one
    return replace(one, environment={**one.environment, kept_port.VARIABLE: str(sockets / one.name)})


def _supervise(
    programs: Sequence[Program], settings: Settings, watch: Watch, ports: Mapping[str, KeptPort]
) -> int:
    command = [sys.executable, "-m", "supervisor.supervisord", "-n", "-c"]
    command.append(str(configure(programs, settings)))
    inherited = environment(settings)
    stopping, anew = threading.Event(), threading.Event()
    running: list[subprocess.Popen[str]] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: _stop(running[-1:], stopping))
    signal.signal(signal.SIGUSR1, lambda *_: anew.set())
    titles = {one.name: one.title for one in programs}
    threading.Thread(target=_announce, args=(programs, settings, stopping), daemon=True).start()
    threading.Thread(target=_look_after, args=(watch, titles, ports, anew, stopping), daemon=True).start()
    started: set[str] = set()
    with watching.reachable(settings):
        while not stopping.is_set():
            running.append(_supervisord(command, inherited))
            _report(running[-1], titles, watch, started, stopping)
            if running[-1].wait() != -signal.SIGKILL or stopping.is_set():
                break
            click.echo("The supervisor was killed; starting everything again", err=True)
            watch.end_all(but=ports)  # those answer until others have taken their place
        watch.end_all()
    click.echo("Signpost has stopped.")
    return 0 if stopping.is_set() else 1


def _supervisord(command: Sequence[str], inherited: Mapping[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 our own interpreter and file
        command,
        env=inherited,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # Ctrl-C comes to us, and we pass it on once
    )


def are_free(ports: Sequence[int]) -> bool:
    """Whether nothing listens on these ports yet; says which one does."""
    busy = [port for port in ports if _taken(port)]
    if busy:
        click.echo(
            f"Port {busy[0]} is in use. Stop what uses it, or set PORT, SIGNPOST_RASA_PORT or "
            "SIGNPOST_ACTIONS_PORT.",
            err=True,
        )
    return not busy


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _stop(running: Sequence[subprocess.Popen[str]], stopping: threading.Event) -> None:
    if not stopping.is_set():
        stopping.set()
        click.echo("\nStopping …")
        for supervisord in running:
            supervisord.send_signal(signal.SIGTERM)


def _announce(programs: Sequence[Program], settings: Settings, stopping: threading.Event) -> None:
    """Say when each part answers, and at the end the address to open."""
    began = time.monotonic()
    waiting = [one for one in programs if one.url]
    limit = START_LIMIT * len(waiting)
    shown = {TOKEN_HEADER: settings.internal_token}
    asking = httpx.Client(headers=shown, trust_env=False)  # made once: making it takes long
    while waiting and not stopping.wait(0.3):
        for one in [one for one in waiting if _answers(asking, one.url)]:
            waiting.remove(one)
            click.echo(f"{one.title} is ready ({time.monotonic() - began:.0f} s)")
        if time.monotonic() - began > limit:
            late = ", ".join(one.title for one in waiting)
            click.echo(f"Not ready after {limit} s: {late}. See {settings.data / 'logs'}.", err=True)
            break
    if not stopping.is_set():
        click.secho(
            f"\nSignpost is running at http://localhost:{settings.port}  (Ctrl-C stops it)", bold=True
        )


def _answers(asking: httpx.Client, url: str) -> bool:
    try:
        return asking.get(url, timeout=1).status_code < 500
    except httpx.HTTPError:
        return False


def _look_after(
    watch: Watch,
    titles: Mapping[str, str],
    ports: Mapping[str, KeptPort],
    anew: threading.Event,
    stopping: threading.Event,
) -> None:
    while not stopping.wait(watching.BETWEEN):
        for name in watch.end_hanging():
            click.echo(f"{titles[name]} does not answer and is ended", err=True)
        for name, port in ports.items():
            port.close_unless(partial(watch.is_answered, name))
        if anew.is_set():
            anew.clear()
            _start_anew(watch, titles, stopping)


def _start_anew(watch: Watch, titles: Mapping[str, str], stopping: threading.Event) -> None:
    all_back = True
    for name, is_back in watch.start_anew(stopping):
        all_back = all_back and is_back
        said = "is back" if is_back else "does not come back; the others are left as they are"
        click.echo(f"{titles[name]} {said}", err=not is_back)
    if all_back:
        click.echo("Everything was started anew.")


def _report(
    supervisord: subprocess.Popen[str],
    titles: Mapping[str, str],
    watch: Watch,
    started: set[str],
    stopping: threading.Event,
) -> None:
    """Turn supervisord's lines about its children into plain words."""
    for line in supervisord.stdout or ():
        spawned, exited = _SPAWNED.search(line), _EXITED.search(line)
        if exited:
            watch.ended(exited[1])
        if exited and not stopping.is_set():
            reason = exited[2] or "unknown reason"
            click.echo(
                f"{titles.get(exited[1], exited[1])} has stopped ({reason}); starting it again", err=True
            )
        elif spawned:
            again = " again" if spawned[1] in started else ""
            started.add(spawned[1])
            watch.started(spawned[1], int(spawned[2]))
            click.echo(f"{titles.get(spawned[1], spawned[1])} started{again} (process {spawned[2]})")
