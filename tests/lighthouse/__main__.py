"""``python -m tests.lighthouse``; see docs/lighthouse.md."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click

from directory_data.settings import ROOT, Settings
from tests.lighthouse import browsing, report, scores
from tests.system.conftest import RunningSignpost


@click.command()
@click.option("--runs", default=5, show_default=True, help="Lighthouse's runs of each page.")
@click.option("--repeats", default=60, show_default=True, help="Times each answer is waited for.")
@click.option("--into", default=ROOT / "docs", type=click.Path(path_type=Path), help="Folder of the report.")
@click.option("--address", help="Look at what answers there, and start nothing.")
def measure(runs: int, repeats: int, into: Path, address: str | None) -> None:
    """Lighthouse's scores, the weight of the pages, and the wait for an answer, in Debian's Chromium."""
    if address:
        report.write(into, _measured(address, runs, repeats))
        return
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(Settings.from_environment().data, data, ignore=shutil.ignore_patterns("screenshots"))
        product = RunningSignpost(data)
        try:
            product.wait_for("Signpost is running at")
            report.write(into, _measured(product.url, runs, repeats))
        finally:
            product.stop()


def _measured(address: str, runs: int, repeats: int) -> report.Measured:
    weights, waits = browsing.measure(address, repeats)
    return report.Measured(
        conditions=report.conditions(),
        scores=scores.measure(address, runs, click.echo),
        weights=weights,
        waits=waits,
    )


if __name__ == "__main__":
    measure()
