"""The letters of a round, filled in from the files under ``data/mail``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from directory_data import mail, opening_times
from directory_data.freshness import Standing
from directory_data.listing import area_in_words
from directory_data.mail import Letter
from directory_data.models import Record
from directory_data.rhythms import REMINDERS, Step, rhythms
from directory_data.settings import Settings

SITE = "Signpost"
MOST_LISTED = 100
"""Records that a letter to editors names; the desk has them all."""


def owner_letter(
    settings: Settings, to: str, due: Sequence[tuple[Standing, Step]], links: Sequence[str], today: dt.date
) -> Letter:
    """One letter for all the services of an address, in the words of the most pressing reminder."""
    step = max((step for _, step in due), key=REMINDERS.index)
    rules = rhythms()
    blocks = [_block(settings, one.record, link) for (one, _), link in zip(due, links, strict=True)]
    return mail.letter(
        f"reminder-{REMINDERS.index(step) + 1}",
        to,
        site=SITE,
        services=due[0][0].record.name if len(due) == 1 else f"{len(due)} services",
        listings="\n".join(blocks),
        until=_day(today + dt.timedelta(days=rules.link_days - 1)),
        lowered=_day(today + dt.timedelta(days=rules.days_until[Step.LOWERED])),
        contact=settings.editors_mail or settings.contact,
    )


def editors_letter(
    settings: Settings,
    due: Sequence[tuple[Standing, Step]],
    lowered: Sequence[Standing],
    hidden: Sequence[Standing],
    held: str,
) -> Letter:
    """What only editors can do, and what was done without them."""
    lines = [
        f"{one.record.name} ({step.value}, last confirmed {_day(one.known)})\n"
        f"  {settings.site}/desk/records/{one.record.key}\n"
        for one, step in due[:MOST_LISTED]
    ]
    if len(due) > MOST_LISTED:
        lines.append(f"and {len(due) - MOST_LISTED} more\n")
    return mail.letter(
        "editors",
        settings.editors_mail,
        site=SITE,
        count=len(due),
        listings="\n".join(lines) or "Nothing new to confirm.\n",
        lowered_count=len(lowered),
        hidden_count=len(hidden),
        held=held,
        desk=f"{settings.site}/desk/freshness",
    )


def _block(settings: Settings, record: Record, token: str) -> str:
    """What we show of a service, and its two links."""
    hours = record.schedule_note or opening_times.in_words(record.schedules)
    facts = [
        *(f"Call: {phone.number}" for phone in record.phones),
        f"Email: {record.email}" if record.email else "",
        *(f"Website: {url.url}" for url in record.urls),
        f"Open: {hours}" if hours else "",
        f"Area: {area_in_words(record)}",
    ]
    lines = [
        record.name,
        " ".join(record.summary.split()),
        *(fact for fact in facts if fact),
        f"Yes, it is right: {settings.site}/still-right/{token}",
        f"Something has changed: {settings.site}{record.page}/problem",
    ]
    return "\n".join([lines[0], *(f"  {line}" for line in lines[1:])]) + "\n"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
