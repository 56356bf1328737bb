"""The safety check as the web process uses it: a failure inside it never lets a message pass unseen."""

from __future__ import annotations

import logging
from typing import NamedTuple

from directory_data.settings import Settings
from directory_data.vocabulary import Audience
from nlu import models
from nlu.conversation import judge_reading
from nlu.escalation import Escalation, escalation_for
from nlu.memory import Memory
from nlu.reading import Glance, Reading
from nlu.safeguarding import Assessment, Safeguarding, detectors_ready
from nlu.understand import Understander, Understanding
from web.turns import Turns

logger = logging.getLogger(__name__)

UNJUDGED = Assessment(level="check")
"""For a message that no detector could read: the person is asked."""
LONGEST_TURN, LONGEST_WAIT = 0.25, 5.0  # seconds; a message is read in some 10 milliseconds
CALM = 0.0
AT_ONCE = 2.0
"""More urgent than any worry: a message is looked at, which takes a millisecond, before others are read."""


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
        self._turns = Turns(LONGEST_TURN, LONGEST_WAIT)

    def judge(self, message: str, memory: Memory) -> Judged:
        """The assessment of a message in its conversation; when nothing can judge it, a question is asked.

        Of several messages that come together the most worrying is read first.
        """
        for detectors in (self._all, self._rules_only):
            try:
                with self._turns.turn(AT_ONCE) as turn:
                    glance = Glance.of(message, detectors.models)
                    turn.give_way(_urgency(glance, memory))
                    reading = Reading.after(glance, detectors.models)
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

    def detectors(self) -> dict[str, bool]:
        """Which of the three detectors work; tried in its turn, as an ordinary message is read."""
        with self._turns.turn(CALM):
            return detectors_ready(self._all)


def _urgency(glance: Glance, memory: Memory) -> float:
    """From 0 to 1 in tenths, so that ordinary messages are read in the order in which they came.

    An answer to the question whether a child is safe is as urgent as can be.
    """
    return 1.0 if memory.check_pending else round(max(glance.worry, memory.strongest), 1)
