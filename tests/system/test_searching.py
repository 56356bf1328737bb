"""The search of the leak test finds what it should: without this, finding nothing would mean nothing."""

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
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.system.searching import Search

WORD = "Zebedee Quillfeather"
LINE = f"before {WORD} after".encode()
OTHERS = b"many other words " * 400


def in_zip(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.txt", content)
    return packed.getvalue()


def in_tar(content: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        member = tarfile.TarInfo("inner.txt")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def in_database(content: bytes, folder: Path) -> bytes:
    path = folder / "made.sqlite3"
    store = sqlite3.connect(path)
    with store:
        store.execute("CREATE TABLE note (words TEXT)")
        store.execute("INSERT INTO note VALUES (?)", [(OTHERS + content + OTHERS).decode()])
    store.close()
    return path.read_bytes()


WRITERS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda content: OTHERS + content,
    "upper case": bytes.upper,
    "without spaces": lambda content: content.replace(b" ", b""),
    "as an address": lambda content: content.replace(b" ", b"%20"),
    "as a form": lambda content: content.replace(b" ", b"+"),
    "UTF-16": lambda content: content.decode().encode("utf-16"),
    "base64": base64.b64encode,
    "base64, one on": lambda content: base64.b64encode(b"x" + content),
    "base64, two on": lambda content: base64.b64encode(b"xx" + content),
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zlib": zlib.compress,
    "zip": in_zip,
    "tar.gz": in_tar,
    "zip in gzip": lambda content: gzip.compress(in_zip(content)),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_word_is_found_in_any_file(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "searched"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "file.bin").write_bytes(WRITERS[name](LINE))
    assert Search([WORD, "not there"]).in_folder(folder) == [f"{WORD!r} in deep/file.bin"]


def test_a_word_is_found_in_a_database(tmp_path: Path) -> None:
    folder = tmp_path / "searched"
    folder.mkdir()
    (folder / "store").write_bytes(in_database(LINE, tmp_path))
    assert Search([WORD]).in_folder(folder) == [f"{WORD!r} in store"]


def test_a_word_is_found_in_a_name(tmp_path: Path) -> None:
    (tmp_path / "for-zebedee-quillfeather.txt").write_text("empty")
    assert Search([WORD]).in_folder(tmp_path) == [f"{WORD!r} in the name for-zebedee-quillfeather.txt"]


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_bytes(OTHERS)
    assert Search([WORD]).in_folder(tmp_path) == []
