"""The safeguarding card's core sentences in other languages, with the numbers of the contact records.

The words are in ``data/safeguarding_in_other_languages.yml``. Neither the store nor the index is needed.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Literal

import msgspec

from directory_data import emergency, opening_times, seed_files
from directory_data.emergency import EmergencyContact
from directory_data.errors import RecordError

FILE = seed_files.DATA / "safeguarding_in_other_languages.yml"
UNKNOWN = "und"
"""The tag of a language that is not known, as BCP 47 has it."""
GAP = re.compile(r"\{(\w+)\}")
GAPS = {"danger": ["police"], "ring": ["first"], "otherwise": ["second"]}
"""Which number each of the sentences must name; the other sentences name none."""
Part = str | EmergencyContact


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one language says; each sentence is explained at the top of the file."""

    tag: str
    """BCP 47, as the ``lang`` attribute has it."""
    name: str
    """In the language itself."""
    english: str
    direction: Literal["ltr", "rtl"] = "ltr"
    reviewer: str
    reviewed_on: dt.date | None
    danger: str
    ring: str
    otherwise: str
    english_only: str
    question: str
    yes: str
    no: str

    @property
    def is_checked(self) -> bool:
        """Whether somebody who speaks the language has put a name and a day to it."""
        return bool(self.reviewer.strip() and self.reviewed_on)

    def lines(self, at: dt.datetime | None = None) -> list[list[Part]]:
        """Whom to ring at a moment (now by default): sentences, each as words and contacts in turn."""
        contacts = _contacts(at or opening_times.now())
        return [_filled(sentence, contacts) for sentence in (self.danger, self.ring, self.otherwise)]


def wordings() -> list[Wording]:
    """Every language there is, in the order of the file; raises ``RecordError`` when the file is wrong."""
    return list(_read().values())


def in_language(tag: str) -> list[Wording]:
    """The language with this tag alone; all of them when it is not there."""
    known = _read().get(tag)
    return [known] if known else wordings()


def paragraphs(tag: str, at: dt.datetime | None = None) -> list[str]:
    """One paragraph for each language of ``in_language``: that English alone is read, and whom to ring."""
    return [
        " ".join([f"{wording.name}:", wording.english_only, *map(as_text, wording.lines(at))])
        for wording in in_language(tag)
    ]


def as_text(line: list[Part]) -> str:
    """``Jeśli …: MASH 0345 050 7666.``; 999 stands without a name."""
    return "".join(part if isinstance(part, str) else f"{_name(part)}{part.phone}" for part in line)


def _name(contact: EmergencyContact) -> str:
    return "" if contact.key == emergency.POLICE else f"{contact.name} "


def _contacts(at: dt.datetime) -> dict[str, EmergencyContact]:
    return dict(
        zip(("police", "first", "second"), emergency.contacts(emergency.answering_first(at), at), strict=True)
    )


def _filled(sentence: str, contacts: dict[str, EmergencyContact]) -> list[Part]:
    """``re.split`` puts the names of the gaps at the odd places."""
    pieces = GAP.split(sentence)
    parts = [contacts[piece] if place % 2 else piece for place, piece in enumerate(pieces)]
    return [part for part in parts if part]


@lru_cache(maxsize=1)
def _read() -> dict[str, Wording]:
    try:
        found = msgspec.convert(seed_files.load_yaml(FILE)["languages"], list[Wording], strict=False)
    except msgspec.ValidationError as error:
        raise RecordError(f"{FILE.name}: {error}") from error
    for wording in found:
        _check(wording)
    return {wording.tag: wording for wording in found}


def _check(wording: Wording) -> None:
    for field in ("danger", "ring", "otherwise", "english_only", "question", "yes", "no"):
        sentence = getattr(wording, field)
        if GAP.findall(sentence) != GAPS.get(field, []) or re.search(r"\d", sentence):
            raise RecordError(
                f"{FILE.name}, {wording.tag}, {field}: leave the gaps as they are, and write no numbers."
            )
