"""The safety check as the web process uses it: a failure inside it never lets a message pass unseen."""

from __future__ import annotations

import logging

from directory_data.settings import Settings
from directory_data.vocabulary import Audience
from nlu import models
from nlu.conversation import judge
from nlu.escalation import Escalation, escalation_for
from nlu.memory import Memory
from nlu.safeguarding import Assessment, Safeguarding, detectors_ready
from nlu.understand import Understander, Understanding

logger = logging.getLogger(__name__)

UNJUDGED = Assessment(level="check")
"""For a message that no detector could read: the person is asked."""


class Safety:
    """Judges messages and writes the escalation; safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        found = models.load(settings)
        if found.problem:
            logger.error("no trained language model (%s): safeguarding rules work alone", found.problem)
        self._all = Safeguarding(found)
        self._rules_only = Safeguarding()
        self._understander = Understander(settings, found=found)

    def judge(self, message: str, memory: Memory) -> tuple[Assessment, Memory]:
        """The assessment of a message in its conversation; when nothing can judge it, a question is asked."""
        for detectors in (self._all, self._rules_only):
            try:
                found, after = judge(message, memory, detectors)
            except Exception as error:
                logger.critical("the safety check failed: %s", type(error).__name__)
                continue
            return (UNJUDGED if found.unread else found), after
        return UNJUDGED, memory

    def escalation(self, assessment: Assessment, audience: Audience | None) -> Escalation | None:
        """What is shown before anything else, if anything."""
        return escalation_for(assessment, audience)

    def understand(self, message: str, memory: Memory) -> Understanding | None:
        """What the message asks for, or ``None`` when that cannot be told."""
        try:
            return self._understander.understand(message, memory)
        except Exception as error:
            logger.error("understanding failed: %s", type(error).__name__)
            return None

    def detectors(self) -> dict[str, bool]:
        """Which of the three detectors work."""
        return detectors_ready(self._all)
