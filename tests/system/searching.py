"""Looks for words in every file of a folder, also within databases, archives and compressed files.

A word counts as found in any usual dress: upper or lower case, spaces gone or written as web addresses do,
in UTF-8 or UTF-16, in base64.
"""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import sqlite3
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

DEEPEST = 4
"""Archives within archives."""
UNPACKERS: tuple[tuple[bytes, Callable[[bytes], bytes]], ...] = (
    (b"\x1f\x8b", gzip.decompress),
    (b"BZh", bz2.decompress),
    (b"\xfd7zXZ\x00", lzma.decompress),
    (b"\x78\x01", zlib.decompress),
    (b"\x78\x9c", zlib.decompress),
    (b"\x78\xda", zlib.decompress),
)


class Search:
    """For a set of words; ``in_folder`` and ``in_text`` tell which were found where."""

    def __init__(self, words: Iterable[str]) -> None:
        self._dressed = {word: dresses(word) for word in words}

    def in_folder(self, folder: Path) -> list[str]:
        found = []
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                found += [f"{word!r} in {path.relative_to(folder)}" for word in self.in_file(path)]
            found += [f"{word!r} in the name {path.name}" for word in self.in_bytes(path.name.encode())]
        return found

    def in_file(self, path: Path) -> list[str]:
        found = set()
        for content in contents(path.read_bytes()):
            found |= set(self.in_bytes(content))
        for line in database_lines(path):
            found |= set(self.in_bytes(line.encode("utf-8", "replace")))
        return sorted(found)

    def in_bytes(self, content: bytes) -> list[str]:
        lowered = content.lower()
        return [
            word
            for word, (plain, encoded) in self._dressed.items()
            if any(dress in lowered for dress in plain) or any(dress in content for dress in encoded)
        ]


def dresses(word: str) -> tuple[set[bytes], set[bytes]]:
    """What a word may look like: without regard to case, and exactly."""
    parts = word.lower().split()
    spaced = {space.join(parts) for space in (" ", "", "+", "%20", "-", "_")}
    plain = {one.encode(code) for one in spaced for code in ("utf-8", "utf-16-le", "utf-16-be")}
    return plain, {dress for shift in range(3) if (dress := _in_base64(word, shift))}


def contents(packed: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes themselves, and whatever is packed in them."""
    yield packed
    if depth == DEEPEST:
        return
    for start, unpack in UNPACKERS:
        if packed.startswith(start):
            with suppress(OSError, EOFError, ValueError, lzma.LZMAError, zlib.error):
                yield from contents(unpack(packed), depth + 1)
    yield from _members(packed, depth + 1)


def _members(packed: bytes, depth: int) -> Iterator[bytes]:
    if zipfile.is_zipfile(io.BytesIO(packed)):
        with suppress(zipfile.BadZipFile, RuntimeError), zipfile.ZipFile(io.BytesIO(packed)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from contents(archive.read(name), depth)
    with suppress(tarfile.TarError, EOFError), tarfile.open(fileobj=io.BytesIO(packed), mode="r:") as archive:
        for member in archive.getmembers():
            yield member.name.encode()
            if member.isfile() and (file := archive.extractfile(member)):
                yield from contents(file.read(), depth)


def database_lines(path: Path) -> Iterator[str]:
    """Every row of an SQLite file: a value may be split between pages, so the bytes are not enough."""
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\x00":
            return
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        yield from database.iterdump()


def _in_base64(word: str, shift: int) -> bytes:
    """The part of a word's base64 that does not depend on its neighbours, when it begins at a shift."""
    packed = base64.b64encode(b"\0" * shift + word.encode())
    kept = packed[(0, 2, 3)[shift] :].rstrip(b"=")[:-2]
    return kept if len(kept) > 8 else b""
