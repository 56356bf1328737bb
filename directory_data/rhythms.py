"""How often facts are to be confirmed, and what may follow when nobody does: read from ``freshness.yml``."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from pathlib import Path

import msgspec

from directory_data.errors import RecordError
from directory_data.models import Record
from directory_data.seed_files import DATA, load_yaml
from directory_data.vocabulary import CATEGORIES, Kind
from directory_data.working_copies import is_safeguarding

FILE = "freshness.yml"


class Step(str, Enum):
    """What happens to a record that nobody confirms, in this order."""

    FIRST = "first reminder"
    SECOND = "second reminder"
    THIRD = "third reminder"
    LOWERED = "lowered"
    HIDDEN = "hidden"


REMINDERS = (Step.FIRST, Step.SECOND, Step.THIRD)


class Unhidden(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stays on the site however old it is."""

    kinds: frozenset[Kind]
    categories: frozenset[str]
    keys: frozenset[str]


class Rhythms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of the file, each as it is explained there; all times are whole days."""

    confirm_every_days: dict[Kind, int]
    days_until: dict[Step, int]
    never_hidden: Unhidden
    most_hidden_share: float
    link_days: int

    def following(self, step: Step | None, record: Record) -> Step | None:
        """The step after ``step``, or ``None`` when this record goes no further."""
        steps = list(Step)
        place = steps.index(step) + 1 if step else 0
        if place == len(steps) or (steps[place] is Step.LOWERED and is_safeguarding(record)):
            return None
        return None if steps[place] is Step.HIDDEN and not self.may_hide(record) else steps[place]

    def may_hide(self, record: Record) -> bool:
        never = self.never_hidden
        return not (
            is_safeguarding(record)
            or record.kind in never.kinds
            or record.key in never.keys
            or never.categories.intersection(record.categories)
        )


@lru_cache(maxsize=4)
def rhythms(folder: Path = DATA) -> Rhythms:
    """The settings; raises ``RecordError`` that names what cannot be used."""
    try:
        found = msgspec.convert(load_yaml(folder / FILE), Rhythms, strict=False)
    except msgspec.ValidationError as error:
        raise RecordError(f"{FILE}: {error}") from error
    for fault in _faults(found):
        raise RecordError(f"{FILE}: {fault}")
    return found


def _faults(found: Rhythms) -> list[str]:
    missing = [kind.value for kind in Kind if kind not in found.confirm_every_days]
    waits = [step.value for step in list(Step)[1:] if step not in found.days_until]
    numbers = [*found.confirm_every_days.values(), *found.days_until.values(), found.link_days]
    unknown = sorted(found.never_hidden.categories - CATEGORIES.keys())
    said = {
        f"confirm_every_days does not say {', '.join(missing)}.": missing,
        f"days_until does not say {', '.join(waits)}.": waits,
        "give whole days of 1 or more.": any(number < 1 for number in numbers),
        "most_hidden_share is a number from 0 to 1.": not 0 <= found.most_hidden_share <= 1,
        f"there is no category {', '.join(unknown)}.": unknown,
    }
    return [fault for fault, is_so in said.items() if is_so]
