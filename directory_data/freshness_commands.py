"""The command that asks who stands by the facts, and lowers and hides what nobody does: ``freshness``."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping, Sequence

import click

from directory_data import freshness, freshness_run, moments
from directory_data.editing import Editing
from directory_data.freshness_run import Due, Plan
from directory_data.mail import Outbox
from directory_data.settings import Settings


@click.command("freshness")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, lowered and hidden; change nothing.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="With --dry-run: as if it were this day.")
@click.option("--hide-anyway", is_flag=True, help="Hide also when much of the directory would be hidden.")
def run_freshness(dry_run: bool, on: dt.datetime | None, hide_anyway: bool) -> None:
    """Send reminders, and lower and hide what nobody confirms. For cron, once a day.

    Exit codes: 0 all well, or another round is under way; 1 a letter could not be sent; 2 wrong use.
    """
    if on and not dry_run:
        raise click.UsageError("--on needs --dry-run: steps are taken on the day they are due.")
    settings = Settings.from_environment()
    editing = Editing(settings)
    editing.store.migrate()
    if dry_run:
        today = on.date() if on else moments.day(moments.now())
        standings, can_send = freshness.standings(editing.store), bool(settings.smtp)
        _tell(freshness_run.plan(standings, today, can_send=can_send, hide_anyway=hide_anyway), "would be ")
        return
    with Outbox(settings) as outbox:
        done = freshness_run.run(editing, outbox, moments.now(), hide_anyway=hide_anyway)
    if done.busy:
        click.echo("Another round is under way.")
        return
    _tell(done.plan, "")
    for fault in done.faults:
        click.echo(fault, err=True)
    if not settings.smtp and settings.editors_mail:
        click.echo(f"The letters to the editors are files in {settings.mail_folder}.")
    sys.exit(bool(done.faults))


def _tell(found: Plan, would: str) -> None:
    asked = sum(map(len, found.owners.values()))
    click.echo(f"{asked} records {would}asked about in {len(found.owners)} e-mails to their services.")
    _tell_letters(found.owners)
    if found.waiting:
        wait = sum(map(len, found.waiting.values()))
        click.echo(f"No mail server is set (SIGNPOST_SMTP): {wait} records stay as they are.")
        _tell_letters(found.waiting)
    click.echo(f"{len(found.editors)} records {would}put to the editors.")
    for one, step in found.editors:
        click.echo(f"  {one.record.key} ({step.value})")
    for words, several in (("shown lower", found.lowered), ("hidden", found.hidden)):
        click.echo(f"{len(several)} records {would}{words}.")
        for standing in several:
            click.echo(f"  {standing.record.key}, last confirmed {standing.known}")
    if found.held:
        click.echo(found.held)


def _tell_letters(by_address: Mapping[str, Sequence[Due]]) -> None:
    for address, due in sorted(by_address.items()):
        click.echo(f"  {address}: " + ", ".join(f"{one.record.key} ({step.value})" for one, step in due))
