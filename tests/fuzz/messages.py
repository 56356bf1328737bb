"""What somebody writes in the chat, as the safeguarding rules read it."""

from __future__ import annotations

from nlu.models import RULES_ALONE
from nlu.reading import Reading
from nlu.safeguarding import NEVER_MISSED, Safeguarding
from tests.fuzz.target import Target, text_of

SEEDS = [
    "my son is 4yo and wont sleep, any groups near Banbury?",
    "h i t s me every nite!!! plz helppp",
    "he’s hurting my step-daughter… I can't go home",
    "Мой сын не говорит. dоes аnyone know",
    "she isn't at risk, I just need a link worker - thanks :)",
    "f.r.e.e.z.i.n.g @ h0me\n\nno f00d 4 days",
]
LONGEST = 60_000
"""Characters; more than is examined."""

_safeguarding = Safeguarding()


def read(data: bytes) -> None:
    """Every message is read, also one that says the same many times, as half of the first bytes ask for."""
    text = _repeated(data)
    reading = Reading.of(text, RULES_ALONE)
    assert not reading.unread
    assert reading.cleaned or not _has_a_word(text), "a message that holds a word was emptied"
    assert reading.plain or not reading.cleaned


def hear(data: bytes) -> None:
    """A risk is heard whatever stands around it, up to a line break in the input and after it."""
    before, _, after = text_of(data).partition("\n")
    assert _safeguarding.assess(f"{before}. {NEVER_MISSED}. {after}").level is not None


def _repeated(data: bytes) -> str:
    times = 1 << (data[0] % 16) if data and data[0] > 127 else 1
    return (text_of(data[1:]) * times)[:LONGEST]


def _has_a_word(text: str) -> bool:
    return any(c.isascii() and c.isalpha() for c in text)


TARGETS = [
    Target("message", read, [bytes([times]) + text.encode() for times in (0, 137) for text in SEEDS]),
    Target("risk", hear, [text.encode() for text in [*SEEDS, "before\nafter"]]),
]
