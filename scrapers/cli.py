"""Commands of the sources: ``python -m scrapers run``, ``status``, ``new-source``, ``check-links``.

Exit codes: 0 all well, 1 something was held or failed, 2 the command cannot be done as it was given.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click
from tqdm import tqdm

from directory_data import link_results, moments
from directory_data.editing import Editing
from directory_data.errors import DirectoryError
from directory_data.link_check import LinkChecker
from directory_data.settings import Settings
from directory_data.source_runs import FAILED, HELD, Runs
from scrapers import new_source
from scrapers.catalogue import scrapers_of
from scrapers.errors import ScrapeError
from scrapers.fetch import Fetcher
from scrapers.run import NO_ADDRESS, Report
from scrapers.run import run as run_source
from scrapers.source import Scraper

MOST_NOTES = 5


@click.group()
def main() -> None:
    """Reads other sites and proposes what changed. Nothing here publishes."""


@main.command()
@click.argument("sources", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every source that has an address.")
@click.option("--due", is_flag=True, help="Those whose rhythm asks for it; the one for cron.")
def run(sources: tuple[str, ...], every: bool, due: bool) -> None:
    """Read sources and file what they propose."""
    settings = Settings.from_environment()
    editing = _editing(settings)
    chosen = _chosen(scrapers_of(settings), sources, every, due, Runs(editing.store))
    reports = []
    with Fetcher(settings) as fetcher, tqdm(chosen, unit="source", disable=None) as bar:
        for scraper in bar:
            bar.set_description(scraper.source.key)
            reports.append(_run_one(scraper, fetcher, editing, bar))
    click.echo(
        table(("source", "state", "entries", "added", "changed", "removed", "same pages"), _lines(reports))
    )
    for report in reports:
        _tell(report)
    sys.exit(any(report.state in (HELD, FAILED) for report in reports))


@main.command()
def status() -> None:
    """How every source is doing, and since when and why one fails; exit code 1 when one does."""
    settings = Settings.from_environment()
    states = {state.source.key: state for state in Runs(_editing(settings).store).sources()}
    lines, failing = [], False
    for key, scraper in scrapers_of(settings).items():
        state = states.get(key)
        if state is None or state.last is None:
            words = "no address yet" if not scraper.source.start else "never run"
            lines.append((key, words, "", "", scraper.source.note if not scraper.source.start else ""))
            continue
        since = f"{state.failing_since:%Y-%m-%d %H:%M}" if state.failing_since else ""
        failing = failing or bool(since)
        good = f"{state.succeeded:%Y-%m-%d %H:%M}" if state.succeeded else "never"
        reason = state.last.reason if since else ""
        lines.append((key, state.last.state, good, since, f"{reason} {_waiting(state.open)}".strip()))
    click.echo(table(("source", "last run", "last success", "failing since", "why, and what waits"), lines))
    sys.exit(failing)


@main.command("new-source")
@click.argument("url")
@click.option("--key", required=True, help="Lower-case words joined by hyphens: example-groups.")
@click.option("--title", required=True)
@click.option("--publisher", required=True)
@click.option("--kind", default="service", show_default=True)
@click.option("--entries", default="", help="CSS selector of one entry, if the page has no marks.")
@click.option("--field", "fields", multiple=True, help="name=h2, phones=.tel: CSS selectors within an entry.")
@click.option("--details", default="", help="CSS selector of links to the entries' own pages.")
@click.option("--next", "next_", default="", help="CSS selector of links to further pages.")
def new_source_(
    url: str,
    key: str,
    title: str,
    publisher: str,
    kind: str,
    entries: str,
    fields: tuple[str, ...],
    details: str,
    next_: str,
) -> None:
    """Make a source from an address: its settings, a saved page, and what was read from it.

    Pages with schema.org marks, Open Referral feeds, and tables in documents need nothing else. For others
    say where the entries and their fields are.
    """
    settings = Settings.from_environment()
    selectors = new_source.selectors_of(entries, fields, details, next_)
    about = {"title": title, "publisher": publisher, "kind": kind}
    with Fetcher(settings) as fetcher:
        made = new_source.make(settings, fetcher.get(url), key, about, selectors)
    click.echo(f"{made.path} reads {made.entries} entries as {made.reader}.")
    for line in made.examples:
        click.echo(f"  {line}")
    click.echo(f"Look at these, then: python -m scrapers run {key}")


@main.command("test-sources")
def test_sources() -> None:
    """Read the saved pages of sources made by new-source again; exit code 1 when one reads otherwise."""
    problems = list(new_source.problems(Settings.from_environment()))
    click.echo("\n".join(problems) if problems else "Every saved page reads as it did.")
    sys.exit(bool(problems))


@main.command("check-links")
def check_links() -> None:
    """Test every web address of the published records; exit code 1 when one fails."""
    settings = Settings.from_environment()
    store = _editing(settings).store
    wanted = link_results.addresses(store.published())
    with LinkChecker(settings) as checker, tqdm(wanted.items(), unit="address", disable=None) as bar:
        for url, records in bar:
            link_results.check(store, url, records, checker.problem)
    link_results.forget_others(store, wanted)
    dead = link_results.dead(store)
    for one in dead:
        click.echo(f"{one.url} {one.problem}, since {one.failing_since:%Y-%m-%d}: {', '.join(one.records)}")
    click.echo(f"{len(wanted)} addresses, {len(dead)} with a problem.")
    sys.exit(bool(dead))


def table(heading: Iterable[str], lines: Iterable[Iterable[object]]) -> str:
    """Columns as wide as what stands in them."""
    rows = [tuple(heading), *(tuple(map(str, line)) for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    shown = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in shown)


def entry() -> None:
    """Entry of ``python -m scrapers``: known failures are one clear line."""
    try:
        main(prog_name="python -m scrapers")
    except (DirectoryError, ScrapeError) as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from error


def _editing(settings: Settings) -> Editing:
    editing = Editing(settings)
    editing.store.migrate()
    return editing


def _chosen(
    known: dict[str, Scraper], sources: tuple[str, ...], every: bool, due: bool, runs: Runs
) -> list[Scraper]:
    if sum((bool(sources), every, due)) != 1:
        raise click.UsageError("Name sources, or give --all or --due.")
    unknown = [key for key in sources if key not in known]
    if unknown:
        raise click.UsageError(f"No source {', '.join(unknown)}. Sources: {', '.join(known)}.")
    if sources:
        return [known[key] for key in dict.fromkeys(sources)]
    states = {state.source.key: state for state in runs.sources()} if due else {}
    at = moments.now()
    return [
        scraper
        for key, scraper in known.items()
        if scraper.source.start and (key not in states or states[key].due(at))
    ]


def _run_one(scraper: Scraper, fetcher: Fetcher, editing: Editing, bar: tqdm[Scraper]) -> Report:
    """One run; a fault of our own is noted with the run and does not keep the others from theirs."""
    try:
        return run_source(
            scraper, fetcher.get, editing, lambda read, known: bar.set_postfix_str(f"{read}/{known} pages")
        )
    except Exception as error:
        return Report(scraper.source.key, FAILED, f"A fault of our own: {type(error).__name__}: {error}")


def _lines(reports: list[Report]) -> list[tuple[object, ...]]:
    names = ("entries", "added", "changed", "removed")
    return [
        (
            r.source,
            r.state,
            *(r.findings.counts.get(n, "") for n in names),
            f"{r.unchanged}/{len(r.findings.copies)}",
        )
        for r in reports
    ]


def _tell(report: Report) -> None:
    if report.reason and report.state != NO_ADDRESS:
        click.echo(f"{report.source}: {report.reason}", err=True)
    notes = report.findings.notes
    for note in notes[:MOST_NOTES]:
        click.echo(f"{report.source}: {note}", err=True)
    if len(notes) > MOST_NOTES:
        click.echo(f"{report.source}: and {len(notes) - MOST_NOTES} more notes.", err=True)


def _waiting(count: int) -> str:
    return f"{count} proposals wait." if count else ""
