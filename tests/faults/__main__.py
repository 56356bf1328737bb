"""``python -m tests.faults``: writes docs/faults.md from what the tests measured last."""

from __future__ import annotations

import click

from tests.faults import report

if __name__ == "__main__":
    report.PAGE.write_text(report.markdown(report.read()), encoding="utf-8")
    click.echo(f"Written to {report.PAGE}")
