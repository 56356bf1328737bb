"""Names of schools, nurseries, surgeries and groups in one form, whatever way people write them.

"St. Mary's CE Pri Sch" and "Saint Marys Church of England Primary School" are the same words here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import chain, pairwise

from rapidfuzz.distance import OSA

PHRASES = (
    (r"\bc[\s.]*(?:of|/)[\s.]*e\b\.?|\bc\.e\.|\bchurch of england\b|\bcofe\b|\bc\s*&\s*e\b", " ce "),
    (r"\broman catholic\b|\br\.c\.", " catholic "),
    (r"\bpre[\s-]+school", " preschool"),
    (r"\bplay[\s-]+group", " playgroup"),
    (r"&|\+", " and "),
)
SAME_WORD = {
    "st": "saint",
    "ste": "saint",
    "pri": "primary",
    "prim": "primary",
    "sch": "school",
    "schl": "school",
    "sec": "secondary",
    "inf": "infant",
    "jnr": "junior",
    "jun": "junior",
    "jr": "junior",
    "nur": "nursery",
    "nurs": "nursery",
    "nusery": "nursery",
    "acad": "academy",
    "comm": "community",
    "com": "community",
    "coll": "college",
    "ctr": "centre",
    "center": "centre",
    "rc": "catholic",
    "practise": "practice",
    "surgerie": "surgery",
    "nurserie": "nursery",
    "surg": "surgery",
    "med": "medical",
    "hlth": "health",
    "ave": "avenue",
    "rd": "road",
    "ln": "lane",
    "assoc": "association",
    "chn": "children",
}
GENERIC = frozenset(
    """
    academy and aided association ce catholic centre children church club college community controlled day
    family first foundation group health high infant junior medical nursery of playgroup practice preschool
    primary project saint school secondary surgery the toddler trust va vc voluntary youth
    """.split()
)
"""Words that say what sort of organisation it is, and so never which."""


def words(name: str) -> list[str]:
    """The words of a name in one form: lower case, abbreviations written out, no plural s."""
    text = name.lower().replace("’", "'")
    for pattern, replacement in PHRASES:
        text = re.sub(pattern, replacement, text)
    found = re.findall(r"[^\W_]+", re.sub(r"'s?\b", "", text))
    return [_same(word) for word in found]


def key(name: str) -> str:
    """Equal for two spellings of one name: "St Mary's Pri" and "Saint Marys Primary School"."""
    kept = [word for word in words(name) if word not in {"the", "school", "and", "of"}]
    return " ".join(kept) or " ".join(words(name))


def distinctive(names: Sequence[str]) -> list[str]:
    """The words that tell this organisation from others of its sort."""
    return [word for word in names if word not in GENERIC]


def joined(typed: Sequence[str]) -> list[str]:
    """The words and each two neighbours as one: "fox glove" may be "Foxglove"."""
    return list(chain(typed, (first + second for first, second in pairwise(typed))))


def has(word: str, typed: Collection[str]) -> bool:
    """Whether a word was typed, with a slip or two in a long word."""
    return word in typed or any(is_slip(word, other) for other in typed)


def is_slip(word: str, other: str) -> bool:
    """Whether one word is the other with a slip, or two in a long one; the first letter is always right."""
    if min(len(word), len(other)) < 5 or word[0] != other[0] or {word, other} & GENERIC:
        return False
    slips = 2 if len(word) > 8 else 1
    return OSA.distance(word, other, score_cutoff=slips) <= slips


def _same(word: str) -> str:
    word = SAME_WORD.get(word, word)
    single = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return SAME_WORD.get(single, single)
