"""Find a service, food or money: the directory's own search, near a place, for an age."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.actions import need, numbers, where
from bot.actions.base import SignpostAction
from bot.actions.choices import NEEDS
from bot.actions.replies import Reply
from bot.actions.turn import Turn
from directory_data.directory import Directory
from directory_data.models import Record
from directory_data.search import Results, SearchQuery
from directory_data.vocabulary import Kind

PER_PAGE = 3  # what fits on a phone

WHAT_DO_YOU_NEED = (
    "Tell me what you need in a few words, for example: help with sleep, speech therapy, or a youth club."
)
SAYS_LITTLE = frozenset(
    "advice child children family families find help kids parents service services support".split()
)
"""A question of these words alone would find everything."""
NOTHING = "I found nothing in the directory for that. LCSS can help you find the right place:"
THAT_IS_ALL = "That is everything I have found. Tell me more about what you need, or ring LCSS:"
NOT_FOR_THAT_AGE = "I found nothing for that age, so these are for other ages too."


@dataclass(frozen=True)
class Topic:
    """How the search is narrowed for an intent; ``usual`` is searched for when the own words find little."""

    kinds: frozenset[Kind]
    categories: frozenset[str]
    intro: str
    usual: str
    """What is searched for when the person's own words find nothing."""


HELP = frozenset({Kind.SERVICE, Kind.FOOD, Kind.FINANCE, Kind.CONTACT, Kind.RESOURCE})
TOPICS = {
    "find_service": Topic(HELP, frozenset(), "This may help{where}:", ""),
    "find_food": Topic(
        HELP,
        frozenset({"food", "practical-help"}),
        "These can help with food and practical things{where}:",
        "food bank practical help",
    ),
    "find_money": Topic(
        HELP,
        frozenset({"money-advice", "childcare-costs", "grants"}),
        "These can help with money{where}:",
        "benefit advice money",
    ),
}


def find(turn: Turn, directory: Directory) -> Reply:
    """The best records for a question, three at a time."""
    topic = TOPICS[turn.intent]
    place = where.question(turn.slots.place)
    kept = need.words_kept(turn.words, directory)
    remembered = {"topic": turn.intent, "need": kept, "page": 1}
    if place and not where.areas(turn.slots.place):
        return place.remember(**remembered)
    if not topic.usual and set(turn.need.split()) <= SAYS_LITTLE:
        return Reply().say(WHAT_DO_YOU_NEED).offer(NEEDS).remember(topic=turn.intent)
    found = page_of(turn, directory, 1)
    return (found.then(place) if place else found).remember(**remembered)


def page_of(turn: Turn, directory: Directory, number: int, per_page: int = PER_PAGE) -> Reply:
    """One page of the results for a turn's words."""
    results, ageless = _search(turn, directory, number, per_page)
    records = [hit.record for hit in results.hits]
    if number == 1 and len(records) < per_page:
        records += _usual(turn, directory, per_page, records)
    if not records:
        return Reply().say(f"{NOTHING if number == 1 else THAT_IS_ALL}\n{numbers.lcss_lines()}")
    reply = Reply().say(_intro(turn, number)) if not ageless else Reply().say(NOT_FOR_THAT_AGE)
    reply.show(records)
    if results.total_pages > number:
        reply.offer([("Show more", "Show me more")])
    return reply


def _search(turn: Turn, directory: Directory, number: int, per_page: int) -> tuple[Results, bool]:
    """Results for the age, or for any age (and ``True``) when there are none."""
    wanted = _query(turn, number, per_page)
    found = directory.search(wanted)
    if found.total_items or wanted.age is None:
        return found, False
    ageless = directory.search(replace(wanted, age=None))
    return ageless, bool(ageless.total_items)


def _query(turn: Turn, number: int, per_page: int) -> SearchQuery:
    topic = TOPICS[turn.intent]
    return SearchQuery(
        text=turn.words or topic.usual,
        kinds=topic.kinds,
        categories=topic.categories,
        audience=turn.audience,
        age=turn.slots.age,
        near=where.near(turn.slots.place),
        page=number,
        per_page=per_page,
    )


def _usual(turn: Turn, directory: Directory, per_page: int, already: list[Record]) -> list[Record]:
    """What people with such a need usually want, to fill the first page."""
    if not TOPICS[turn.intent].usual:
        return []
    wanted = replace(_query(turn, 1, 2 * per_page), text=TOPICS[turn.intent].usual)
    more = [hit.record for hit in directory.search(wanted).hits if hit.record not in already]
    return more[: per_page - len(already)]


def _intro(turn: Turn, number: int) -> str:
    if number > 1:
        return "More that may help:"
    found = where.candidates(turn.slots.place)
    return TOPICS[turn.intent].intro.format(where=f" near {found[0].name}" if len(found) == 1 else "")


class FindService(SignpostAction):
    def name(self) -> str:
        return "action_find_service"

    def answer(self, turn: Turn, directory: Directory) -> Reply:
        return find(turn, directory)


class FindFood(FindService):
    def name(self) -> str:
        return "action_find_food"


class FindMoney(FindService):
    def name(self) -> str:
        return "action_find_money"
