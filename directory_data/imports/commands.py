"""Commands for link worker lists: ``import-link-workers``, ``imports``, ``undo-import``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from directory_data import directory, moments
from directory_data.errors import ImportRefused
from directory_data.imports import checking, columns, ledger, plan, reading, words
from directory_data.imports.plan import Decisions
from directory_data.imports.record import Origin
from directory_data.settings import Settings
from directory_data.store import Store

LONGEST_NAME, LONGEST_REASON = 120, 400
"""Characters that the store has room for."""


@click.command("import-link-workers")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "pairs", multiple=True, metavar='"Column=field"', help="What a column holds.")
@click.option("--mapping", help="Use the columns kept under this name.")
@click.option("--keep-mapping", help="Keep the columns given with --map under this name.")
@click.option(
    "--dated", type=click.DateTime(["%Y-%m-%d"]), help="Date of the list; that of the file if not given."
)
@click.option("--complete", is_flag=True, help="The file is the whole list: remove who is not in it.")
@click.option("--same", multiple=True, metavar='"Row 14=KEY"', help="An unsure row is about this record.")
@click.option(
    "--new", multiple=True, metavar='"Row 14"', help="An unsure row is about an organisation we lack."
)
@click.option("--leave-out-faulty", is_flag=True, help="Apply the other rows although some have faults.")
@click.option("--as", "author", default="", help="Who brings the list in.")
@click.option("--why", default="", help="Where the list comes from, for whoever asks later.")
@click.option("--apply", "is_real", is_flag=True, help="Do it; without this nothing is changed.")
def import_link_workers(
    file: Path,
    pairs: tuple[str, ...],
    mapping: str | None,
    keep_mapping: str | None,
    dated: dt.datetime | None,
    complete: bool,
    same: tuple[str, ...],
    new: tuple[str, ...],
    leave_out_faulty: bool,
    author: str,
    why: str,
    is_real: bool,
) -> None:
    """Compare a list of LCSS link workers (CSV, XLSX or PDF) with the directory, and bring it in."""
    settings = Settings.from_environment()
    if is_real:
        _check_names(author, why)
    held = reading.read(file)
    fields = columns.load_mapping(_mappings(settings), mapping) if mapping else {}
    fields |= columns.parse_mapping(pairs)
    checked = checking.check(held, fields)
    if keep_mapping:
        columns.keep_mapping(_mappings(settings), keep_mapping, fields)
    store = Store(settings.store_url)
    store.migrate()
    origin = Origin(held.name, held.sha256, _date(file, dated), author, why)
    planned = plan.make(
        checked.entries, ledger.published(store), origin, _decisions(same, new), complete=complete
    )
    click.echo(f"{held.name}, SHA-256 {held.sha256}, list of {origin.dated}")
    for line in words.report(checked, planned):
        click.echo(line)
    if not is_real:
        click.echo("Nothing was changed. Repeat with --apply --as NAME --why TEXT to do it.")
        return
    if checked.errors and (complete or not leave_out_faulty):
        instead = "" if complete else ", or leave these rows out with --leave-out-faulty"
        raise ImportRefused(f"Nothing was changed: put the faults above right{instead}.")
    number = ledger.apply(store, planned.changes, origin)
    directory.prepare(settings)
    click.echo(f"Import {number} is done and published. Undo it with: undo-import {number} --as NAME")


@click.command("imports")
def imports() -> None:
    """List the imports of link worker lists."""
    store = Store(Settings.from_environment().store_url)
    store.migrate()
    for one in ledger.runs(store):
        click.echo(words.run(one))


@click.command("undo-import")
@click.argument("number", type=int)
@click.option("--as", "author", required=True, help="Who takes it back.")
@click.option("--leave-edited", is_flag=True, help="Leave records that were changed since as they are.")
def undo_import(number: int, author: str, leave_edited: bool) -> None:
    """Take back everything that one import did."""
    settings = Settings.from_environment()
    _check_names(author, "undo")
    store = Store(settings.store_url)
    store.migrate()
    count = ledger.undo(store, number, author, leave_edited=leave_edited)
    directory.prepare(settings)
    click.echo(f"Import {number} is undone: {count} records are as they were before it.")


def _check_names(author: str, why: str) -> None:
    if not author.strip() or not why.strip():
        raise ImportRefused("Say who you are and where the list comes from: --as NAME --why TEXT.")
    if len(author) > LONGEST_NAME or len(why) > LONGEST_REASON:
        raise ImportRefused(
            f"--as takes at most {LONGEST_NAME} characters and --why at most {LONGEST_REASON}."
        )


def _mappings(settings: Settings) -> Path:
    return settings.data / "mappings"


def _date(file: Path, given: dt.datetime | None) -> dt.date:
    changed = dt.datetime.fromtimestamp(file.stat().st_mtime, moments.UTC)
    date = given.date() if given else moments.day(changed)
    if date > moments.day(moments.now()):
        raise ImportRefused(f"The list cannot be of {date}: that is still to come.")
    return date


def _decisions(same: tuple[str, ...], new: tuple[str, ...]) -> Decisions:
    pairs = {}
    for text in same:
        row, separator, key = text.rpartition("=")
        if not separator:
            raise ImportRefused(f'{text!r} is no decision: write it like --same "Row 14=KEY".')
        pairs[row.strip().lower()] = key.strip()
    return Decisions(pairs, frozenset(row.strip().lower() for row in new))
