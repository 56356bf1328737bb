"""Takes telephone numbers, e-mail addresses and postcodes out of what people write to us.

It rather takes out too much: a wrong number can be named by what it is for.
"""

from __future__ import annotations

import re
import unicodedata

from directory_data.postcodes import FULL

NUMBER, EMAIL, POSTCODE = "[number removed]", "[e-mail removed]", "[postcode removed]"
_AT, _DOT = r"\s?(?:@|[(\[{]at[)\]}])\s?", r"(?:\.|\s?[(\[{]dot[)\]}]\s?|\sdot\s)"
_EMAIL = re.compile(
    rf"[^\s@<>()\[\],;:]{{1,64}}(?:{_AT}|\sat\s(?=[\w-]+\sdot\s))[\w-]+(?:{_DOT}[\w-]+)+", re.IGNORECASE
)
_DIGITS = re.compile(r"\+?[(\[]?\d(?:[\s().,/\-–—_:·\[\]+]{0,3}\d){5,}")
_WORDS = "zero|oh|one|two|three|four|five|six|seven|eight|nine|double|treble|triple|nought|hundred"
_SPELT = re.compile(rf"\b(?:{_WORDS})\b(?:[\s,.-]+(?:{_WORDS})\b){{5,}}", re.IGNORECASE)
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


def redacted(text: str) -> str:
    """The text without them, in plain characters; six digits in a row, however spaced, are a number."""
    plain = _HIDDEN.sub("", unicodedata.normalize("NFKC", text))
    plain = _EMAIL.sub(EMAIL, plain)
    plain = FULL.sub(POSTCODE, plain)
    plain = _SPELT.sub(NUMBER, _DIGITS.sub(NUMBER, plain))
    return FULL.sub(POSTCODE, plain)  # one that ran into a number ends only now


def redacts(text: str) -> bool:
    """Whether anything in the text would be taken out."""
    return any(mark in redacted(text) for mark in (NUMBER, EMAIL, POSTCODE))
