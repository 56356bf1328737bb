"""A tracker store that forgets: in memory only, few, for an hour, and without anybody's words."""

from __future__ import annotations

import asyncio
import copy
import json
import time
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot import quiet_logs

quiet_logs.install()  # endpoints.yml names this module, so every Rasa server comes through here

MOST_TRACKERS = 5_000
MOST_IDLE_MINUTES = 60
TURNS_KEPT = 2
"""Older turns live on in their slots; the whole tracker goes to the action server with every action."""


class ForgetfulTrackerStore(TrackerStore):
    """Keeps slots, intents and action names; never a message, an entity or an answer."""

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        most_trackers: int = MOST_TRACKERS,
        most_idle_minutes: float = MOST_IDLE_MINUTES,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._most = most_trackers
        self._idle = most_idle_minutes * 60
        self._kept: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._due: asyncio.TimerHandle | None = None

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Remember a conversation without its words, and forget the ones that are due."""
        self._kept[tracker.sender_id] = (time.monotonic(), without_words(tracker))
        self._kept.move_to_end(tracker.sender_id)
        self._forget()
        if self._due is None:
            self._forget_later()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        self._forget()
        kept = self._kept.get(sender_id)
        if kept is None:
            return None
        return again(sender_id, kept[1], self)

    async def keys(self) -> Iterable[str]:
        return list(self._kept)

    def _forget(self) -> None:
        """Drop idle conversations, and the longest unused beyond the limit; the oldest come first."""
        oldest_allowed = time.monotonic() - self._idle
        while self._kept and (
            len(self._kept) > self._most or next(iter(self._kept.values()))[0] < oldest_allowed
        ):
            self._kept.popitem(last=False)

    def _forget_later(self) -> None:
        """Forget the one that is due next when it is due, also if nobody writes any more."""
        self._forget()
        self._due = None
        if self._kept:
            wait = next(iter(self._kept.values()))[0] + self._idle - time.monotonic()
            self._due = asyncio.get_running_loop().call_later(max(wait, 0) + 0.01, self._forget_later)


def without_words(tracker: DialogueStateTracker) -> str:
    """What is kept of a conversation, as JSON."""
    return json.dumps([event.as_dict() for event in worth_keeping(tracker)])


def again(sender_id: str, kept: str, store: TrackerStore) -> DialogueStateTracker:
    """The inverse of ``without_words``."""
    return DialogueStateTracker.from_dict(
        sender_id, json.loads(kept), store.domain.slots, store.max_event_history
    )


def worth_keeping(tracker: DialogueStateTracker) -> list[Event]:
    """Slots as they are now, then the last turns without words."""
    if not tracker.events:
        return []
    slots = [
        SlotSet(slot.name, slot.value)
        for slot in tracker.slots.values()
        if slot.value is not None and not slot.name.startswith("session_started")
    ]
    start = [
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        *slots,
        ActionExecuted(ACTION_LISTEN_NAME),
    ]
    for event in start:
        event.timestamp = tracker.events[0].timestamp
    return [*start, *(_without_words(event) for event in _last_turns(tracker.applied_events()))]


def _last_turns(events: list[Event]) -> list[Event]:
    said = [number for number, event in enumerate(events) if isinstance(event, UserUttered)]
    return events[said[-TURNS_KEPT:][0] :] if said else []


def _without_words(event: Event) -> Event:
    if isinstance(event, UserUttered):
        return UserUttered(
            text=None,
            intent={"name": event.intent_name},
            timestamp=event.timestamp,
            input_channel=event.input_channel,
        )
    if isinstance(event, BotUttered):
        return BotUttered(timestamp=event.timestamp)
    return copy.deepcopy(event)
