"""What helps after the safeguarding card: other teams that must know, and what else was asked.

The card itself is a response of the domain; nothing here is needed for it.
"""

from __future__ import annotations

from dataclasses import replace

from bot.actions import find
from bot.actions.base import SignpostAction
from bot.actions.replies import Reply
from bot.actions.turn import Turn
from directory_data import seed_files
from directory_data.directory import Directory

ALSO_ASKED = "You also asked about something else:"
ASKED_TOO = 0.12  # a second intent as likely as this beside the concern was meant
OFFICER, KINGFISHER = "designated-officer", "kingfisher-team"


def after_card(turn: Turn, directory: Directory) -> Reply:
    """The Designated Officer or the Kingfisher Team when they apply, then the other question."""
    reply = Reply()
    words = seed_files.load_yaml(seed_files.DATA / "safeguarding.yml")["also"]
    if turn.concern.get("misrouted"):
        reply.say(words["misrouted"])
    if turn.concern.get("allegation") or turn.intent == "report_allegation":
        reply.show([directory.get(OFFICER)])
    if turn.concern.get("exploitation"):
        reply.show([directory.get(KINGFISHER)])
    return reply.then(_also_asked(turn, directory)).remember(topic="", need="", page=1)


def _also_asked(turn: Turn, directory: Directory) -> Reply:
    asked = [
        i for i, confidence in turn.ranking if i in ("find_food", "find_money") and confidence >= ASKED_TOO
    ]
    if not asked:
        return Reply()
    other = find.page_of(replace(turn, intent=asked[0]), directory, 1)
    return Reply().say(ALSO_ASKED).then(other)


class AfterCard(SignpostAction):
    def name(self) -> str:
        return "action_after_card"

    def answer(self, turn: Turn, directory: Directory) -> Reply:
        return after_card(turn, directory)
