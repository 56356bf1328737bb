"""Writes the safeguarding responses of the domain from the reviewed wording and the contact records.

They are plain responses, complete in themselves, so that Rasa sends them when everything else is down.
``python -m bot cards`` rewrites the file; a test holds it equal to what this module makes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from directory_data import opening_times, seed_files
from directory_data.models import Record

FILE = Path(__file__).parent / "domain" / "safeguarding.yml"
ALLEGATION = "report_allegation"
NEXT = "action_after_card"
HEADER = "# Made by `python -m bot cards` from safeguarding.yml and the contact records. Do not edit here.\n"


def domain() -> dict[str, Any]:
    """The part of the domain that answers immediate concerns."""
    intents = [*_wording()["category"], ALLEGATION]
    return {
        "version": "3.1",
        "intents": intents,
        "actions": [NEXT],
        "responses": {f"utter_{intent}": [_response(intent)] for intent in intents},
    }


def text() -> str:
    """The file as it must be."""
    return HEADER + yaml.dump(domain(), Dumper=_Readable, allow_unicode=True, sort_keys=False, width=200)


def write() -> None:
    FILE.write_text(text(), encoding="utf-8")


class _Readable(yaml.SafeDumper):
    """Writes texts of several lines as blocks, so that a reviewer can read them."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", data, style="|" if "\n" in data else None)


_Readable.add_representer(str, _Readable.represent_str)


def _response(intent: str) -> dict[str, Any]:
    """``custom`` marks it as a card, so that the gateway can show its own instead of this one."""
    return {"text": card(intent), "custom": {"type": "card", "category": intent}}


def card(intent: str) -> str:
    """What to do now, every number with its hours, and why this is the right place to ring."""
    words, records = _wording(), {record.key: record for record in seed_files.records()}
    mash, duty, officer = (records[k] for k in ("mash", "emergency-duty-team", "designated-officer"))
    lines = [
        words["immediate"]["public"]["heading"],
        words["immediate"]["public"]["now"],
        f"Ring {mash.name} on {mash.phone}. Open {opening_times.in_words(mash.schedules)}.",
        f"At all other times, and on bank holidays, ring the {duty.name} on {duty.phone}.",
    ]
    lines += _about(intent, officer)
    lines += [f"- {step}" for step in words["immediate"]["public"]["steps"]]
    return "\n".join(lines)


def _about(intent: str, officer: Record) -> list[str]:
    if intent != ALLEGATION:
        return [_wording()["category"][intent]]
    return [
        _wording()["also"]["allegation"],
        f"Ring the {officer.name} on {officer.phone} or e-mail {officer.email}.",
    ]


def _wording() -> dict[str, Any]:
    words: dict[str, Any] = seed_files.load_yaml(seed_files.DATA / "safeguarding.yml")
    return words
