"""The people of a load run, as Locust plays them: each has a conversation, thinks, and comes back as another.

``python -m locust -f tests/load/people.py``; ``tests/load/runs.py`` calls it so.
"""

from __future__ import annotations

import random
import secrets
from argparse import ArgumentParser
from itertools import count

import gevent
from locust import FastHttpUser, events, task

from tests.load.conversations import Concern, conversations, with_new_words
from tests.load.names import CONVERSATION, DEGRADED, ORDINARY, SAFEGUARDING

CHAT, RASA = "/api/chat", "/webhooks/rest/webhook"
_numbers = count()
_chances = random.Random(7)  # noqa: S311  the same order of conversations in every run
_letters = random.Random(8)  # noqa: S311  apart from the order, which new words leave as it is


@events.init_command_line_parser.add_listener
def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--thinking", type=float, default=0.6, help="Mean seconds between two messages.")
    parser.add_argument("--new-words", action="store_true", help="Say what nobody said before.")
    parser.add_argument("--stock", action="store_true", help="Talk to Rasa's own REST channel.")


class Person(FastHttpUser):
    """Talks for as long as the run lasts, in one conversation after the other."""

    connection_timeout = network_timeout = 60.0

    def on_start(self) -> None:
        self.think()  # so that not all speak at once

    def think(self) -> None:
        mean = self.environment.parsed_options.thinking
        gevent.sleep(_chances.uniform(0.5, 1.5) * mean)

    @task
    def converse(self) -> None:
        """One conversation, as a new visitor with an address of their own."""
        chosen = _chances.choice(conversations())
        ask = self._stock if self.environment.parsed_options.stock else self._signpost
        address, known = _address(), secrets.token_urlsafe(24)
        for message in chosen.says:
            concern = isinstance(message, Concern)
            known = ask(message.concern if concern else self._said(message), concern, known, address)
            self.think()
        self._note(CONVERSATION)

    def _said(self, message: str) -> str:
        """An ordinary message, with new words where the run has them."""
        return with_new_words(message, _letters) if self.environment.parsed_options.new_words else message

    def _signpost(self, text: str, concern: bool, conversation: str, address: str) -> str:
        """Returns the conversation's id."""
        with self.client.post(
            CHAT,
            json={"message": text, "conversation_id": conversation},
            headers={"X-Forwarded-For": address},
            name=SAFEGUARDING if concern else ORDINARY,
            catch_response=True,
        ) as answer:
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}")
                return conversation
            reply = answer.json()
            if concern and (reply["escalation"] or {}).get("level") != "immediate":
                answer.failure("a concern without the card")
            if reply["degraded"]:
                self._note(DEGRADED)
            return str(reply["conversation_id"])

    def _stock(self, text: str, concern: bool, conversation: str, _: str) -> str:
        """The stock bot knows nothing of our subjects: any answer with status 200 counts."""
        name = SAFEGUARDING if concern else ORDINARY
        self.client.post(RASA, json={"sender": conversation, "message": text}, name=name)
        return conversation

    def _note(self, name: str) -> None:
        """Count something that is not a request."""
        self.environment.events.request.fire(
            request_type="note", name=name, response_time=0, response_length=0, exception=None, context={}
        )


def _address() -> str:
    """One of 16 million made-up addresses, so that the limits take each visitor for another person."""
    number = next(_numbers)
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
