"""What an abbreviation stands for."""

from __future__ import annotations

from bot.actions import guidance, numbers
from bot.actions.base import SignpostAction
from bot.actions.best_answer import best_answer
from bot.actions.replies import Reply
from bot.actions.turn import Turn
from directory_data.analysis import content_words, words
from directory_data.directory import Directory
from directory_data.models import Record
from directory_data.search import SearchQuery

GLOSSARY = frozenset({"glossary"})
ABOUT_LETTERS = frozenset(
    "abbreviation acronym define definition letters mean meaning means short stand stands term word".split()
)


def glossary(turn: Turn, directory: Directory) -> Reply:
    """The entry for the letters asked about; guidance that uses them when there is none."""
    asked = [word for word in content_words(turn.text) if word not in ABOUT_LETTERS]
    entry = _entry(asked, directory)
    if entry:
        text = f"**{entry.name}**\n\n{entry.summary}\n\n[Read more]({entry.page})"
        return Reply(records=[entry]).say(text)
    answer = best_answer(" ".join(asked), turn.audience, GLOSSARY, directory)
    if answer:
        return Reply(records=[answer.record]).say(guidance.in_words(answer))
    return Reply().say(f"{guidance.NOT_FOUND}\n{numbers.lcss_lines()}")


def _entry(asked: list[str], directory: Directory) -> Record | None:
    """The likeliest glossary entry that is named with one of the words."""
    hits = directory.search(SearchQuery(text=" ".join(asked), categories=GLOSSARY, per_page=5)).hits
    named = [hit.record for hit in hits if set(asked) & _names(hit.record)]
    return named[0] if named else None


def _names(record: Record) -> set[str]:
    return {word for name in (record.name, *record.alternate_names) for word in words(name)}


class AnswerGlossary(SignpostAction):
    def name(self) -> str:
        return "action_answer_glossary"

    def answer(self, turn: Turn, directory: Directory) -> Reply:
        return glossary(turn, directory)
