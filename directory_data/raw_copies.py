"""Raw copies of pages that were read, as they came, each in a file named by its hash.

They are what somebody else wrote: nothing here or at the desk runs or shows them as pages.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import urlsplit

COPIES = "copies"
KEPT_DAYS = 180
"""A site with a nonce in every page would fill the disk otherwise."""
OFFICE = {"docx", "xlsx"}
"""Endings that a copy may keep; neither can hold macros."""


def path(folder: Path, sha256: str) -> Path:
    """Where a copy is or would be; ``folder`` is ``Settings.fetched_folder``."""
    return folder / COPIES / sha256[:2] / sha256


def read(folder: Path, sha256: str) -> bytes | None:
    """The copy with that hash; ``None`` when there is none that is whole."""
    try:
        body = path(folder, sha256).read_bytes()
    except OSError:
        return None
    return body if hashlib.sha256(body).hexdigest() == sha256 else None


def ending(url: str, body: bytes) -> str:
    """``txt`` for all that can be read as text, also pages: opened from a disk they would run as pages."""
    if body.startswith(b"%PDF"):
        return "pdf"
    if b"\0" not in body:
        return "txt"
    named = urlsplit(url).path.rpartition(".")[2].lower()
    return named if named in OFFICE and body.startswith(b"PK") else "bin"
