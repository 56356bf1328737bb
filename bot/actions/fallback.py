"""Not understood: "did you mean" when it is a close call, what the search finds when it is not."""

from __future__ import annotations

from dataclasses import replace

from bot.actions import numbers
from bot.actions.again import ANSWERS
from bot.actions.base import SignpostAction
from bot.actions.choices import CHOICES, SAFETY, STARTS
from bot.actions.replies import Reply
from bot.actions.turn import Turn
from directory_data.directory import Directory
from directory_data.search import SearchQuery

MOST_OFFERED = 3
LIKELY = 0.08  # less than this is a guess not worth a button
WORTH_GIVING = 0.25  # from here the likeliest answer helps more than the question whether it is wanted
DID_YOU_MEAN = "I am not sure I understood. Did you mean one of these? If not, say it in other words."
NOT_WHAT_YOU_MEANT = "If that is not what you meant, say it in other words or choose:"
CLOSEST = "I am not sure I understood. These are the closest things I have:"
LOST = "I did not understand that. Tell me in a few words what you need, or ring LCSS and talk to a person:"
OR_RING = "Or ring LCSS and talk to a person:"


def fallback(turn: Turn, directory: Directory) -> Reply:
    """Choices by likelihood, or search results, and always a person to ring."""
    likely = likely_intents(turn)
    if turn.band == "unsure" and likely:
        return _likeliest(turn, likely, directory)
    hits = []
    if turn.need:
        hits = directory.search(
            SearchQuery(text=turn.words, audience=turn.audience, per_page=MOST_OFFERED)
        ).hits
    if not hits:
        return Reply().say(f"{LOST}\n{numbers.lcss_lines()}").offer(STARTS)
    return Reply().say(CLOSEST).show(hit.record for hit in hits).say(f"{OR_RING}\n{numbers.lcss_lines()}")


def likely_intents(turn: Turn) -> list[str]:
    """The likeliest intents that have a name for people."""
    likely = [intent for intent, confidence in turn.ranking if confidence >= LIKELY and intent in CHOICES]
    return likely[:MOST_OFFERED]


def _likeliest(turn: Turn, likely: list[str], directory: Directory) -> Reply:
    """The answer to the likeliest question, if it can be given, and the others to choose from."""
    answer = ANSWERS.get(likely[0])
    worth_giving = answer and dict(turn.ranking)[likely[0]] >= WORTH_GIVING
    if not answer or not worth_giving:
        return Reply().say(DID_YOU_MEAN).offer([*(CHOICES[intent] for intent in likely), SAFETY])
    others = [CHOICES[intent] for intent in likely[1:]]
    reply = answer(replace(turn, intent=likely[0]), directory)
    return reply.say(NOT_WHAT_YOU_MEANT).offer([*others, SAFETY])


class Fallback(SignpostAction):
    def name(self) -> str:
        return "action_fallback"

    def answer(self, turn: Turn, directory: Directory) -> Reply:
        return fallback(turn, directory)
