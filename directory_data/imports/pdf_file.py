"""Tables of PDF files whose text can be selected: one table may run over many pages."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.pdf import PDF

from directory_data.errors import ImportRefused
from directory_data.imports.sheet import Row, Sheet, counted, row

MOST_PAGES = 150
Cells = list[str | None]


def read(content: bytes) -> list[Sheet]:
    """The tables of all pages as one, in order; raises ``ImportRefused``."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it remarks on every font
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            if len(document.pages) > MOST_PAGES:
                raise ImportRefused(f"The PDF has more than {MOST_PAGES} pages.")
            rows = list(_rows(document))
    except ImportRefused:
        raise
    except Exception as error:  # a damaged file leads the libraries to errors of many sorts
        raise _refusal(error) from error
    if not rows:
        raise ImportRefused(
            "The PDF has no table with lines whose text can be selected. A scanned page must be typed in; "
            "for the others ask for the list as XLSX or CSV."
        )
    return [Sheet("", counted(rows))]


def _rows(document: PDF) -> Iterator[Row]:
    for page in document.pages:
        number = 0
        above: Cells = []
        for table in page.extract_tables():
            for cells in table:
                number += 1
                above = _filled(cells, above)
                yield row(f"Page {page.page_number}, row {number}", above)
        page.close()  # drops what was read of it


def _filled(cells: Cells, above: Cells) -> Cells:
    """A cell that is missing, not empty, is merged with the one above it; a title across a row is not."""
    missing = [number for number, cell in enumerate(cells) if cell is None]
    if len(above) != len(cells) or len(missing) >= len(cells) - 1:
        return cells
    return [above[number] if number in missing else cell for number, cell in enumerate(cells)]


def _refusal(error: Exception) -> ImportRefused:
    causes = (error, error.__cause__, error.__context__, *error.args)
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
        return ImportRefused("The PDF is locked with a password: ask for a copy without one.")
    return ImportRefused("The PDF is damaged and cannot be read.")
