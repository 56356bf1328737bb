"""Whether the process is alive, and whether it can answer: each part is really touched."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

import httpx
from flask import Blueprint, Response

from web import pause_file
from web.contracts import Live, PartState, Ready, json_of
from web.errors import NotReady
from web.parts import Parts, parts

blueprint = Blueprint("health", __name__, url_prefix="/health")
logger = logging.getLogger(__name__)

STORE_PATIENCE = 2.0  # seconds
_asking = threading.BoundedSemaphore(2)
NEEDED = ("index", "safety")
"""Without these chat cannot answer safely; without the others it answers more plainly."""


@blueprint.get("/live")
def live() -> Response:
    """The process answers."""
    return json_of(Live())


@blueprint.get("/ready")
def ready() -> tuple[Response, int]:
    """Each part and its state; 503 when people cannot be answered safely.

    Paused is 200: a load balancer must go on sending people here, to the page with the numbers.
    """
    states = {name: _state(check, parts()) for name, check in _checks(parts()).items()}
    if pause_file.current(parts().settings):
        return json_of(Ready(status="paused", parts=states)), 200
    if any(states[name].state == "failing" for name in NEEDED):
        return json_of(Ready(status="failing", parts=states)), 503
    sound = all(state.state == "ok" for state in states.values())
    return json_of(Ready(status="ok" if sound else "degraded", parts=states)), 200


def _checks(made: Parts) -> dict[str, Callable[[Parts], str]]:
    """Those of the parts that this copy has."""
    return CHECKS if made.shared is None else CHECKS | {"redis": _redis}


def _state(check: Callable[[Parts], str], made: Parts) -> PartState:
    try:
        return PartState(state="ok", detail=check(made))
    except Exception as error:
        logger.warning("not ready: %s", type(error).__name__)
        return PartState(state="failing", detail=type(error).__name__)


def _store(made: Parts) -> str:
    """Asked from a thread of its own: nothing ends the wait for a database that hangs."""
    if not _asking.acquire(blocking=False):
        raise NotReady("still asked")
    answers: queue.SimpleQueue[int | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(made.store.publication())
        except Exception as error:
            answers.put(error)
        finally:
            _asking.release()

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=STORE_PATIENCE)
    except queue.Empty:
        raise NotReady("no answer in time") from None
    if isinstance(answer, Exception):
        raise answer
    return f"publication {answer}"


def _index(made: Parts) -> str:
    return f"{len(made.directory.searcher.catalogue.by_key)} records"


def _safety(made: Parts) -> str:
    if not any(made.safety.detectors().values()):
        raise NotReady("no detector")
    return "answers"


def _classifier(made: Parts) -> str:
    if not made.safety.detectors()["classifier"]:
        raise NotReady("rules work alone")
    return "trained"


def _encoder(made: Parts) -> str:
    if not made.safety.detectors()["encoder"]:
        raise NotReady("rules and classifier work without it")
    return "reads"


def _rasa(made: Parts) -> str:
    made.rasa.ping()
    return "answers"


def _actions(made: Parts) -> str:
    httpx.get(f"{made.settings.actions_url}/health", timeout=1.0, trust_env=False).raise_for_status()
    return "answers"


def _redis(made: Parts) -> str:
    if made.shared:
        made.shared.ping()
    return "answers"


CHECKS: dict[str, Callable[[Parts], str]] = {
    "index": _index,
    "safety": _safety,
    "classifier": _classifier,
    "encoder": _encoder,
    "store": _store,
    "rasa": _rasa,
    "actions": _actions,
}
