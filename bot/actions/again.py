"""Answers the last question again, now that place, age or audience is known."""

from __future__ import annotations

from collections.abc import Callable

from bot.actions import contact_lcss, find, glossary, guidance, link_worker, opening_hours
from bot.actions.replies import Reply
from bot.actions.turn import Turn
from directory_data.directory import Directory

ANSWERS: dict[str, Callable[[Turn, Directory], Reply]] = {
    **dict.fromkeys(find.TOPICS, find.find),
    **dict.fromkeys(guidance.TOPICS, guidance.guidance),
    "find_link_worker": link_worker.link_worker,
    "contact_lcss": contact_lcss.contact,
    "ask_glossary": glossary.glossary,
    "ask_opening_hours": opening_hours.opening_hours,
}


def answered_again(turn: Turn, directory: Directory) -> Reply | None:
    """The answer to the last question as things are now; ``None`` when there was no question."""
    answer = ANSWERS.get(turn.slots.topic)
    return answer(turn.asking_again(), directory) if answer else None
