"""Nothing that people type is in a file of the cluster either: PostgreSQL's, Redis's and nginx's among them.

The doors are those of ``test_leaks.py``; here the engines die while people write.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.system import test_leaks as leaks
from tests.system.conftest import RunningSignpost
from tests.system.test_cluster import health, healthy

__all__ = ["healthy"]

pytestmark = pytest.mark.system

DOORS = tuple(
    door for door in leaks.DOORS if door is not leaks.desk
)  # people sign in at one store, tested there
DIES: dict[str, tuple[leaks.Door, ...]] = {
    "Rasa 1": (leaks.chat, leaks.form),
    "Action server": (leaks.chat, leaks.straight_to_the_bot),
    "PostgreSQL": (leaks.chat, leaks.form, leaks.searches),
    "Redis": (leaks.chat, leaks.form),
    "Web 1": (),
}


@pytest.mark.timeout(900)
def test_nothing_that_was_typed_is_written(healthy: RunningSignpost) -> None:
    def is_whole() -> bool:
        return all(health(node) == "ok" for node in healthy.nodes)

    assert leaks.written(healthy, leaks.WORDS) == []
    through(DOORS, healthy)
    for name, doors in DIES.items():
        healthy.kill(name)
        through(doors, healthy)
        healthy.wait_until(is_whole, f"every part after {name}")
    secrets = (healthy.settings.secret_key, healthy.settings.internal_token)
    assert leaks.written(healthy, (*leaks.WORDS, *secrets)) == []


def through(doors: tuple[Callable[[RunningSignpost], object], ...], server: RunningSignpost) -> None:
    for door in doors:
        door(server)
