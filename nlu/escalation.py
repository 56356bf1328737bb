"""The card a worried person gets: reviewed words, the contacts that apply, and who answers now.

The words are in ``directory_data/data/safeguarding.yml``; the numbers come from the contact records.
Neither the index nor the store is needed.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

import msgspec

from directory_data import core_sentences, emergency, opening_times, seed_files
from directory_data.emergency import EmergencyContact
from directory_data.vocabulary import Audience
from nlu.safeguarding import Assessment


class Escalation(msgspec.Struct, frozen=True):
    """What is shown before anything else."""

    level: str
    """``immediate``: the whole card; ``check``: one line and a question."""
    category: str
    contacts: list[EmergencyContact]
    heading: str
    lines: list[str]
    """Sentences in the order to read them."""
    steps: list[str]
    choices: list[dict[str, str]]
    """Answers to the check question, as ``{"label", "message"}``."""
    language: str | None = None
    """What the message is written in when that is not English: core sentences are shown in it, or in all."""

    @property
    def text(self) -> str:
        """The card as plain text, for a reply that is read or printed."""
        steps = [f"- {step}" for step in self.steps]
        return "\n".join([self.heading, *self.lines, *steps])


def escalation_for(
    assessment: Assessment, audience: Audience | None, at: dt.datetime | None = None
) -> Escalation | None:
    """The escalation for an assessment at a moment (now by default); ``None`` when none is due."""
    moment = at or opening_times.now()
    if assessment.level == "immediate":
        return _immediate(assessment, audience, moment)
    if assessment.level == "check":
        return _check(assessment, moment)
    return None


def _immediate(assessment: Assessment, audience: Audience | None, at: dt.datetime) -> Escalation:
    speaker = _wording()["immediate"][_speaker(assessment, audience)]
    also, extra = _also(assessment)
    return Escalation(
        level="immediate",
        category=assessment.category or "immediate_risk",
        contacts=emergency.contacts([*emergency.answering_first(at), *extra], at),
        heading=speaker["heading"],
        lines=[
            speaker["now"],
            speaker["ring"].format(**_ring_order(at)),
            *also,
            _wording()["category"][assessment.category or "immediate_risk"],
        ],
        steps=speaker["steps"],
        choices=[],
        language=assessment.other_language,
    )


def _check(assessment: Assessment, at: dt.datetime) -> Escalation:
    words = _wording()["check"]
    labels = _answers(assessment.other_language)
    return Escalation(
        level="check",
        category=assessment.category or "immediate_risk",
        contacts=emergency.contacts(emergency.answering_first(at), at),
        heading=words["question"],
        lines=[
            *([words["other_language"]] if assessment.other_language else []),
            words["line"].format(**_ring_order(at)),
        ],
        steps=[],
        choices=[
            {"label": label, "message": words[answer]}
            for answer, label in zip(("yes", "no"), labels, strict=True)
        ],
        language=assessment.other_language,
    )


def _answers(language: str | None) -> tuple[str, str]:
    """What the buttons say, in the language of the message if we have it; what they send stays English."""
    known = core_sentences.in_language(language) if language else []
    if len(known) == 1:
        return known[0].yes, known[0].no
    words = _wording()["check"]
    return words["yes"], words["no"]


def _also(assessment: Assessment) -> tuple[list[str], list[str]]:
    """More sentences and more contacts, when they apply."""
    words = _wording()["also"]
    sentences, contacts = [], []
    if assessment.misrouted:
        sentences.append(words["misrouted"])
    if assessment.allegation:
        sentences.append(words["allegation"])
        contacts.append("designated-officer")
    if assessment.exploitation:
        sentences.append(words["exploitation"])
        contacts.append("kingfisher-team")
    return sentences, contacts


def _speaker(assessment: Assessment, audience: Audience | None) -> str:
    if assessment.child_speaking:
        return "child"
    return "practitioner" if audience is Audience.PRACTITIONER else "public"


def _ring_order(at: dt.datetime) -> dict[str, str]:
    """``{first}`` is the social work team that answers now, with its number; ``{second}`` the next way."""
    open_first = emergency.answering_first(at)[1]
    team = emergency.contacts([open_first], at)[0]
    police = emergency.contacts([emergency.POLICE], at)[0]
    return {"first": f"{_named(team)} on {team.phone}", "second": f"the police on {police.phone}"}


def _named(contact: EmergencyContact) -> str:
    return contact.name if contact.name == "MASH" else f"the {contact.name}"


@lru_cache(maxsize=1)
def _wording() -> dict[str, Any]:
    words: dict[str, Any] = seed_files.load_yaml(seed_files.DATA / "safeguarding.yml")
    return words
