"""The Whoosh index of all published records: schema, building, and the atomic swap.

Each build goes into a folder of its own below the index folder; the file ``CURRENT`` names the one to
read and is replaced in one step, so that a reader sees the old index or the new one and never half of
one. An index folder is executable code (Whoosh pickles): it is made private and never taken from outside.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from whoosh import index as whoosh_index
from whoosh.fields import ID, STORED, TEXT, Schema

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

FORMAT = 3
"""Raise it when schema or analysis change, so that older indexes are built again."""

KEPT_BUILDS = 2  # readers of the build before the newest may still be at work


def schema() -> Schema:
    text = {name: TEXT(analyzer=stemming_analyzer(), phrase=False) for name in FIELD_WEIGHTS}
    return Schema(id=ID(unique=True), record=STORED, section=STORED, **text)


def build(
    folder: Path, records: Iterable[Record], organizations: dict[str, Organization], publication: int
) -> Path:
    """Index all records and make the result the current index; returns its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    target = folder / f"{publication:08d}-{FORMAT}-{time.time_ns():x}"
    target.mkdir(mode=0o700)
    writer = whoosh_index.create_in(target, schema()).writer(limitmb=64)
    try:
        for record in records:
            for document in documents(record, organizations):
                writer.add_document(**document)
    except BaseException:
        writer.cancel()
        shutil.rmtree(target)
        raise
    writer.commit()
    _make_current(folder, target)
    return target


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
    try:
        target = folder / (folder / "CURRENT").read_text(encoding="utf-8").strip()
    except OSError as error:
        raise IndexUnavailable(f"There is no index in {folder.name}: build one first.") from error
    if not target.is_dir():
        raise IndexUnavailable(f"The index {target.name} is gone: build it again.")
    return target


def is_of(build_folder: Path, publication: int) -> bool:
    """Whether an index was built from this publication, in the form this code reads."""
    return build_folder.name.startswith(f"{publication:08d}-{FORMAT}-")


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


def _make_current(folder: Path, target: Path) -> None:
    pointer = folder / f"CURRENT.{os.getpid()}"
    pointer.write_text(target.name, encoding="utf-8")
    os.replace(pointer, folder / "CURRENT")
    builds = sorted(path for path in folder.iterdir() if path.is_dir())
    for old in [path for path in builds if path != target][: -(KEPT_BUILDS - 1)]:
        shutil.rmtree(old, ignore_errors=True)
