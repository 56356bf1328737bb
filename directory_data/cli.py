"""Commands of the directory: ``python -m directory_data prepare``, ``validate``, ``export``."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter

import click
import msgspec

from directory_data import directory, no_results, opening_times, seed_files, validation
from directory_data.errors import DirectoryError
from directory_data.imports import commands as import_commands
from directory_data.settings import Settings
from directory_data.store import Store


@click.group()
def main() -> None:
    """The records and how to find them."""


@main.command()
def prepare() -> None:
    """Bring store and index up to date with the reviewed files."""
    count = directory.prepare(Settings.from_environment())
    click.echo(f"{count} records are published and indexed.")


@main.command()
def validate() -> None:
    """Name every fault of the record files; exit code 1 when there is one."""
    records = seed_files.records()
    faults = validation.faults(records, seed_files.sources(), seed_files.organizations())
    for fault in faults:
        click.echo(str(fault), err=True)
    kinds = Counter(record.kind.value for record in records)
    click.echo(", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))
    click.echo(f"{len(records)} records, {len(faults)} faults.")
    sys.exit(1 if faults else 0)


@main.command()
def export() -> None:
    """Print every published record, one JSON object a line."""
    for record in Store(Settings.from_environment().store_url).published():
        click.echo(msgspec.json.encode({"id": record.id, **msgspec.to_builtins(record)}))


@main.command("no-results")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, no_results.KEPT_DAYS))
def list_no_results(days: int) -> None:
    """List what people searched for and did not find, the most frequent first."""
    since = opening_times.now().date() - dt.timedelta(days=days - 1)
    store = Store(Settings.from_environment().store_url)
    store.migrate()
    for missing in no_results.listed(store.engine, since):
        words = missing.words or f"(other words, or fewer than {no_results.FEWEST} searches)"
        click.echo(f"{missing.count:>6}  {words}" + (f"  [{missing.filters}]" if missing.filters else ""))


for command in (import_commands.import_link_workers, import_commands.imports, import_commands.undo_import):
    main.add_command(command)


def run() -> None:
    """Entry of ``python -m directory_data``: known failures are one clear line."""
    try:
        main(prog_name="python -m directory_data")
    except DirectoryError as error:
        raise SystemExit(f"{type(error).__name__}: {error}") from error
