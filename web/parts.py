"""The long-lived parts of the web process, made once and shared by its threads."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from flask import Flask, current_app

from directory_data import struct_types
from directory_data.directory import Directory
from directory_data.errors import IndexUnavailable
from directory_data.no_results import NoResults
from directory_data.ratings import Ratings
from directory_data.settings import Settings
from directory_data.store import Store
from nlu.memory import Memory
from web.chat_gateway import Gateway
from web.conversations import Conversations
from web.rasa_client import RasaClient
from web.rate_limits import RateLimits
from web.safety import UNJUDGED, Safety
from web.shared_memory import SharedMemory
from web.transcript import Transcripts

_NAME = "signpost"


@dataclass(frozen=True)
class Parts:
    settings: Settings
    store: Store
    tracker: Store | None
    """The database of what several Rasa processes keep of conversations."""
    directory: Directory
    shared: SharedMemory | None
    """Set where several web processes answer."""
    safety: Safety
    rasa: RasaClient
    gateway: Gateway
    limits: RateLimits
    transcripts: Transcripts
    no_results: NoResults
    ratings: Ratings

    @classmethod
    def of(cls, settings: Settings) -> Parts:
        """The parts for one set of settings."""
        directory = Directory(settings.index_folder)
        safety = Safety(settings)
        rasa = RasaClient(settings.rasa_url, settings.rasa_timeout, settings.internal_token)
        store = Store(settings.store_url)
        shared = SharedMemory(settings.redis_url, settings.secret_key) if settings.redis_url else None
        return cls(
            settings=settings,
            store=store,
            tracker=Store(settings.tracker_url) if settings.tracker_url else None,
            directory=directory,
            shared=shared,
            safety=safety,
            rasa=rasa,
            gateway=Gateway(safety, rasa, directory, Conversations(shared), settings.message_limit),
            limits=RateLimits(settings.messages_per_minute, key=settings.secret_key, shared=shared),
            transcripts=Transcripts(settings.secret_key),
            no_results=NoResults(store.engine),
            ratings=Ratings(store.engine),
        )

    def warm_up(self) -> None:
        """Load what the first message would have to wait for; fails when the card cannot be written.

        To be called before there are threads, which types are not made ready for otherwise.
        """
        struct_types.prepare()
        self.safety.escalation(UNJUDGED, None)
        self.safety.understand(self.safety.judge("hello", Memory()).reading)
        with suppress(IndexUnavailable):  # the site starts without an index and says so
            self.directory.answers("hello")


def install(app: Flask, made: Parts) -> None:
    app.extensions[_NAME] = made


def parts() -> Parts:
    """The parts of the application that is answering."""
    made: Parts = current_app.extensions[_NAME]
    return made
