"""A file of a link worker list as tables, whatever its format, and its hash."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from directory_data.errors import ImportRefused
from directory_data.imports.sheet import Sheet

LARGEST = 20 * 1024 * 1024
"""Bytes of a file."""
OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")


class ListFile(NamedTuple):
    """What was read of a file."""

    name: str
    sha256: str
    sheets: list[Sheet]


def read(path: Path) -> ListFile:
    """Read CSV, XLSX or PDF, told apart by content; raises ``ImportRefused`` with what to do instead."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise ImportRefused(f"{path.name} cannot be opened: {error.strerror}.") from error
    if len(content) > LARGEST:
        raise ImportRefused(f"{path.name} is larger than {LARGEST // 1024 // 1024} MB.")
    if not content.strip():
        raise ImportRefused(f"{path.name} is empty.")
    return ListFile(path.name, hashlib.sha256(content).hexdigest(), _sheets(content))


def _sheets(content: bytes) -> list[Sheet]:
    # Here and not above: they take half a second to load, which every other command would wait for.
    from directory_data.imports import csv_file, pdf_file, xlsx_file  # noqa: PLC0415

    if content.startswith(b"PK"):
        return xlsx_file.read(content)
    if b"%PDF-" in content[:1024]:
        return pdf_file.read(content)
    if content.startswith(OLD_EXCEL):
        raise ImportRefused(
            "This workbook is in the old XLS format or locked with a password: save it as XLSX without one."
        )
    return csv_file.read(content)
