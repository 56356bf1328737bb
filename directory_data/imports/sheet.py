"""A table as it stands in a file: rows of text with their row numbers; and how much of one is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from directory_data.errors import ImportRefused

MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 2_000  # characters


class Row(NamedTuple):
    """One row with the words that lead an editor to it in the file."""

    where: str
    """``Row 14``, ``Sheet 'North', row 14``, ``Page 2, row 3``."""
    cells: tuple[str, ...]


class Sheet(NamedTuple):
    """One table of a file."""

    name: str
    """Name of the worksheet; empty where a file has only one table."""
    rows: tuple[Row, ...]


def row(where: str, cells: Iterable[object]) -> Row:
    """A row of cleaned cells; raises ``ImportRefused`` for one that no list of people has."""
    values = tuple(_clean(cell) for cell in cells)
    filled = [number for number, value in enumerate(values, 1) if value]
    if filled and filled[-1] > MOST_COLUMNS:
        raise ImportRefused(f"{where} has more than {MOST_COLUMNS} columns: is this the right file?")
    if any(len(value) > LONGEST_CELL for value in values):
        raise ImportRefused(f"{where} has a cell of more than {LONGEST_CELL:,} characters.")
    return Row(where, values[:MOST_COLUMNS])


def counted(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, unless they are too many."""
    if len(rows) > MOST_ROWS:
        raise ImportRefused(f"The file has more than {MOST_ROWS:,} rows. Delete empty rows at its end.")
    return tuple(rows)


def _clean(cell: object) -> str:
    text = "" if cell is None else str(cell)
    # Control characters are what a wrong encoding or a bad export leaves behind.
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]", "", text)
    return re.sub(r"\s+", " ", text).strip()
