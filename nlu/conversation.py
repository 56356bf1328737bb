"""Judges the conversation, not the sentence: some concerns are clear only on the third message.

Three things can raise what one message alone would not: a yes to the check question, words that go on from
an earlier worry ("he's back"), and the last messages read as one. What was answered as immediate is not
raised again by later ordinary messages; ``memory.escalated`` keeps the card in reach.
"""

from __future__ import annotations

import msgspec

from nlu.labels import Category, Level
from nlu.memory import Memory, joined
from nlu.reading import Reading, Scores
from nlu.rules.matching import hits
from nlu.safeguarding import RANK, Assessment, Safeguarding, default
from nlu.thresholds import thresholds

__all__ = ["Memory", "judge", "judge_reading"]

SHORT = 12  # words; a longer message says itself what it means
BRIEF, BEGINNING = 8, 3  # words: of an answer to the check question, and of one that goes on to explain


def judge(text: str, memory: Memory, safeguarding: Safeguarding | None = None) -> tuple[Assessment, Memory]:
    """The concern in this message given what was said before, and what to remember of it."""
    detectors = safeguarding or default()
    return judge_reading(Reading.of(text, detectors.models), memory, detectors)


def judge_reading(reading: Reading, memory: Memory, safeguarding: Safeguarding) -> tuple[Assessment, Memory]:
    """The same for a message that has been read already."""
    own = safeguarding.assess_reading(reading, memory)
    found = own if own.level == "immediate" else _raised(own, reading, memory, safeguarding)
    return found, _remembered(found, own, reading, memory)


def _raised(own: Assessment, reading: Reading, memory: Memory, safeguarding: Safeguarding) -> Assessment:
    """What the conversation makes of a message that is not immediate by itself."""
    if memory.check_pending and _answers_yes(reading):
        return _immediate(own, memory)
    if _goes_on(reading, memory):
        return _immediate(own, memory)
    joined = _joined(own, reading, memory, safeguarding)
    return joined if RANK[joined.level] > RANK[own.level] else own


def _answers_yes(reading: Reading) -> bool:
    """A yes in a few words, or one that a longer message begins with: not that of "we have food, yes"."""
    words = reading.plain.split()
    said = reading.hits if len(words) <= BRIEF else hits(" ".join(words[:BEGINNING]))
    yes = any("yes" in hit.rule.marks for hit in said)
    return yes and not (_says(reading, "no") and not _says_unsafe(reading))


def _says_unsafe(reading: Reading) -> bool:
    return "not safe" in reading.plain or "not be safe" in reading.plain


def _goes_on(reading: Reading, memory: Memory) -> bool:
    """``he's back`` after something worrying."""
    worried = memory.strongest >= thresholds().context_score or memory.escalated is not None
    return worried and len(reading.plain.split()) <= SHORT and _says(reading, "again")


def _joined(own: Assessment, reading: Reading, memory: Memory, safeguarding: Safeguarding) -> Assessment:
    """The last messages read as one; counts only where this message adds to what was known."""
    limits = thresholds()
    if not memory.recent or memory.escalated == "immediate":
        return own
    text = joined([*memory.recent, reading.cleaned])
    if Scores.of(text, safeguarding.models).best < limits.joined_check_score:
        return own  # nearly always; the rest of a reading is not needed then
    whole = safeguarding.assess(text, memory)
    if whole.score <= max(memory.strongest, own.score):
        return own
    if whole.score >= limits.joined_score:
        return msgspec.structs.replace(whole, level="immediate")
    if whole.score >= limits.joined_check_score:
        return msgspec.structs.replace(whole, level="check")
    return own


def _immediate(own: Assessment, memory: Memory) -> Assessment:
    category = own.category or memory.category or Category.IMMEDIATE_RISK.value
    return msgspec.structs.replace(
        own,
        level="immediate",
        category=category,
        allegation=own.allegation or memory.allegation,
        exploitation=own.exploitation or memory.exploitation,
        other_language=own.other_language or memory.other_language,
        police=own.police or category == Category.IMMEDIATE_RISK.value,
    )


def _remembered(found: Assessment, own: Assessment, reading: Reading, memory: Memory) -> Memory:
    level: Level | None = max(found.level, memory.escalated, key=RANK.__getitem__)
    stronger = found.score >= memory.strongest or RANK[found.level] > RANK[memory.escalated]
    return Memory(
        turns=memory.turns + 1,
        strongest=max(own.score, memory.strongest),
        category=found.category if stronger and found.category else memory.category,
        check_pending=found.level == "check",
        escalated=level,
        audience=reading.audience.value if reading.audience else memory.audience,
        child_speaking=found.child_speaking,
        allegation=found.allegation or memory.allegation,
        exploitation=found.exploitation or memory.exploitation,
        other_language=found.other_language or memory.other_language,
        recent=() if found.level == "immediate" else memory.heard(reading.cleaned),
    )


def _says(reading: Reading, mark: str) -> bool:
    return any(mark in hit.rule.marks for hit in reading.hits)
