"""Commands of the directory; ``python -m directory_data --help`` lists them."""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections import Counter
from pathlib import Path

import click
import msgspec

from directory_data import (
    desk_commands,
    directory,
    exports,
    freshness,
    freshness_commands,
    link_check,
    no_results,
    opening_times,
    report,
    report_words,
    seed_files,
    upkeep_commands,
    validation,
)
from directory_data.bench.command import bench
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
@click.option(
    "--format", "form", type=click.Choice(["ndjson", "csv", "zip"]), default="ndjson", show_default=True
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write; else it is printed."
)
@click.option("--with-hidden", is_flag=True, help="Also what the site hides because nobody confirmed it.")
def export(form: str, output: Path | None, with_hidden: bool) -> None:
    """Give out what the site shows: every record as JSON, services as a table, or everything as a zip."""
    store = Store(Settings.from_environment().store_url)
    store.migrate()
    hidden = frozenset() if with_hidden else freshness.unconfirmed(store).hidden_ids
    records = [record for record in store.published() if record.id not in hidden]
    with click.open_file(str(output) if output else "-", "wb", lazy=False) as file:
        if form == "zip":
            exports.write_zip(file, records, seed_files.organizations(), store.edited())
        elif form == "csv":
            text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
            exports.write_csv(text, records, seed_files.organizations())
            text.detach()
        else:
            for record in records:
                file.write(msgspec.json.encode({"id": record.id, **msgspec.to_builtins(record)}) + b"\n")


@main.command("report")
@click.option("--check-links", is_flag=True, help="Also ask every web address, one a second for each site.")
@click.option(
    "--format", "form", type=click.Choice(list(report_words.FORMS)), default="text", show_default=True
)
def data_report(check_links: bool, form: str) -> None:
    """List what an editor should look at: stale, conflicting, duplicated, missing and odd facts."""
    settings = Settings.from_environment()
    store = Store(settings.store_url)
    store.migrate()
    records = store.published()
    found = report.findings(records, opening_times.now().date())
    if check_links:
        with link_check.LinkChecker(settings) as checker:
            found += link_check.dead_links(records, checker)
    click.echo(report_words.FORMS[form](found), nl=False)


@main.command("no-results")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, no_results.KEPT_DAYS))
def list_no_results(days: int) -> None:
    """List what people searched for and did not find, the most frequent first."""
    since = opening_times.now().date() - dt.timedelta(days=days - 1)
    store = Store(Settings.from_environment().store_url)
    store.migrate()
    for missing in no_results.listed(store.engine, since):
        words = missing.words or f"(other words, or fewer than {no_results.FEWEST} searches)"
        click.echo(f"{missing.times:>14}  {words}" + (f"  [{missing.filters}]" if missing.filters else ""))


for command in (import_commands.import_link_workers, import_commands.imports, import_commands.undo_import):
    main.add_command(command)
main.add_command(desk_commands.users)
main.add_command(desk_commands.publish)
main.add_command(desk_commands.erase_person)
for upkeep in (
    upkeep_commands.backup,
    upkeep_commands.restore,
    upkeep_commands.migrate,
    upkeep_commands.forget,
    upkeep_commands.show_settings,
):
    main.add_command(upkeep)
main.add_command(freshness_commands.run_freshness)


main.add_command(bench)


def run() -> None:
    """Entry of ``python -m directory_data``: known failures are one clear line."""
    try:
        main(prog_name="python -m directory_data")
    except DirectoryError as error:
        raise SystemExit(f"{type(error).__name__}: {error}") from error
