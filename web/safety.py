"""The safety check as the web process uses it: a failure inside it never lets a message pass unseen."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from directory_data.settings import Settings
from directory_data.vocabulary import Audience
from nlu import models
from nlu.conversation import judge_reading
from nlu.escalation import Escalation, escalation_for
from nlu.memory import Memory
from nlu.reading import Reading
from nlu.safeguarding import Assessment, Safeguarding, detectors_ready
from nlu.understand import Understander, Understanding

logger = logging.getLogger(__name__)

UNJUDGED = Assessment(level="check")
"""For a message that no detector could read: the person is asked."""
LONGEST_WAIT = 0.25
"""Seconds for the turn of a message to be read; then it is read beside the one that takes so long."""


class Judged(NamedTuple):
    """A message after the safety check."""

    assessment: Assessment
    memory: Memory
    """For the next message."""
    reading: Reading | None
    """What was read for it, for whoever asks more of the message; ``None`` when that failed."""


class Safety:
    """Judges messages and writes the escalation; safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        found = models.load(settings)
        if found.problem:
            logger.error("no trained language model (%s): safeguarding rules work alone", found.problem)
        self._all = Safeguarding(found)
        self._rules_only = Safeguarding()
        self._understander = Understander(settings, found=found)
        self._reading = threading.Lock()

    def judge(self, message: str, memory: Memory) -> Judged:
        """The assessment of a message in its conversation; when nothing can judge it, a question is asked."""
        with self._turn():
            for detectors in (self._all, self._rules_only):
                try:
                    reading = Reading.of(message, detectors.models)
                    found, after = judge_reading(reading, memory, detectors)
                except Exception as error:
                    logger.critical("the safety check failed: %s", type(error).__name__)
                    continue
                return Judged(UNJUDGED if found.unread else found, after, reading)
            return Judged(UNJUDGED, memory, None)

    def escalation(self, assessment: Assessment, audience: Audience | None) -> Escalation | None:
        """What is shown before anything else, if anything."""
        return escalation_for(assessment, audience)

    def understand(self, reading: Reading | None, memory: Memory | None = None) -> Understanding | None:
        """What a message that was judged asks for, or ``None`` when that cannot be told."""
        try:
            return self._understander.understand_reading(reading, memory) if reading else None
        except Exception as error:
            logger.error("understanding failed: %s", type(error).__name__)
            return None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One message is read at a time, in a few milliseconds each.

        Threads that read side by side take the interpreter from each other all the time: with 50 people all
        of them waited two to three times as long, and the one at risk with them.
        """
        mine = self._reading.acquire(timeout=LONGEST_WAIT)
        try:
            yield
        finally:
            if mine:
                self._reading.release()

    def detectors(self) -> dict[str, bool]:
        """Which of the three detectors work."""
        return detectors_ready(self._all)
