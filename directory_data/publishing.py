"""Brings the index up to date with the store: only what changed, or everything when that is not enough.

Each build carries the revision of every record it was made from. Comparing these with the store's finds
every edit, removal and restored revision, however many publications the index has missed.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from directory_data import freshness, index, notices, seed_files, sources, synonyms
from directory_data.errors import IndexUnavailable
from directory_data.freshness import Unconfirmed
from directory_data.models import Organization
from directory_data.settings import Settings
from directory_data.store import Store
from directory_data.synonym_store import SynonymStore

MANIFEST, EDITED = "manifest.json", "edited.json"
MOST_CHANGED = 0.2  # of all records; with more, a whole build is as quick


class Manifest(msgspec.Struct, frozen=True):
    """What an index build was made from."""

    organizations: str
    """Digest of the organisations, whose names stand in the text of the records they run."""
    synonyms: str
    """Digest of the synonyms, which stand in a file beside."""
    revisions: dict[str, int]
    """Published revision by record id, without the hidden ones."""
    unconfirmed: str = ""
    """Digest of what is lowered or hidden, which stands in a file beside."""


def publish(settings: Settings, *, tidy: bool = False) -> int:
    """Make what the store has published searchable; returns the number of published records.

    The other machines hear of it. ``tidy`` takes the time for a whole build when edits have left many deleted
    documents behind. A process that ends half-way leaves the index as it was.
    """
    store, folder = Store(settings.store_url), settings.index_folder
    organizations = seed_files.organizations()
    with _alone(folder):
        publication = store.publication()  # first: what is published meanwhile is found the next time
        pairs = msgspec.json.encode(list(SynonymStore(store).published().values()))
        held = freshness.unconfirmed(store)
        shown = {id_: number for id_, number in store.revisions().items() if id_ not in held.hidden_ids}
        kept = msgspec.json.encode(held, order="sorted")
        wanted = Manifest(digest(organizations), _sha256(pairs), shown, _sha256(kept))
        built = _built(folder)
        changed, removed = _differences(built, wanted)
        whole = (
            built is None
            or built.organizations != wanted.organizations
            or len(changed) + len(removed) > MOST_CHANGED * len(built.revisions)
            or (tidy and not index.is_tidy(index.current(folder)))
        )
        edits = store.edited() if whole else _edited(store, index.current(folder), changed, removed)
        beside = {
            MANIFEST: msgspec.json.encode(wanted),
            synonyms.BESIDE: pairs,
            sources.FILE: sources.written(store),
            EDITED: msgspec.json.encode(edits),
            freshness.FILE: kept,
        }
        if whole:
            records = [body for body in store.published() if body.id in shown]
            index.build(folder, records, organizations, publication, beside)
        elif changed or removed or (built and _beside(built) != _beside(wanted)):
            index.update(folder, store.bodies(changed), removed, organizations, publication, beside)
        else:
            return len(wanted.revisions)
    notices.announce(settings)
    return len(wanted.revisions)


def build_anew_next(settings: Settings) -> None:
    """Make the next publication a whole build: revision numbers say nothing about another store's records."""
    with suppress(IndexUnavailable):
        (index.current(settings.index_folder) / MANIFEST).unlink(missing_ok=True)


def digest(organizations: Mapping[str, Organization]) -> str:
    """Changes when any organisation does."""
    return _sha256(msgspec.json.encode(organizations))


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def edited(build: Path) -> dict[str, dt.datetime]:
    """When the records of an index build were last edited, by record id; see ``Store.edited``."""
    try:
        return msgspec.json.decode((build / EDITED).read_bytes(), type=dict[str, dt.datetime])
    except FileNotFoundError:
        return {}


def unconfirmed(build: Path) -> Unconfirmed:
    """What an index build lowers and hides; nothing in one made before there was any."""
    try:
        return msgspec.json.decode((build / freshness.FILE).read_bytes(), type=Unconfirmed)
    except FileNotFoundError:
        return Unconfirmed()


def _beside(manifest: Manifest) -> tuple[str, str]:
    return manifest.synonyms, manifest.unconfirmed


def _edited(store: Store, build: Path, changed: list[str], removed: set[str]) -> dict[str, dt.datetime]:
    """``Store.edited`` from what a build knows: reading it of every record takes longer than all else."""
    old = removed.union(changed)
    others = {id_: made for id_, made in edited(build).items() if id_ not in old}
    return others | store.edited(changed)


def _differences(built: Manifest | None, wanted: Manifest) -> tuple[list[str], set[str]]:
    """The ids of records that changed or are new, and of those no longer published."""
    known = built.revisions if built else {}
    changed = [id_ for id_, number in wanted.revisions.items() if known.get(id_) != number]
    return changed, known.keys() - wanted.revisions.keys()


def _built(folder: Path) -> Manifest | None:
    """The manifest of the current index; ``None`` when there is none that this code can go on from."""
    try:
        build = index.current(folder)
        if not index.is_readable(build):
            return None
        return msgspec.json.decode((build / MANIFEST).read_bytes(), type=Manifest)
    except (IndexUnavailable, OSError, msgspec.DecodeError):
        return None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One publication at a time, so that a slow one never puts an older state over a newer."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "PUBLISHING").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
