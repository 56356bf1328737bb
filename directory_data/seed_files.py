"""Reads the reviewed first content under ``data/``: sources, organisations and records, in YAML."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from directory_data.errors import RecordError
from directory_data.models import Organization, Record, Source, record_from

DATA = Path(__file__).parent / "data"
T = TypeVar("T")


def load_yaml(path: Path) -> Any:
    """Parse one YAML file; raises ``RecordError`` with file and line when it is malformed."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise RecordError(f"{path.name} is not valid YAML: {error}") from error


@lru_cache(maxsize=4)
def sources(folder: Path = DATA) -> dict[str, Source]:
    """Source documents by key."""
    return {s.key: s for s in _structs(folder / "sources.yml", Source)}


@lru_cache(maxsize=4)
def organizations(folder: Path = DATA) -> dict[str, Organization]:
    """Organisations by key."""
    return {o.key: o for o in _structs(folder / "organizations.yml", Organization)}


def records(folder: Path = DATA) -> list[Record]:
    """All records of all files in ``records/``, in file order."""
    found: list[Record] = []
    for path in sorted((folder / "records").glob("*.yml")):
        content = load_yaml(path)
        for entry in content["records"]:
            found.append(_record({"source": content.get("source"), **entry}, path))
    return found


def _record(entry: dict[str, Any], path: Path) -> Record:
    try:
        return record_from(entry)
    except msgspec.ValidationError as error:
        raise RecordError(f"{path.name}, record {entry.get('key')!r}: {error}") from error


def _structs(path: Path, kind: type[T]) -> list[T]:
    try:
        return msgspec.convert(load_yaml(path), list[kind], strict=False)  # type: ignore[valid-type]
    except msgspec.ValidationError as error:
        raise RecordError(f"{path.name}: {error}") from error
