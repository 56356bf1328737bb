"""Tables of text: whatever encoding and separator a spreadsheet wrote them with."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from directory_data.errors import ImportRefused
from directory_data.imports.sheet import MOST_ROWS, Row, Sheet, counted, row

SEPARATORS = ",;\t|"
TRIED_ROWS = 60
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(content: bytes) -> list[Sheet]:
    """The one table of a CSV file; raises ``ImportRefused``."""
    text = _decoded(content)
    separator = max(SEPARATORS, key=lambda mark: _regularity(text, mark))
    return [Sheet("", counted(list(islice(_rows(text, separator), MOST_ROWS + 1))))]


def _decoded(content: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if b"\x00" in content:
        raise ImportRefused("This is not a text file: save the list as CSV UTF-8 or XLSX.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what Excel on Windows writes as "CSV"


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportRefused("The file's text is damaged: save it again as CSV UTF-8.") from error


def _regularity(text: str, separator: str) -> tuple[int, int]:
    """How many rows have the same number of columns, and how many columns that is."""
    try:
        widths = Counter(len(cells) for _, cells in islice(_parsed(text, separator), TRIED_ROWS))
    except csv.Error:
        return 0, 0
    several = [(count, width) for width, count in widths.items() if width > 1]
    return max(several, default=(0, 0))


def _rows(text: str, separator: str) -> Iterator[Row]:
    try:
        for number, cells in _parsed(text, separator):
            yield row(f"Row {number}", cells)
    except csv.Error as error:
        raise ImportRefused(f"The file is no table of text that can be read: {error}.") from error


def _parsed(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows as a spreadsheet numbers them: a cell of several lines is still one row."""
    yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1)
