"""One round of keeping the directory fresh: asks owners and editors, lowers, hides. Safe to run at any time.

A step is written down only after its letter has gone; a round that is killed asks again and skips nothing.
Without a mail server no letter goes to an owner, and what only they were to be asked about stays as it is.
"""

from __future__ import annotations

import datetime as dt
import fcntl
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from directory_data import audit, confirm_links, freshness, listing_problems, mail, moments, seed_files
from directory_data import store as storing
from directory_data.editing import CLOCK, Editing
from directory_data.freshness import EDITORS, OWNER, Standing
from directory_data.freshness_letters import editors_letter, owner_letter
from directory_data.mail import MailProblem, Outbox
from directory_data.models import Organization, Record
from directory_data.rhythms import REMINDERS, Rhythms, Step, rhythms
from directory_data.working_copies import is_safeguarding

Due = tuple[Standing, Step]
HELD = (
    "{count} more would be hidden, and then {share:.0%} of the directory would be. So none are hidden now: "
    "confirm the records, or run this again with --hide-anyway."
)


class Plan(msgspec.Struct):
    """What a round would do on a day."""

    owners: dict[str, list[Due]]
    """Reminders by e-mail address."""
    editors: list[Due]
    """Reminders that only editors can answer."""
    lowered: list[Standing]
    hidden: list[Standing]
    held: str = ""
    """Why nothing is hidden, when there is something to hide."""
    waiting: dict[str, list[Due]] = {}
    """Reminders by e-mail address that nobody gets, because no mail server is set; not among ``owners``."""


class Round(msgspec.Struct):
    """What a round did."""

    plan: Plan
    faults: list[str]
    """Letters that could not be sent, in plain words; their reminders wait for the next round."""
    busy: bool = False
    """Whether another round is under way, and nothing was done here."""


def plan(
    standings: list[Standing], today: dt.date, *, can_send: bool = True, hide_anyway: bool = False
) -> Plan:
    """The steps that are due; each record takes one at most, and none when it cannot be asked about."""
    rules, organizations = rhythms(), seed_files.organizations()
    due: list[Due] = []
    for one in standings:
        following = one.next(rules)
        if following and following[1] <= today:
            due.append((one, following[0]))
    owners: defaultdict[str, list[Due]] = defaultdict(list)
    editors: list[Due] = []
    for one, step in due:
        if step in REMINDERS:
            address = owner(one.record, organizations)
            (owners[address] if address else editors).append((one, step))
    found = Plan(
        dict(owners) if can_send else {},
        editors,
        [one for one, step in due if step is Step.LOWERED],
        [one for one, step in due if step is Step.HIDDEN],
        waiting={} if can_send else dict(owners),
    )
    return found if hide_anyway else _within_reason(found, standings, rules)


def owner(record: Record, organizations: dict[str, Organization]) -> str | None:
    """The e-mail address of whoever runs it; ``None`` when editors are to be asked."""
    if is_safeguarding(record):
        return None  # a link that goes astray must not mark the number of MASH as right
    runner = organizations.get(record.organization or "")
    known = [
        None if "email" in record.doubts else record.email,
        *(one.email for one in record.contacts if not one.doubtful and "contacts" not in record.doubts),
        runner.email if runner else None,
    ]
    return next((address for address in known if address and mail.is_address(address)), None)


def run(editing: Editing, outbox: Outbox, at: dt.datetime, *, hide_anyway: bool = False) -> Round:
    """Take the steps that are due and publish what follows from them."""
    with _alone(editing) as alone:
        if not alone:
            return Round(Plan({}, [], [], []), [], busy=True)
        standings, can_send = freshness.standings(editing.store), bool(editing.settings.smtp)
        wanted = plan(standings, moments.day(at), can_send=can_send, hide_anyway=hide_anyway)
        faults = _ask_owners(editing, outbox, wanted, at)
        _lower_and_hide(editing, wanted, at)
        faults += _tell_editors(editing, outbox, wanted, at)
        with editing.store.writing() as connection:
            confirm_links.forget(connection, at)
            listing_problems.forget(connection, moments.day(at))
        editing.refresh()
    return Round(wanted, faults)


def _within_reason(found: Plan, standings: list[Standing], rules: Rhythms) -> Plan:
    total = sum(one.is_hidden for one in standings) + len(found.hidden)
    if not found.hidden or total <= rules.most_hidden_share * len(standings):
        return found
    held = HELD.format(count=len(found.hidden), share=total / len(standings))
    return msgspec.structs.replace(found, hidden=[], held=held)


def _ask_owners(editing: Editing, outbox: Outbox, wanted: Plan, at: dt.datetime) -> list[str]:
    faults = []
    for address, due in wanted.owners.items():
        with editing.store.writing() as connection:
            links = [confirm_links.make(connection, one.record.id, at, rhythms().link_days) for one, _ in due]
        try:
            outbox.send(owner_letter(editing.settings, address, due, links, moments.day(at)))
        except MailProblem as problem:
            faults.append(str(problem))
        else:
            _take(editing, due, at, OWNER)
    return faults


def _tell_editors(editing: Editing, outbox: Outbox, wanted: Plan, at: dt.datetime) -> list[str]:
    """The desk has the list at any time; the letter is so that somebody looks there."""
    faults = []
    if editing.settings.editors_mail and (wanted.editors or wanted.lowered or wanted.hidden or wanted.held):
        try:
            outbox.send(
                editors_letter(editing.settings, wanted.editors, wanted.lowered, wanted.hidden, wanted.held)
            )
        except MailProblem as problem:
            faults.append(str(problem))
    _take(editing, wanted.editors, at, EDITORS)
    return faults


def _lower_and_hide(editing: Editing, wanted: Plan, at: dt.datetime) -> None:
    lowered = [(one, Step.LOWERED) for one in wanted.lowered]
    _take(editing, [*lowered, *((one, Step.HIDDEN) for one in wanted.hidden)], at, EDITORS)


def _take(editing: Editing, due: list[Due], at: dt.datetime, asked: str) -> None:
    with editing.store.writing() as connection:
        for one, step in due:
            freshness.take(connection, one.record.id, step.value, at, asked)
            audit.note(connection, CLOCK, step.value, one.record.key, f"Last confirmed {one.known}.")
        if any(step not in REMINDERS for _, step in due):
            storing.note_publication(connection, CLOCK)


@contextmanager
def _alone(editing: Editing) -> Iterator[bool]:
    """Whether no other round is under way; the system lets go of the lock when a process ends."""
    editing.settings.data.mkdir(parents=True, exist_ok=True)
    with (editing.settings.data / "freshness.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
