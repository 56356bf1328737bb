"""``python -m tests.fuzz``: see docs/threat-model.md."""

from __future__ import annotations

import io
import logging
import time
from contextlib import redirect_stderr

import click
from atheris.import_hook import HookManager

INSTRUMENTED = {"directory_data", "nlu", "web", "scrapers"}


@click.command()
@click.argument("names", nargs=-1)
@click.option("--seconds", default=60, show_default=True, help="For all targets together.")
@click.option("--runs", type=int, help="Inputs for each target instead of seconds.")
@click.option("--seed", default=1, show_default=True, help="The same seed and runs try the same inputs.")
def fuzz(names: tuple[str, ...], seconds: int, runs: int | None, seed: int) -> None:
    """Try inputs on every target, or on those that are NAMED; ends with 1 when one breaks something."""
    # Not ``instrument_imports``: it also watches comparisons, and makes something else of
    # ``(a <= (b if c is None else c)) & d``.
    hooks = HookManager(INSTRUMENTED, set(), enable_loader_override=True, trace_dataflow=False)
    with hooks, redirect_stderr(io.StringIO()):  # it names every module
        from directory_data.settings import Settings
        from tests.fuzz import runner, targets

    logging.getLogger().setLevel(logging.ERROR)
    unknown = set(names) - targets.EVERY.keys()
    if unknown:
        raise click.UsageError(f"{', '.join(sorted(unknown))}: no such target. {', '.join(targets.EVERY)}.")
    chosen = [targets.EVERY[name] for name in names or targets.EVERY]
    budget = runner.Budget(max(1, seconds // len(chosen)), runs, seed)
    broken = 0
    for target in chosen:
        folder = Settings.from_environment().data / "fuzz" / target.name
        began = time.monotonic()
        found = runner.run(target, folder, budget)
        click.echo(
            f"{found.name:12} {found.runs:9,} inputs {found.coverage:6,} branches "
            f"{time.monotonic() - began:5.0f} s  {'BROKEN' if found.failed else 'ok'}"
        )
        broken += found.failed
        for path in found.findings:
            click.echo(f"             {path}")
        if found.failed:
            click.echo(f"             {folder / 'log'}")
    raise SystemExit(1 if broken else 0)


if __name__ == "__main__":
    fuzz()
