"""The spaCy language of Signpost: a blank English (or an installed model) with our components on top."""

import re
from collections.abc import Callable
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from directory_data import places
from directory_data.ages import ages_in
from nlu.forgetful import OfModel, between_spaces

TYPE_WORDS = (
    r"(?:(?:infant|junior|primary|secondary|community|grammar|special|high|first|middle)\s)?"
    r"(?:school|academy|college|nursery|pre-?school|playgroup|surgery|(?:medical )?practice|church|chapel|"
    r"mosque|(?:medical|health|family|children'?s) centre|temple|club|scouts?|brownies|guides|cubs|toddlers?)"
)
NAMED = re.compile(
    r"\b(?P<name>(?:[A-Z][\w'’&.-]*\s(?:(?:of|the|and|&|in)\s)*){1,5}(?:C ?of ?E\s)?"
    rf"(?i:{TYPE_WORDS}))\b"
)
TYPED_AFTER_AT = re.compile(
    rf"\b(?:at|for|from|with|of)\s+(?P<name>(?:[\w'’&.-]+\s){{1,4}}?{TYPE_WORDS})\b", re.IGNORECASE
)
NOT_NAMES = frozenset(
    "a an the our my your his her their this that any which what local new same village small some".split()
)


@lru_cache(maxsize=2)
def load(model: str = "") -> Callable[[str], Doc]:
    """Reads a text, setting ``place``, ``age``, ``age_spans`` and ``organisation``; keeps no word of it."""
    if model:
        return OfModel(lambda: _with_components(spacy.load(model)))
    blank = spacy.blank("en")
    blank.tokenizer = between_spaces  # our components read the text alone
    read: Callable[[str], Doc] = _with_components(blank)
    return read


def _with_components(nlp: Language) -> Language:
    for component in ("signpost_places", "signpost_ages", "signpost_organisations"):
        nlp.add_pipe(component)
    return nlp


@Language.factory("signpost_places")
class Places:
    """Finds the place or postcode that a message names."""

    def __init__(self, nlp: Language, name: str) -> None:
        Doc.set_extension("place", default=None, force=True)

    def __call__(self, doc: Doc) -> Doc:
        doc._.place = places.find(doc.text)
        return doc


@Language.factory("signpost_ages")
class Ages:
    """Finds the first age that a message gives."""

    def __init__(self, nlp: Language, name: str) -> None:
        Doc.set_extension("age", default=None, force=True)
        Doc.set_extension("age_spans", default=(), force=True)

    def __call__(self, doc: Doc) -> Doc:
        found = ages_in(doc.text)
        doc._.age = found[0].years if found else None
        doc._.age_spans = tuple((age.start, age.end) for age in found)
        return doc


@Language.factory("signpost_organisations")
class Organisations:
    """Finds a school, nursery, surgery, church or club by its name and type word."""

    def __init__(self, nlp: Language, name: str) -> None:
        Doc.set_extension("organisation", default=None, force=True)

    def __call__(self, doc: Doc) -> Doc:
        doc._.organisation = organisation_in(doc.text)
        return doc


def organisation_in(text: str) -> str | None:
    """``St Nicholas Primary School``; never just a type word (``our school``)."""
    match = NAMED.search(text) or TYPED_AFTER_AT.search(text)
    if not match:
        return None
    words = match["name"].split()
    while words and words[0].lower() in NOT_NAMES:
        words = words[1:]
    return " ".join(words) if len(words) > 1 else None
