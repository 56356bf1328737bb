"""When something is open, whether it is open now, and what answers while it is closed."""

from __future__ import annotations

from bot.actions import need, numbers, where
from bot.actions.base import SignpostAction
from bot.actions.replies import Reply
from bot.actions.turn import Turn
from directory_data import emergency, opening_times
from directory_data.analysis import content_words, stem, words
from directory_data.directory import Directory
from directory_data.models import Record
from directory_data.search import SearchQuery
from directory_data.vocabulary import Kind

ABOUT_TIME = frozenset(
    """open opens opening hours hour time times close closes closed closing shut shuts today tonight tomorrow
    now weekend weekends saturday sunday monday tuesday wednesday thursday friday evening evenings night late
    bank holiday holidays christmas easter ring call phone start finish""".split()
)
PLACES_TO_RING = frozenset({Kind.CONTACT, Kind.SERVICE, Kind.FOOD, Kind.FINANCE})
UNKNOWN = "The directory does not say when {name} is open. Ring first to check."
NOT_LISTED = "I do not have opening hours for that."
WHOSE = "These are the hours of the teams people ask about most:"


def opening_hours(turn: Turn, directory: Directory) -> Reply:
    """The hours of the record that was asked about."""
    asked = " ".join(word for word in content_words(turn.text) if word not in ABOUT_TIME)
    if need.is_empty(asked):
        return Reply().say(f"{WHOSE}\n{numbers.lcss_lines()}\n\n{numbers.mash_line()}")
    hits = directory.search(
        SearchQuery(
            text=asked,
            kinds=PLACES_TO_RING,
            near=where.near(turn.slots.place),
            audience=turn.audience,
            per_page=1,
        )
    ).hits
    if not hits or not _is_about(hits[0].record, asked):
        return Reply().say(f"{NOT_LISTED} {WHOSE}\n{numbers.lcss_lines()}\n\n{numbers.mash_line()}")
    record = hits[0].record
    reply = Reply().say(in_words(record)).show([record])
    return reply.remember(topic=turn.intent, need=need.words_kept(turn.text, directory), page=1)


def of_mash(directory: Directory) -> Reply:
    """The hours of MASH and of the team that answers at all other times."""
    teams = [directory.get(key) for key in (emergency.MASH, emergency.OUT_OF_HOURS)]
    reply = Reply().say("\n\n".join(map(in_words, teams))).show(teams)
    return reply.say(numbers.mash_line())


def asks_about_time(text: str) -> bool:
    """``is MASH open on Saturday``, ``out of hours``."""
    return bool({"open", "hours", "closed", "weekend", "saturday", "sunday"} & set(words(text)))


def _is_about(record: Record, asked: str) -> bool:
    """Whether the question has a word of the record's names; hours of something else would mislead."""
    names = {stem(word) for name in (record.name, *record.alternate_names) for word in words(name)}
    return bool(names & {stem(word) for word in content_words(asked)})


def in_words(record: Record) -> str:
    """``LCSS North: Monday to Thursday …. It is closed now and opens tomorrow at 8.30am.``"""
    hours = record.schedule_note or opening_times.in_words(record.schedules)
    if not hours or "gives no" in hours:
        return UNKNOWN.format(name=record.name)
    return f"{record.name}: {hours.rstrip('.')}.{_state(record)}"


def _state(record: Record) -> str:
    if not record.schedules and not record.covers:
        return ""
    now = opening_times.now()
    if emergency.is_open_now(record, now):
        return " It is open now."
    opens = opening_times.next_opening(record.schedules, now)
    return (
        f" It is closed now and opens {opening_times.moment_in_words(opens, now)}."
        if opens
        else " It is closed now."
    )


class OpeningHours(SignpostAction):
    def name(self) -> str:
        return "action_opening_hours"

    def answer(self, turn: Turn, directory: Directory) -> Reply:
        return opening_hours(turn, directory)
