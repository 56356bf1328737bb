"""The Whoosh index of all published records: schema, building, and the atomic swap.

Each build goes into a folder of its own below the index folder; the file ``CURRENT`` names the one to
read and is replaced in one step, so that a reader sees the old index or the new one and never half of
one. An index folder is executable code (Whoosh pickles): it is made private and never taken from outside.

A few edits do not need a whole build: ``update`` links the files of the current one, which never change,
into a new folder and adds a segment with what was edited.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
from whoosh import index as whoosh_index
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from directory_data.analysis import stemming_analyzer
from directory_data.errors import IndexUnavailable
from directory_data.models import Organization, Record, Section
from directory_data.vocabulary import CATEGORIES

FIELD_WEIGHTS = {
    "name": 4.0,  # "camhs" must find CAMHS before the pages that mention it
    "keywords": 4.0,  # an editor's words for the need: "wont talk"
    "category": 1.5,
    "summary": 1.5,
    "description": 0.6,
    "place": 1.0,
}
"""How much a word counts by the field it stands in."""

FORMAT = 4
"""Raise it when schema or analysis change, so that older indexes are built again."""

SMALL_SEGMENT = 500  # documents
MOST_SMALL_SEGMENTS = 8  # more are merged: each makes a word's first search a little slower

MOST_DELETED = 0.1  # of the live documents

MEMORY = 256  # megabytes a build may use before it puts postings aside on disk


def schema() -> Schema:
    text = {name: TEXT(analyzer=stemming_analyzer(), phrase=False) for name in FIELD_WEIGHTS}
    return Schema(id=ID(unique=True), record=STORED, section=STORED, **text)


def build(
    folder: Path,
    records: Iterable[Record],
    organizations: dict[str, Organization],
    publication: int,
    beside: Mapping[str, bytes] = MappingProxyType({}),
) -> Path:
    """Index all records and make the result the current index; returns its folder.

    ``beside`` are files by name that belong to this publication and are put into the folder.
    """
    with _new_build(folder, publication, beside) as target:
        writer = whoosh_index.create_in(target, schema()).writer(limitmb=MEMORY)
        _write(writer, records, organizations)
        return target


def update(
    folder: Path,
    changed: Collection[Record],
    removed: Iterable[str],
    organizations: dict[str, Organization],
    publication: int,
    beside: Mapping[str, bytes] = MappingProxyType({}),
) -> Path:
    """Make an index like the current one with some records changed or added and those of some ids removed.

    Returns its folder; raises ``IndexUnavailable`` when there is no index to start from.
    """
    with _new_build(folder, publication, beside) as target:
        _link(current(folder), target)
        writer = whoosh_index.open_dir(target).writer(limitmb=MEMORY)
        with writer.reader() as reader:
            for number in _documents_of({*removed, *(record.id for record in changed)}, reader):
                writer.delete_document(number)
        _write(writer, changed, organizations)
        return target


def is_tidy(build_folder: Path) -> bool:
    """Whether few enough documents are deleted for their words not to count in what is rare."""
    with whoosh_index.open_dir(build_folder, readonly=True).reader() as reader:
        deleted = reader.doc_count_all() - reader.doc_count()
        return bool(deleted <= reader.doc_count() * MOST_DELETED)


def _write(writer: SegmentWriter, records: Iterable[Record], organizations: dict[str, Organization]) -> None:
    try:
        for record in records:
            for document in documents(record, organizations):
                writer.add_document(**document)
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=_merge_small)


def _merge_small(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Merge the small segments when there are many, and those without a live document always.

    Large ones stay as they are and first, so that readers can keep what they have read from them.
    """
    live = [segment for segment in segments if segment.deleted_count() < segment.doc_count_all()]
    small = [segment for segment in live if segment.doc_count_all() < SMALL_SEGMENT]
    if len(small) < MOST_SMALL_SEGMENTS:
        return live
    for segment in small:
        with SegmentReader(writer.storage, writer.schema, segment) as reader:
            writer.add_reader(reader)
    return [segment for segment in live if segment not in small]


def _documents_of(ids: Iterable[str], reader: Any) -> Iterator[int]:
    """The numbers of the live documents of these records and of their sections."""
    for leaf, offset in reader.leaf_readers():
        for record_id in ids:
            for text in leaf.expand_prefix("id", record_id):
                yield from (offset + number for number in leaf.postings("id", text).all_ids())


def documents(record: Record, organizations: dict[str, Organization]) -> Iterator[dict[str, object]]:
    """The index documents of a record: itself, then each of its sections."""
    runner = organizations.get(record.organization or "")
    yield {
        "id": record.id,
        "record": msgspec.json.encode(record),
        "section": None,
        "name": " . ".join([record.name, *record.alternate_names]),
        "keywords": " . ".join(record.keywords),
        "category": " . ".join(CATEGORIES[key] for key in record.categories if key in CATEGORIES),
        "summary": record.summary,
        "description": _body(record, runner),
        "place": " . ".join([*record.places, *(spot.name for spot in record.locations), *_towns(record)]),
    }
    for number, section in enumerate(record.sections):
        yield _section_document(record, section, number)


def current(folder: Path) -> Path:
    """The folder of the index to read; raises ``IndexUnavailable``."""
    target = folder / _pointer(folder)
    while not target.is_dir():
        newer = folder / _pointer(folder)
        if newer == target:
            raise IndexUnavailable(f"The index {target.name} is gone: build it again.")
        target = newer  # two publications since the pointer was read
    return target


def is_readable(build_folder: Path) -> bool:
    """Whether an index has the form that this code reads and writes."""
    return build_folder.name.split("-")[1:2] == [str(FORMAT)]


def _body(record: Record, runner: Organization | None) -> str:
    parts = [
        record.description,
        record.eligibility_description,
        record.application_process,
        runner.name if runner else "",
        *(f"{c.name} {c.title}" for c in record.contacts),
        *(u.label for u in record.urls),
        *(f"{s.heading} {s.text} {' '.join(s.asked_as)}" for s in record.sections),
    ]
    return "\n".join(part for part in parts if part)


def _towns(record: Record) -> list[str]:
    return [place.address.city for place in record.locations if place.address]


def _section_document(record: Record, section: Section, number: int) -> dict[str, object]:
    return {
        "id": f"{record.id}/{number}",
        "record": msgspec.json.encode(record),
        "section": number,
        "name": section.heading,
        "keywords": " . ".join(section.asked_as),
        "summary": record.name,
        "description": section.text,
    }


def _pointer(folder: Path) -> str:
    try:
        return (folder / "CURRENT").read_text(encoding="utf-8").strip()
    except OSError as error:
        raise IndexUnavailable(f"There is no index in {folder.name}: build one first.") from error


@contextmanager
def _new_build(folder: Path, publication: int, beside: Mapping[str, bytes]) -> Iterator[Path]:
    """A new private folder that becomes the current index at the end; one writer at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    with (folder / "LOCK").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the system lets go of it when the process ends, however it ends
        target = folder / f"{publication:08d}-{FORMAT}-{time.time_ns():x}"
        target.mkdir(mode=0o700)
        try:
            yield target
            for name, content in beside.items():
                (target / name).write_bytes(content)
        except BaseException:
            shutil.rmtree(target)
            raise
        _make_current(folder, target)


def _link(source: Path, target: Path) -> None:
    """The files of a build in another folder: the same ones on disk, as Whoosh only ever adds files."""
    for path in source.iterdir():
        if path.suffix in (".seg", ".toc"):
            try:
                os.link(path, target / path.name)
            except OSError:  # some network disks have no links
                shutil.copyfile(path, target / path.name)


def _make_current(folder: Path, target: Path) -> None:
    keep = {target.name}
    if (folder / "CURRENT").exists():
        keep.add(_pointer(folder))
    pointer = folder / f"CURRENT.{os.getpid()}"
    pointer.write_text(target.name, encoding="utf-8")
    os.replace(pointer, folder / "CURRENT")
    for path in folder.iterdir():
        if path.is_dir() and path.name not in keep:  # old, or half made by a process that was killed
            shutil.rmtree(path, ignore_errors=True)
