"""Which column of a list holds what: guessed from its headings, or as the editor says.

A guess is only taken when the heading is a known spelling, or so near to one that it can be no other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory_data import seed_files
from directory_data.errors import ImportRefused
from directory_data.imports.sheet import Row, Sheet


class Column(str, Enum):
    """What an import reads; the words are those of ``--map``."""

    ORGANISATION = "organisation"
    WORKER = "worker"
    PHONE = "phone"
    EMAIL = "email"
    AREA = "area"
    DISTRICT = "district"
    PLACE = "place"
    ADDRESS = "address"
    POSTCODE = "postcode"
    IGNORED = "ignore"


SPELLINGS = seed_files.DATA / "link_worker_columns.yml"
_NUMBERED = re.compile(r"\(.*?\)|\b(?:19|20)\d\d(?:[-/ ]\d\d)?\b")
HEADING_ROWS = 25
"""Titles, logos and notes may stand above the headings."""
SHORTEST = 5
"""Letters from which on a heading may be misspelt."""
_OWN = ("link worker", "lcss")


class Layout(NamedTuple):
    """Where the headings of a sheet are and what each column holds."""

    heading: int
    """Index of the row of headings."""
    headings: tuple[str, ...]
    columns: dict[Column, int]
    unused: tuple[str, ...]
    """Headings of columns that are not read."""

    def name(self, column: Column) -> str:
        """The heading as the file writes it."""
        return self.headings[self.columns[column]] if column in self.columns else column.value


def layout(sheet: Sheet, mapping: Mapping[str, Column]) -> Layout | None:
    """The layout of a sheet; ``None`` when no row looks like headings, so that it is a page of notes.

    Raises ``ImportRefused`` when two columns may hold the same.
    """
    wanted = {_plain(heading): column for heading, column in mapping.items()}
    best: tuple[int, int, dict[int, Column]] | None = None
    for index, row in enumerate(sheet.rows[:HEADING_ROWS]):
        found = _columns(row.cells, wanted)
        kinds = set(found.values())
        if Column.ORGANISATION in kinds and len(kinds) > 1 and (best is None or len(kinds) > best[0]):
            best = len(kinds), index, found
    if best is None:
        return None
    _, index, found = best
    headings = sheet.rows[index].cells
    columns = _one_each(found, headings, wanted)
    used = {*columns.values(), *(number for number, c in found.items() if c is Column.IGNORED)}
    unused = tuple(text for number, text in enumerate(headings) if text and number not in used)
    return Layout(index, headings, columns, unused)


def parse_mapping(pairs: Sequence[str]) -> dict[str, Column]:
    """``["Base=organisation"]`` as a mapping; raises ``ImportRefused``."""
    mapping = {}
    for pair in pairs:
        heading, separator, word = pair.rpartition("=")
        if not separator or not heading.strip():
            raise ImportRefused(f'"{pair}" is not a mapping: write it like "Base=organisation".')
        mapping[heading.strip()] = _column(heading, word.strip().lower())
    return mapping


def load_mapping(folder: Path, name: str) -> dict[str, Column]:
    """A mapping that was kept under a name; raises ``ImportRefused``."""
    path = folder / f"{_safe(name)}.yml"
    if not path.is_file():
        kept = ", ".join(sorted(file.stem for file in folder.glob("*.yml"))) or "none yet"
        raise ImportRefused(f"There is no mapping called {name!r}. Kept mappings: {kept}.")
    content = seed_files.load_yaml(path)
    if not isinstance(content, dict):
        raise ImportRefused(f"{path.name} is no list of columns: write lines like 'Base: organisation'.")
    return {str(heading): _column(str(heading), str(word)) for heading, word in content.items()}


def keep_mapping(folder: Path, name: str, mapping: Mapping[str, Column]) -> None:
    """Keep a mapping under a name for the next list of this form."""
    folder.mkdir(parents=True, exist_ok=True)
    words = {heading: column.value for heading, column in mapping.items()}
    (folder / f"{_safe(name)}.yml").write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")


def is_heading(row: Row, layout: Layout) -> bool:
    """Whether a row repeats the headings, as at the top of every page of a PDF."""
    return [_plain(cell) for cell in row.cells] == [_plain(heading) for heading in layout.headings]


def _columns(cells: Sequence[str], wanted: Mapping[str, Column]) -> dict[int, Column]:
    """What each cell names as a heading: as the editor says, else as guessed."""
    found = {}
    for number, cell in enumerate(cells):
        column = wanted.get(_plain(cell)) or _guess(cell)
        if column:
            found[number] = column
    return found


@lru_cache(maxsize=1)
def _spellings() -> dict[str, Column]:
    spellings = seed_files.load_yaml(SPELLINGS)
    return {spelling: Column(word) for word, several in spellings.items() for spelling in several}


def _guess(heading: str) -> Column | None:
    text = _plain(_NUMBERED.sub(" ", heading))
    if not text or len(text) > 40:
        return None
    known = _spellings()
    if text in known:
        return known[text]
    if len(text) < SHORTEST:
        return None
    slips = 1 if len(text) < 10 else 2
    near = process.extract(text, known.keys(), scorer=OSA.distance, score_cutoff=slips, limit=5)
    columns = {known[spelling] for spelling, _, _ in near}
    return columns.pop() if len(columns) == 1 else None


def _one_each(
    found: Mapping[int, Column], headings: Sequence[str], wanted: Mapping[str, Column]
) -> dict[Column, int]:
    """One column for each meaning: what the editor says, what speaks of link workers, else the only one."""
    numbers: defaultdict[Column, list[int]] = defaultdict(list)
    for number, column in found.items():
        numbers[column].append(number)
    numbers.pop(Column.IGNORED, None)
    _split_names(numbers, headings)
    columns = {}
    for column, several in numbers.items():
        chosen = [n for n in several if _plain(headings[n]) in wanted]
        own = [n for n in several if any(word in _plain(headings[n]) for word in _OWN)]
        left = (
            chosen or (own if len(several) > 1 and column is not Column.ORGANISATION else several) or several
        )
        if len(left) > 1:
            names = " and ".join(f"'{headings[n]}'" for n in left)
            raise ImportRefused(
                f"Columns {names} may both be the {column.value}: say which with "
                f'--map "{headings[left[0]]}={column.value}".'
            )
        columns[column] = left[0]
    return columns


def _split_names(numbers: defaultdict[Column, list[int]], headings: Sequence[str]) -> None:
    """ "Name" beside "School" is the person's."""
    organisations = numbers[Column.ORGANISATION]
    bare = [n for n in organisations if _plain(headings[n]) == "name"]
    if bare and len(organisations) > 1:
        organisations[:] = [n for n in organisations if n not in bare]
        if not numbers[Column.WORKER]:
            numbers[Column.WORKER] = bare
    for column in [column for column, several in numbers.items() if not several]:
        del numbers[column]


def _plain(heading: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", heading.lower()))


def _column(heading: str, word: str) -> Column:
    try:
        return Column(word)
    except ValueError as error:
        known = ", ".join(column.value for column in Column)
        raise ImportRefused(
            f"{heading!r} is mapped to {word!r}, which is not a field. Fields: {known}."
        ) from error


def _safe(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}", name):
        raise ImportRefused(f"{name!r} is no name for a mapping: use letters, digits and hyphens.")
    return name
