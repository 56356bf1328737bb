"""Answers a chat message: safety first and in this process, then Rasa, and without Rasa when it is down."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from directory_data.directory import Directory
from directory_data.vocabulary import Audience
from nlu.escalation import Escalation
from nlu.handed_over import facts_of
from nlu.labels import ALLEGATION, CATEGORIES
from nlu.memory import Memory
from nlu.reading import Reading
from nlu.safeguarding import Assessment
from web import cards, metrics, offline_answers, rasa_replies
from web.conversations import Conversation, Conversations
from web.errors import BotUnavailable
from web.offline_answers import Asked
from web.rasa_client import RasaClient
from web.rasa_replies import Message, RasaReply
from web.safety import Safety

logger = logging.getLogger(__name__)

NOT_READ = "out_of_scope"
PATIENCE_IN_EMERGENCY = 0.5
"""Seconds that a safeguarding card waits for what Rasa may add to it."""
PATIENCE_BEHIND_OTHERS = 0.05
"""The same while other people's messages are with Rasa: a card does not queue."""


@dataclass
class Reply:
    """What is said to one message."""

    conversation_id: str
    audience: Audience | None
    intent: str
    escalation: Escalation | None
    messages: list[Message]
    """What comes after the card."""
    sources: list[dict[str, Any]]
    degraded: bool

    def as_contract(self) -> dict[str, Any]:
        """The JSON of the chat contract, the card leading the messages."""
        return {
            "conversation_id": self.conversation_id,
            "audience": self.audience.value if self.audience else None,
            "intent": self.intent,
            "escalation": cards.structured(self.escalation),
            "messages": [*cards.messages(self.escalation), *self.messages],
            "sources": self.sources,
            "degraded": self.degraded,
        }


@dataclass
class Heard:
    """A message after the safety check, before anything else was done with it."""

    text: str
    conversation: Conversation
    before: Memory
    """What was remembered when the message came."""
    reading: Reading | None
    assessment: Assessment
    escalation: Escalation | None

    @property
    def is_immediate(self) -> bool:
        return self.escalation is not None and self.escalation.level == "immediate"


@dataclass
class Gateway:
    """The one entrance to the chat for the API and for the page; safe to share between threads."""

    safety: Safety
    rasa: RasaClient
    directory: Directory
    conversations: Conversations
    longest: int
    """Characters of a message that Rasa is given."""

    def hear(self, message: str, conversation_id: str | None, audience: Audience | None) -> Heard:
        """The safety check: whatever is wrong with a message, this comes first."""
        conversation = self.conversations.find(conversation_id)
        conversation.chosen = audience or conversation.chosen
        before = conversation.memory
        assessment, conversation.memory, reading = self.safety.judge(message, before)
        escalation = self.safety.escalation(assessment, conversation.audience)
        if (
            conversation.id == conversation_id
        ):  # what was heard counts, also when a limit ends the answer here
            self.conversations.keep(conversation)
        return Heard(message, conversation, before, reading, assessment, escalation)

    def card_only(self, heard: Heard, note: str) -> Reply:
        """The card for a message that is not answered otherwise, with the reason why it is not."""
        self.conversations.keep(heard.conversation)
        return _reply(heard, RasaReply(messages=[rasa_replies.text(note)]), degraded=False)

    def answer(self, heard: Heard) -> Reply:
        """The whole reply, by Rasa or without it."""
        self.conversations.keep(heard.conversation)
        try:
            said = self._ask_rasa(heard)
        except Exception as error:  # whatever Rasa did, card and answer must come
            if not isinstance(error, BotUnavailable):
                logger.error("Rasa's reply could not be used: %s", type(error).__name__)
            return _reply(heard, _readable(heard, self._without_rasa(heard)), degraded=True)
        category = said.intent if said.intent in CATEGORIES else said.concern
        if said.cards and category in CATEGORIES and not heard.is_immediate:
            # Rasa runs the same detectors on its own; either of us may escalate.
            heard.assessment = Assessment(
                level="immediate", category=category, other_language=heard.assessment.other_language
            )
            heard.escalation = self.safety.escalation(heard.assessment, heard.conversation.audience)
        return _reply(heard, _readable(heard, said), degraded=False)

    def _ask_rasa(self, heard: Heard) -> RasaReply:
        items = self.rasa.reply(
            heard.conversation.id,
            heard.text[: self.longest],
            self._told(heard),
            at_most=PATIENCE_IN_EMERGENCY if heard.is_immediate else None,
            behind_others=PATIENCE_BEHIND_OTHERS if heard.is_immediate else None,
        )
        said = rasa_replies.read(items)
        if not said.messages and not said.cards and not heard.is_immediate:
            raise BotUnavailable("nothing to say")
        return said

    def _told(self, heard: Heard) -> dict[str, Any]:
        """What Rasa is told beside the message, so that it need not read it a second time."""
        escalation, audience = heard.escalation, heard.conversation.audience
        understood = self.safety.understand(heard.reading)  # by itself, as Rasa reads a message
        facts = facts_of(understood) if understood else None
        return {
            "audience": audience.value if audience else None,
            "escalated": heard.is_immediate,
            "category": escalation.category if escalation else None,
            **({"understood": facts} if facts else {}),
        }

    def _without_rasa(self, heard: Heard) -> RasaReply:
        if heard.is_immediate:
            return RasaReply()
        understanding = self.safety.understand(heard.reading, heard.before)
        return offline_answers.answer(
            Asked(heard.text, heard.conversation.audience, understanding), self.directory
        )


def _readable(heard: Heard, said: RasaReply) -> RasaReply:
    """To a message that is not English nothing but search results: every other answer was a guess."""
    if heard.assessment.other_language is None or heard.is_immediate:
        return said
    found = [message for message in said.messages if message["type"] == "services"]
    led = [rasa_replies.text(cards.words_before_results()), *found] if found else []
    return RasaReply(messages=led, intent=NOT_READ, sources=said.sources if found else [])


def _reply(heard: Heard, said: RasaReply, *, degraded: bool) -> Reply:
    metrics.count_reply(heard.escalation.level if heard.escalation else None, degraded=degraded)
    return Reply(
        conversation_id=heard.conversation.id,
        audience=said.audience or heard.conversation.audience,
        intent=_intent(heard, said),
        escalation=heard.escalation,
        messages=_after_card(heard, said),
        sources=said.sources,
        degraded=degraded,
    )


def _intent(heard: Heard, said: RasaReply) -> str:
    """An immediate concern is named the same whether or not Rasa is up."""
    if heard.escalation and heard.is_immediate:
        return ALLEGATION if heard.assessment.allegation else heard.escalation.category
    return said.intent or "out_of_scope"


def _after_card(heard: Heard, said: RasaReply) -> list[Message]:
    """Rasa's own words on the concern would only repeat the card."""
    if heard.escalation and heard.is_immediate:
        stated = heard.escalation.lines
        return [m for m in said.messages if m not in said.plain and m.get("text") not in stated]
    if said.plain or not said.cards:
        return said.messages
    return [*map(rasa_replies.text, said.cards), *said.messages]
