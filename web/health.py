"""Whether the process is alive, and whether it can answer: each part is really touched."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import TypeVar

import httpx
from flask import Blueprint, Flask, Response, current_app

from directory_data import kept_conversations
from directory_data.store import Store
from web import observing, pause_file
from web.contracts import Live, PartState, Ready, json_of
from web.errors import NotReady
from web.parts import Parts, parts
from web.shared_memory import SharedMemory

blueprint = Blueprint("health", __name__, url_prefix="/health")
logger = logging.getLogger(__name__)

STORE_PATIENCE = 1.0  # seconds
KEPT = 5.0  # seconds
NEEDED = ("index", "safety")
"""Without these chat cannot answer safely; without the others it answers more plainly."""
_NAME = "health"
T = TypeVar("T")
States = dict[str, PartState]


class Looks:
    """The newest look at every part, for whoever may ask as often as they like.

    A look reads a message, which takes its time from people, and waits for what hangs.
    """

    def __init__(self) -> None:
        self._looking = threading.Lock()
        self._newest: States = {}
        self._until = 0.0

    def newest(self, look: Callable[[], States]) -> States:
        """One of the last ``KEPT`` seconds, or the one before while somebody else is looking."""
        if time.monotonic() >= self._until and self._looking.acquire(blocking=not self._newest):
            try:
                if time.monotonic() >= self._until:  # those who waited for the first one have it
                    self._newest = look()
                    self._until = time.monotonic() + KEPT
            finally:
                self._looking.release()
        return self._newest


def init_app(app: Flask) -> None:
    app.extensions[_NAME] = Looks()
    app.register_blueprint(blueprint)


@blueprint.get("/live")
def live() -> Response:
    """The process answers."""
    return json_of(Live())


@blueprint.get("/ready")
def ready() -> tuple[Response, int]:
    """Each part and its state; 503 when people cannot be answered safely.

    Paused is 200: a load balancer must go on sending people here, to the page with the numbers. This machine
    is told of this moment, everybody else of a few seconds ago.
    """
    look = partial(_look, parts())
    looks: Looks = current_app.extensions[_NAME]
    states = look() if observing.is_from_here() else looks.newest(look)
    if pause_file.current(parts().settings):
        return json_of(Ready(status="paused", parts=states)), 200
    if any(states[name].state == "failing" for name in NEEDED):
        return json_of(Ready(status="failing", parts=states)), 503
    sound = all(state.state == "ok" for state in states.values())
    return json_of(Ready(status="ok" if sound else "degraded", parts=states)), 200


def _look(made: Parts) -> States:
    return {name: _state(check) for name, check in _checks(made).items()}


def _checks(made: Parts) -> dict[str, Callable[[], str]]:
    """Those of the parts that this copy has."""
    detectors = cache(made.safety.detectors)  # one reading tells of all three
    checks: dict[str, Callable[[], str]] = {
        "index": partial(_index, made),
        "safety": lambda: _safety(detectors()),
        "classifier": lambda: _classifier(detectors()),
        "encoder": lambda: _encoder(detectors()),
        "store": partial(_store, made),
        "rasa": partial(_rasa, made),
        "actions": partial(_actions, made),
    }
    if made.tracker:
        checks["tracker"] = partial(_tracker, made.tracker)
    if made.shared:
        checks["redis"] = partial(_redis, made.shared)
    return checks


def _state(check: Callable[[], str]) -> PartState:
    try:
        return PartState(state="ok", detail=check())
    except Exception as error:
        logger.warning("not ready: %s", type(error).__name__)
        return PartState(state="failing", detail=type(error).__name__)


class Database:
    """Asked from a thread of its own: nothing ends the wait for a database that hangs."""

    def __init__(self) -> None:
        self._asking = threading.BoundedSemaphore(2)

    def ask(self, question: Callable[[], T]) -> T:
        """Its answer, or what it raises; ``NotReady`` when there is none in time."""
        if not self._asking.acquire(blocking=False):
            raise NotReady("still asked")
        answers: queue.SimpleQueue[T | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(question())
            except Exception as error:
                answers.put(error)
            finally:
                self._asking.release()

        threading.Thread(target=ask, daemon=True).start()
        try:
            answer = answers.get(timeout=STORE_PATIENCE)
        except queue.Empty:
            raise NotReady("no answer in time") from None
        if isinstance(answer, Exception):
            raise answer
        return answer


_records, _conversations = Database(), Database()


def _store(made: Parts) -> str:
    return f"publication {_records.ask(made.store.publication)}"


def _tracker(store: Store) -> str:
    _conversations.ask(partial(kept_conversations.touch, store))
    return "answers"


def _index(made: Parts) -> str:
    return f"{len(made.directory.searcher.catalogue.by_key)} records"


def _safety(working: Mapping[str, bool]) -> str:
    if not any(working.values()):
        raise NotReady("no detector")
    return "answers"


def _classifier(working: Mapping[str, bool]) -> str:
    if not working["classifier"]:
        raise NotReady("rules work alone")
    return "trained"


def _encoder(working: Mapping[str, bool]) -> str:
    if not working["encoder"]:
        raise NotReady("rules and classifier work without it")
    return "reads"


def _rasa(made: Parts) -> str:
    made.rasa.ping()
    return "answers"


def _actions(made: Parts) -> str:
    httpx.get(f"{made.settings.actions_url}/health", timeout=1.0, trust_env=False).raise_for_status()
    return "answers"


def _redis(shared: SharedMemory) -> str:
    shared.ping()
    return "answers"
