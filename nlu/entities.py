"""What a message names: a place, an age, an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from directory_data.places import Found
from nlu import language


@dataclass(frozen=True)
class Entities:
    """Each is ``None`` when the message does not name one."""

    place: Found | None = None
    age: float | None = None
    """In years; the middle of a school year."""
    organisation: str | None = None
    named: tuple[tuple[int, int], ...] = ()
    """Where in the message the place and the age stand."""


def entities_of(text: str, model: str = "") -> Entities:
    """Everything named in the text, by the spaCy language of that name (a blank English one by default)."""
    return entities_in(language.load(model)(text))


def entities_in(doc: Doc) -> Entities:
    """The same for a text that spaCy has read with the components of ``nlu.language``."""
    place: Found | None = doc._.place
    spans = [(place.start, place.end)] if place else []
    return Entities(
        place=place,
        age=doc._.age,
        organisation=doc._.organisation,
        named=tuple(sorted([*spans, *doc._.age_spans])),
    )
