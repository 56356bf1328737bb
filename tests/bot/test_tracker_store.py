"""The tracker store keeps no words, few conversations, and none for long."""

import asyncio
import json
import time
from functools import cache

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_store import TURNS_KEPT, ForgetfulTrackerStore


@cache
def domain():
    return Domain.from_yaml(
        """
version: "3.1"
intents: [find_food]
entities: [place]
slots:
  place: {type: text, influence_conversation: false, mappings: [{type: from_entity, entity: place}]}
"""
    )


def conversation(sender="one", turns=1):
    tracker = DialogueStateTracker(sender, domain().slots)
    tracker.update_with_events([ActionExecuted("action_session_start"), SessionStarted()], domain())
    for _ in range(turns):
        tracker.update_with_events(
            [
                ActionExecuted("action_listen"),
                UserUttered(
                    "my secret is in Didcot",
                    {"name": "find_food", "confidence": 0.9},
                    [{"entity": "place", "value": "Didcot"}],
                    {"text": "my secret is in Didcot", "need": "secret"},
                    input_channel="rest",
                    metadata={"audience": "parent", "note": "secret"},
                ),
                SlotSet("place", "Didcot"),
                ActionExecuted("action_find_food"),
                BotUttered("you said secret", {"custom": {"text": "secret"}}),
            ],
            domain(),
        )
    return tracker


def saved(store, tracker):
    asyncio.run(store.save(tracker))
    return asyncio.run(store.retrieve(tracker.sender_id))


def test_only_intents_and_slots_are_kept():
    store = ForgetfulTrackerStore(domain())
    again = saved(store, conversation())
    assert "secret" not in json.dumps([event.as_dict() for event in again.events])
    assert "secret" not in json.dumps(list(store._kept.values()))
    assert again.get_slot("place") == "Didcot"
    assert again.latest_message.intent_name == "find_food"
    assert again.get_latest_input_channel() == "rest"


def test_a_long_conversation_stays_small():
    store = ForgetfulTrackerStore(domain())
    again = saved(store, conversation(turns=60))
    assert sum(isinstance(event, UserUttered) for event in again.events) == TURNS_KEPT
    assert len(again.events) < 20


def test_saving_what_was_kept_changes_nothing():
    store = ForgetfulTrackerStore(domain())
    once = saved(store, conversation(turns=3))
    assert [e.as_dict() for e in saved(store, once).events] == [e.as_dict() for e in once.events]


def test_the_longest_unused_go_first():
    store = ForgetfulTrackerStore(domain(), most_trackers=2)
    for sender in ("one", "two", "one", "three"):
        saved(store, conversation(sender))
    assert set(asyncio.run(store.keys())) == {"one", "three"}


def test_idle_conversations_are_forgotten(monkeypatch):
    store = ForgetfulTrackerStore(domain())
    saved(store, conversation())
    now = time.monotonic()
    monkeypatch.setattr("bot.tracker_store.time.monotonic", lambda: now + 61 * 60)
    assert asyncio.run(store.retrieve("one")) is None


@pytest.mark.parametrize("sender", ["unknown", ""])
def test_an_unknown_conversation_is_none(sender):
    assert asyncio.run(ForgetfulTrackerStore(domain()).retrieve(sender)) is None


def test_a_new_conversation_can_be_created():
    tracker = asyncio.run(ForgetfulTrackerStore(domain()).get_or_create_tracker("new"))
    assert tracker.sender_id == "new"


def test_the_last_conversation_goes_in_time_though_nobody_writes():
    async def wait() -> None:
        store = ForgetfulTrackerStore(domain(), most_idle_minutes=0.1 / 60)
        await store.save(conversation("one"))
        await store.save(conversation("two"))
        assert len(store._kept) == 2
        until = time.monotonic() + 10
        while store._kept:
            assert time.monotonic() < until
            await asyncio.sleep(0.01)
        await store.save(conversation("three"))
        while store._kept:
            assert time.monotonic() < until
            await asyncio.sleep(0.01)

    asyncio.run(wait())
