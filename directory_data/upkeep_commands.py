"""Commands of whoever keeps Signpost running: backups, tables, what is past its time, settings."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

import click

from directory_data import backup as backups
from directory_data import moments, retention, schema, settings_list
from directory_data.settings import Settings
from directory_data.store import Store

DATED = "signpost-%Y-%m-%dT%H%M%SZ.zip"
FILE = click.Path(path_type=Path)


@click.command()
@click.argument("target", metavar="FILE", type=FILE)
@click.option("--keep", type=click.IntRange(1), help="In a folder: how many backups to keep, the newest.")
def backup(target: Path, keep: int | None) -> None:
    """Write store and settings into FILE while everything runs; into a folder under a name with the date."""
    if keep and not target.is_dir():
        raise click.UsageError("--keep is for a folder.")
    file = target / moments.now().strftime(DATED) if target.is_dir() else target
    made = backups.write(Settings.from_environment(), file)
    click.echo(f"{file}: {sum(made.rows.values())} rows of {len(made.rows)} tables, version {made.schema}.")
    older = sorted(target.glob("signpost-*T*Z.zip"), reverse=True)[keep:] if keep else []
    for path in older:
        path.unlink()


@click.command()
@click.argument("source", metavar="FILE", type=FILE)
@click.option("--replace", is_flag=True, help="Put the backup in the place of the records that are there.")
@click.option("--check", is_flag=True, help="Only say whether FILE is whole and can be restored.")
def restore(source: Path, replace: bool, check: bool) -> None:
    """Put a backup into the store and build the index; all of it or nothing."""
    if check:
        made = backups.check(source)
    else:
        who = f"{getpass.getuser()} (command line)"
        made = backups.restore(Settings.from_environment(), source, who, replace=replace)
    rows = f"{sum(made.rows.values())} rows of {len(made.rows)} tables, version {made.schema}"
    click.echo(f"{made.made:%Y-%m-%d %H:%M} UTC, {rows}: {'whole' if check else 'restored and indexed'}.")


@click.command()
@click.option("--to", "version", help="A version; an older one loses what only newer tables hold.")
def migrate(version: str | None) -> None:
    """Bring the store's tables to the newest version, or back to an older one."""
    store = Store(Settings.from_environment().store_url)
    store.make_folder()
    with store.writing() as connection:
        before = schema.version_of(connection)
        schema.move(connection, version)
        after = schema.version_of(connection)
    click.echo(f"Version {after} now, {before or 'no tables'} before.")


@click.command()
def forget() -> None:
    """Remove what is past its time: conversations, counts, reports, links, uploaded lists. For a timer."""
    settings = Settings.from_environment()
    gone = retention.forget(settings, moments.now())
    if settings.tracker_url:
        hours = f"{settings.tracker_hours:g} h"
        click.echo(f"{gone.conversations} conversations are removed: nobody has written in them for {hours}.")
    else:
        click.echo("SIGNPOST_TRACKER_URL is empty: conversations are in memory only, and go by themselves.")
    click.echo(
        f"Too old and removed: {gone.searches} counts of searches, {gone.ratings} of ratings, "
        f"{gone.reports} reports, {gone.links} links to confirm, {gone.lists} uploaded lists."
    )


@click.command("settings")
@click.option("--page", is_flag=True, help="Write docs/configuration.md from the code.")
def show_settings(page: bool) -> None:
    """Show the settings in use without secrets; exit code 1 when they cannot work here."""
    if page:
        settings_list.PAGE.write_text(settings_list.page(), encoding="utf-8")
        return
    settings = Settings.from_environment()
    for variable, value in settings_list.in_use(settings):
        click.echo(f"{variable:32} {value}".rstrip())
    found = settings_list.problems(settings)
    for problem in found:
        click.echo(problem, err=True)
    sys.exit(bool(found))
