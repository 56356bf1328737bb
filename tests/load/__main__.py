"""``python -m tests.load table`` and ``soak``; see docs/load.md."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from directory_data.settings import ROOT, Settings
from tests.load import report, soak, table

SCRATCH = "load"  # in the data folder


@click.group()
def commands() -> None:
    """How Signpost bears many people at once."""


@commands.command("table")
@click.option("--seconds", default=25.0, show_default=True, help="Length of each run.")
@click.option("--into", default=ROOT / "docs", type=click.Path(path_type=Path), help="Folder of the report.")
@click.option("--cluster", is_flag=True, help="What `make run-cluster` starts, without the stock bot.")
def run_table(seconds: float, into: Path, cluster: bool) -> None:
    """Measure 1 to 200 people at once, the most replies a second, and the stock bot; writes docs/load.md."""
    if cluster:
        with tempfile.TemporaryDirectory(prefix="signpost-load-", dir="/tmp") as folder:
            Path(folder).chmod(0o711)  # PostgreSQL and nginx have accounts of their own
            report.write(into, cluster=table.cluster(Path(folder), seconds, click.echo))
        return
    with tempfile.TemporaryDirectory(dir=_scratch()) as folder:
        stock = _scratch() / "stock"  # trained once
        report.write(into, embedded=table.embedded(Path(folder), stock, seconds, click.echo))


@commands.command("soak")
@click.option("--minutes", default=30.0, show_default=True)
@click.option("--into", default=ROOT / "docs", type=click.Path(path_type=Path), help="Folder of the report.")
def run_soak(minutes: float, into: Path) -> None:
    """Ten thousand conversations, with the memory looked at all the time; adds it to docs/load.md."""
    with tempfile.TemporaryDirectory(dir=_scratch()) as folder:
        report.write(into, soak=soak.embedded(Path(folder), minutes, click.echo))


def _scratch() -> Path:
    folder = Settings.from_environment().data / SCRATCH
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    commands()
