"""What a list says of one organisation, and what is wrong with a row."""

from __future__ import annotations

import msgspec

from directory_data import organisation_names
from directory_data.vocabulary import Area


class Entry(msgspec.Struct, kw_only=True, frozen=True):
    """One organisation of a list and its link worker."""

    where: str
    """The row it stands in: ``Row 14``."""
    organisation: str
    area: Area
    worker: str = ""
    phone: str = ""
    email: str = ""
    place: str = ""
    """Label of a place of the gazetteer, else as written."""
    address: str = ""
    postcode: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes it one organisation: its name in one form, and where it is."""
        return organisation_names.key(self.organisation), self.place or self.postcode


class Fault(msgspec.Struct, frozen=True):
    """Something wrong in one row; with a warning the row is still taken."""

    where: str
    column: str
    problem: str
    is_warning: bool = False

    def __str__(self) -> str:
        column = f", column {self.column!r}" if self.column else ""
        return f"{self.where}{column}: {self.problem}"
