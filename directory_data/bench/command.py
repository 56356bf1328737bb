"""``python -m directory_data bench``."""

from __future__ import annotations

from pathlib import Path

import click

from directory_data.settings import ROOT


@click.command()
@click.option(
    "--records", multiple=True, default=(7000, 70000), show_default=True, type=click.IntRange(min=500)
)
@click.option("--into", default=ROOT / "docs", type=click.Path(path_type=Path), help="Folder of the report.")
def bench(records: tuple[int, ...], into: Path) -> None:
    """Measure the search against SQLite FTS5 and tantivy on a made-up county; writes docs/benchmarks.md."""
    # Imported here because the engines are installed for development only.
    from directory_data.bench import report, runner  # noqa: PLC0415

    for results in runner.run(records, click.echo):
        report.write(results, into)
        county = results.counties[-1]
        for bar in report.bars(county):
            told = f"{bar.what}: {bar.measured:.2f} {bar.unit}, at most {bar.most:g}"
            click.echo(f"{county.records:>7,} {told}: {'met' if bar.met else 'NOT MET'}")
