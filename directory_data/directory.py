"""The open directory: the current index, renewed by itself when a new one is published."""

from __future__ import annotations

import threading
from pathlib import Path

from whoosh.index import EmptyIndexError

from directory_data import index, publishing, seed_files, sources, synonyms
from directory_data.errors import UnknownRecord
from directory_data.freshness import NotShown
from directory_data.link_workers import Finder, LinkWorkers
from directory_data.models import Record
from directory_data.postings import Postings
from directory_data.search import Answer, Results, Searcher, SearchQuery
from directory_data.settings import Settings
from directory_data.store import Store
from directory_data.synonym_store import SynonymStore
from directory_data.vocabulary import Audience

_Opened = tuple[Path, Searcher]


class Directory:
    """Search and look-up for site, API and bot; safe to share between threads."""

    def __init__(self, index_folder: Path) -> None:
        self._folder = index_folder
        self._lock = threading.Lock()
        self._open: _Opened | None = None
        self._finder: tuple[Searcher, Finder] | None = None

    @property
    def searcher(self) -> Searcher:
        """The search over the current index; raises ``IndexUnavailable``.

        After a publication whoever comes first opens the new index; the others go on with the old one
        until it is ready.
        """
        opened = self._open
        if opened and opened[0] == index.current(self._folder):
            return opened[1]
        if not self._lock.acquire(blocking=opened is None) and opened:
            return opened[1]
        try:
            self._open = self._renewed(self._open)
            return self._open[1]
        finally:
            self._lock.release()

    def _renewed(self, opened: _Opened | None) -> _Opened:
        while True:
            build = index.current(self._folder)
            if opened and opened[0] == build:
                return opened
            before = opened[1] if opened else None
            try:
                sources.learn(build)
                postings = Postings(build, before.postings if before else None)
                if before is None:  # afterwards words are scored again as they are asked for, in a few ms
                    postings.fill()
                edited, unconfirmed = publishing.edited(build), publishing.unconfirmed(build)
                return build, Searcher(postings, synonyms.of_build(build), before, edited, unconfirmed)
            except (OSError, EmptyIndexError):
                if index.current(self._folder) == build:
                    raise
                # Two publications have passed meanwhile, and the folder went with the second.

    def search(self, wanted: SearchQuery) -> Results:
        return self.searcher.search(wanted)

    def answers(self, text: str, audience: Audience | None = None, limit: int = 3) -> list[Answer]:
        return self.searcher.answers(text, audience, limit)

    def get(self, key_or_id: str) -> Record:
        """The published record with this key or id; raises ``UnknownRecord``."""
        catalogue = self.searcher.catalogue
        found = catalogue.by_key.get(key_or_id) or catalogue.by_id.get(key_or_id)
        if found is None:
            raise UnknownRecord(key_or_id)
        return found

    def not_shown(self, key: str) -> NotShown | None:
        """What is left to say of a record that is hidden because nobody confirmed it."""
        return self.searcher.unconfirmed.hidden.get(key)

    def link_workers(self, text: str) -> LinkWorkers:
        """The link worker of a listed organisation, else the area offices of a place."""
        searcher = self.searcher
        kept = self._finder
        if kept is None or kept[0] is not searcher:
            kept = self._finder = (searcher, Finder(searcher.catalogue.by_key))
        return kept[1].find(text)


def prepare(settings: Settings) -> int:
    """Bring store and index up to date with the files; returns the number of published records."""
    store = Store(settings.store_url)
    store.migrate()
    store.load_seed(seed_files.records())
    SynonymStore(store).load_seed(synonyms.pairs())
    return publishing.publish(settings, tidy=True)
