"""The telephone numbers that must be there when nothing else is; from the reviewed files, not the index."""

from __future__ import annotations

from bot.actions.replies import Reply
from bot.actions.turn import Turn
from directory_data import core_sentences, emergency, opening_times, seed_files
from directory_data.emergency import EmergencyContact

LCSS = ("lcss-north", "lcss-central", "lcss-south")
FAILED = "I cannot look that up just now. These people can help you."
WORRIED = "Worried about a child's safety?"


def instead_of_an_answer() -> Reply:
    """What is said when the directory cannot be read."""
    return Reply().say("\n\n".join([FAILED, lcss_lines(), mash_line()]))


def lcss_lines() -> str:
    """The three area teams, a line each."""
    return "\n".join(f"- {in_words(contact)}" for contact in emergency.contacts(LCSS, opening_times.now()))


def mash_line() -> str:
    """Whom to ring about a child's safety at this moment."""
    now = opening_times.now()
    _, first, second = emergency.contacts(emergency.answering_first(now), now)
    return (
        f"{WORRIED} Ring {_named(first)} on {first.phone} (open now). "
        f"When it is closed, ring {_named(second)} on {second.phone}. In danger this minute? Ring 999."
    )


def in_words(contact: EmergencyContact) -> str:
    """``LCSS North: 0345 241 2703. Monday to Thursday …. Closed now``."""
    state = "Open now" if contact.open_now else "Closed now"
    return f"{contact.name}: {contact.phone}. {contact.hours}. {state}."


def _named(contact: EmergencyContact) -> str:
    return contact.name if contact.key == emergency.MASH else f"the {contact.name}"


def led_by_check(reply: Reply, turn: Turn) -> Reply:
    """A reply led by the MASH line when a message might be about a child's safety.

    The web gateway does this itself; this is for the shell and any other channel.
    """
    if turn.from_gateway or turn.concern.get("level") != "check":
        return reply
    words = seed_files.load_yaml(seed_files.DATA / "safeguarding.yml")["check"]
    asked = Reply().say(f"{words['question']} {mash_line()}")
    language = turn.concern.get("other_language")
    if not language:
        return asked.then(reply)
    sentences = "\n\n".join([*core_sentences.paragraphs(language), words["other_language"]])
    return Reply().say(sentences).then(asked).then(reply.results_only(words["results"]))
