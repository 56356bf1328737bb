"""Raw copies of what was fetched, named by their hash, and what each address gave the last time.

Each file is written whole under another name and then moved, so that one which exists is complete.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import msgspec

from directory_data import raw_copies

DAY = 86_400.0


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an address gave the last time."""

    url: str
    sha256: str
    content_type: str
    etag: str = ""
    last_modified: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """Request headers that ask for the page only if it changed."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value}


class KeptPages:
    """The folder of raw copies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copies = folder / raw_copies.COPIES
        self._seen = folder / "seen"

    def last(self, url: str) -> Kept | None:
        """What ``url`` gave the last time; ``None`` as well when what is kept of it is damaged."""
        kept = _noted(self._path_of(url))
        return kept if kept and kept.url == url else None

    def copy(self, sha256: str) -> bytes | None:
        """The raw copy with that hash; ``None`` when there is none that is whole."""
        return raw_copies.read(self._folder, sha256)

    def keep(self, kept: Kept, body: bytes) -> None:
        """Keep the copy, then what says that it is there."""
        if self.copy(kept.sha256) is None:
            _write(raw_copies.path(self._folder, kept.sha256), body)
        self.note(kept)

    def note(self, kept: Kept) -> None:
        """Keep what an address gave, of which a copy is there."""
        _write(self._path_of(kept.url), msgspec.json.encode(kept))

    def tidy(self, now: float) -> None:
        """Once a day, drop copies older than ``KEPT_DAYS`` that no address gives now; ``now`` in seconds."""
        done = self._copies / ".tidied"
        if not self._copies.is_dir() or (done.exists() and now - done.stat().st_mtime < DAY):
            return
        done.touch()
        given = {kept.sha256 for kept in map(_noted, self._seen.glob("*/*.json")) if kept}
        for path in self._copies.glob("*/*"):
            if path.name not in given and now - path.stat().st_mtime > raw_copies.KEPT_DAYS * DAY:
                path.unlink(missing_ok=True)

    def _path_of(self, url: str) -> Path:
        name = hashlib.sha256(url.encode()).hexdigest()
        return self._seen / name[:2] / f"{name}.json"


def _noted(path: Path) -> Kept | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Kept)
    except (OSError, msgspec.MsgspecError):
        return None


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
