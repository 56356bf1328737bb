"""The sources that facts come from: those of the reviewed files, and those that editors have added.

Added sources live in the store. Every index build carries them, and whoever opens it learns them, so that a
record and the name of its source are always seen together.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from directory_data import seed_files
from directory_data.editing_tables import source
from directory_data.models import Source
from directory_data.store import Store

FILE = "sources.json"
_learned: dict[str, Source] = {}


def known() -> Mapping[str, Source]:
    """Every source by key, as far as this process has opened the directory."""
    return {**_learned, **seed_files.sources()}


def find(key: str) -> Source:
    """The source with this key; raises ``KeyError``."""
    return seed_files.sources().get(key) or _learned[key]


def stored(store: Store) -> dict[str, Source]:
    """The sources of the store and of the files, by key."""
    with store.engine.connect() as connection:
        rows = connection.execute(sa.select(source.c.body)).all()
    added = {one.key: one for one in (msgspec.convert(row.body, Source, strict=False) for row in rows)}
    return {**added, **seed_files.sources()}


def register(connection: Connection, body: Source, rhythm_days: int) -> None:
    """Add a source to the store, or bring it up to date."""
    values = {"body": msgspec.to_builtins(body), "rhythm_days": rhythm_days}
    changed = connection.execute(source.update().where(source.c.key == body.key).values(**values))
    if not changed.rowcount:
        connection.execute(source.insert().values(key=body.key, **values))


def written(store: Store) -> bytes:
    """The sources as an index build carries them."""
    return msgspec.json.encode(stored(store))


def learn(build: Path) -> None:
    """Take in the sources of an index build; one made before it carried any brings none."""
    path = build / FILE
    if path.exists():
        _learned.update(msgspec.json.decode(path.read_bytes(), type=dict[str, Source]))
