"""Answers a question on process or policy with the curated section that fits it best."""

from __future__ import annotations

import re

from bot.actions import need, numbers, opening_hours
from bot.actions.base import SignpostAction
from bot.actions.best_answer import best_answer
from bot.actions.choices import AUDIENCES
from bot.actions.replies import Reply
from bot.actions.turn import Turn
from directory_data.directory import Directory
from directory_data.search import Answer
from directory_data.vocabulary import Audience

LONGEST = 900  # characters; a screen or two on a phone, the page has the rest

# What an intent is about: search words for when the question itself has few, and its categories.
TOPICS: dict[str, tuple[str, frozenset[str]]] = {
    "ask_early_help": ("early help", frozenset({"early-help"})),
    "ask_eha": ("Early Help Assessment EHA", frozenset({"eha-taf"})),
    "ask_taf": ("Team Around the Family TAF", frozenset({"eha-taf"})),
    "ask_no_names": ("No Names Consultation", frozenset({"lcss"})),
    "ask_thresholds": ("Threshold of Needs levels", frozenset({"thresholds"})),
    "ask_information_sharing": ("sharing information consent", frozenset({"information-sharing"})),
    "ask_lado": ("Designated Officer LADO", frozenset({"allegations"})),
    "ask_mash": ("MASH", frozenset({"safeguarding"})),
    "ask_training": ("training", frozenset({"training"})),
    "ask_guidance": ("guidance", frozenset({"practitioner-tools"})),
}
NOT_FOUND = "I have no guidance on exactly that. LCSS can advise you:"
DIFFERS = "The answer is different for families and for people who work with children. Which are you?"


def guidance(turn: Turn, directory: Directory) -> Reply:
    """The best section, its source and a way to read on; asks who is asking only when that changes it."""
    words, _ = TOPICS[turn.intent]
    question = turn.text if not need.is_empty(turn.text) else words
    best = _best(question, turn.intent, turn.audience, directory)
    if best is None:
        return Reply().say(f"{NOT_FOUND}\n{numbers.lcss_lines()}")
    reply = Reply(records=[best.record]).say(in_words(best))
    if turn.intent == "ask_mash":
        reply.say(numbers.mash_line())
    if turn.audience is None and _depends_on_audience(question, turn.intent, directory):
        reply.say(DIFFERS).offer(AUDIENCES)
    return reply.remember(topic=turn.intent, need=need.words_kept(question, directory), page=1)


def in_words(answer: Answer) -> str:
    """A section under its heading, cut at a line when long, with a link to its page."""
    record, section = answer.record, answer.section
    heading, text = (section.heading, section.text) if section else (record.name, record.summary)
    short = shortened(text.strip())
    more = "Read all of it" if short != text.strip() else "Read more"
    return f"**{heading}**\n\n{short}\n\n[{more}: {record.name}]({record.page})"


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text up to the last whole line or sentence that fits."""
    if len(text) <= longest:
        return text
    ends = [match.end() for match in re.finditer(r"\n|(?<=[.!?])\s", text[:longest])]
    return text[: ends[-1] if ends else longest].rstrip()


def _best(question: str, intent: str, audience: Audience | None, directory: Directory) -> Answer | None:
    """The section that fits; with the topic's own words when the question's find nothing."""
    words, categories = TOPICS[intent]
    return best_answer(question, audience, categories, directory) or best_answer(
        f"{words} {question}", audience, categories, directory
    )


def _depends_on_audience(question: str, intent: str, directory: Directory) -> bool:
    """Whether a parent would be given another record than a practitioner."""
    parent, practitioner = (_best(question, intent, audience, directory) for audience in Audience)
    return parent is not None and practitioner is not None and parent.record.key != practitioner.record.key


class AnswerGuidance(SignpostAction):
    def name(self) -> str:
        return "action_answer_guidance"

    def answer(self, turn: Turn, directory: Directory) -> Reply:
        if turn.intent == "ask_mash" and opening_hours.asks_about_time(turn.text):
            return opening_hours.of_mash(directory).remember(topic=turn.intent)
        return guidance(turn, directory)
