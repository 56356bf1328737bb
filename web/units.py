"""Watches the programs that systemd runs: it sees one that has ended, and not one that hangs.

One that hangs is ended, and systemd starts it again. This runs as the user that they run as, and needs no
other rights for it.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator

import click

from directory_data.settings import Settings
from web import programs
from web.watching import Watch

UNITS = {name: f"signpost-{name}.service" for name in programs.PROGRAMS}
BETWEEN = 2.0  # seconds


def watch(settings: Settings) -> None:
    """Until it is ended itself; raises ``ClickException`` where no systemd answers."""
    watched = Watch(programs.addresses(settings), token=settings.internal_token)
    while True:
        for name, process in _leaders():
            if process:
                watched.started(name, process)
            else:
                watched.ended(name)
        for name in watched.end_hanging():
            click.echo(f"{programs.NAMES[name]} does not answer and is ended", err=True)
        time.sleep(BETWEEN)


def _leaders() -> Iterator[tuple[str, int]]:
    """Each program's first process of this moment; 0 for one that does not run."""
    command = ["systemctl", "show", "--property=Id,MainPID", *UNITS.values()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 fixed words
    if done.returncode:
        raise click.ClickException(f"systemd does not answer: {done.stderr.strip()}")
    for block in done.stdout.strip().split("\n\n"):
        said = dict(line.split("=", 1) for line in block.splitlines())
        yield said["Id"].removeprefix("signpost-").removesuffix(".service"), int(said["MainPID"])
