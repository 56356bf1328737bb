"""Answers while Rasa is down: what was asked is understood here and looked up in the directory."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from directory_data import emergency, link_workers
from directory_data.directory import Directory
from directory_data.listing import listing, sources_of
from directory_data.models import Record
from directory_data.search import SearchQuery
from directory_data.vocabulary import Audience, Kind
from nlu.labels import ALLEGATION, CONVERSATION, GUIDANCE
from nlu.understand import Understanding
from web import telephone
from web.rasa_replies import RasaReply, services, text

logger = logging.getLogger(__name__)

MOST_SERVICES = 5
LONGEST_ANSWER = 900  # characters; the page has the rest
KINDS = {"find_food": frozenset({Kind.FOOD}), "find_money": frozenset({Kind.FINANCE})}
NOT_A_NEED = frozenset(CONVERSATION) - {"inform_place", "inform_age", "show_more"}

WHAT_WE_DO = (
    "Tell me what you need, in your own words. I can find services for families in Oxfordshire, "
    "and the right team to ring."
)
NO_DIRECTORY = "I cannot search the directory just now, but these numbers work."
NOTHING_FOUND = (
    "I found nothing in the directory for that. The people below can help you find the right place."
)


@dataclass(frozen=True)
class Asked:
    """One message as the answers below need it."""

    text: str
    audience: Audience | None
    understanding: Understanding | None
    """``None`` when it could not be read."""

    @property
    def intent(self) -> str:
        return self.understanding.intent if self.understanding else "find_service"


def answer(asked: Asked, directory: Directory) -> RasaReply:
    """The best the directory has for a message, and always the telephone numbers."""
    try:
        reply = _answer_for(asked.intent)(asked, directory)
    except Exception as error:  # a damaged index fails in many ways, and the numbers must come in all of them
        logger.error("answering without Rasa failed: %s", type(error).__name__)
        reply = RasaReply(messages=[text(NO_DIRECTORY)])
    reply.intent = asked.intent
    reply.messages.append(text(telephone.in_words()))
    return reply


def _answer_for(intent: str) -> Callable[[Asked, Directory], RasaReply]:
    if intent in GUIDANCE:
        return _guidance
    if intent in NOT_A_NEED:
        return _what_we_do
    return _BY_INTENT.get(intent, _search)


def _link_worker(asked: Asked, directory: Directory) -> RasaReply:
    found = directory.link_workers(asked.text)
    offices = [
        f"- {m.organisation or m.place} ({m.place if m.organisation else m.district}): "
        f"{m.name}, {m.phone}, {m.email}"
        for m in found.matches
    ]
    return RasaReply(
        messages=[text("\n\n".join(part for part in ("\n".join(offices), found.how_to) if part))]
    )


def _lcss(asked: Asked, directory: Directory) -> RasaReply:
    areas = {match.area for match in directory.link_workers(asked.text).matches} or set(
        link_workers.TEAM_KEYS
    )
    return _records([directory.get(key) for area, key in link_workers.TEAM_KEYS.items() if area in areas])


def _allegation(asked: Asked, directory: Directory) -> RasaReply:
    return _records([directory.get("designated-officer"), directory.get(emergency.MASH)])


def _guidance(asked: Asked, directory: Directory) -> RasaReply:
    answers = directory.answers(asked.text, asked.audience, limit=1)
    if not answers or answers[0].section is None:
        return _search(asked, directory)
    record, section = answers[0].record, answers[0].section
    words = section.text if len(section.text) <= LONGEST_ANSWER else f"{section.text[:LONGEST_ANSWER]}…"
    more = f"[{record.name}: read more]({record.page})"
    return RasaReply(
        messages=[text(f"**{section.heading}**\n\n{words.strip()}\n\n{more}")], sources=sources_of([record])
    )


def _what_we_do(asked: Asked, directory: Directory) -> RasaReply:
    return RasaReply(messages=[text(WHAT_WE_DO)])


def _search(asked: Asked, directory: Directory) -> RasaReply:
    wanted = SearchQuery(
        text=asked.text,
        kinds=KINDS.get(asked.intent, frozenset()),
        audience=asked.audience,
        age=asked.understanding.entities.age if asked.understanding else None,
        per_page=MOST_SERVICES,
    )
    hits = directory.search(wanted).hits
    if not hits:
        return RasaReply(messages=[text(NOTHING_FOUND)])
    return _records([hit.record for hit in hits])


def _records(records: list[Record]) -> RasaReply:
    return RasaReply(messages=[services([listing(r) for r in records])], sources=sources_of(records))


_BY_INTENT = {"find_link_worker": _link_worker, "contact_lcss": _lcss, ALLEGATION: _allegation}
