"""Nothing that people type is in any file of the web process as it runs in production: JSON lines in its log.

The doors are those of ``test_leaks.py``; here they also lead to a paused site and to a disk that is full.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path

import pytest

from directory_data.settings import Settings
from directory_data.store import Store
from tests.system import test_leaks as leaks
from tests.system.conftest import RunningSignpost
from tests.system.test_failures import restore, silent_rasa  # noqa: F401 fixture
from tests.web.fake_rasa import FakeRasa
from web import pause_file

pytestmark = pytest.mark.system


@pytest.fixture
def production(trained: Path, tmp_path: Path, silent_rasa: FakeRasa) -> Iterator[RunningSignpost]:  # noqa: F811
    """The web process alone, with a store; Rasa answers with an error that quotes what was said."""
    silent_rasa.status, silent_rasa.items = 500, [{"text": leaks.DETAILS}]
    data = tmp_path / "data"
    data.mkdir()
    for name in ("models", "index"):
        (data / name).symlink_to(trained / name)
    Store(Settings(data=data).store_url).migrate()
    more = {"SIGNPOST_RASA_PORT": str(silent_rasa.port), "SIGNPOST_LOG_FORMAT": "json"}
    running = RunningSignpost(data, "serve", environment=more)
    try:
        running.wait_until(running.is_live, "the web process")
        yield running
    finally:
        running.stop()


def write(server: RunningSignpost) -> None:
    for message in (leaks.ORDINARY, leaks.DISCLOSURE, leaks.DETAILS):
        leaks.post(server, "/api/chat", json={"message": message})
        leaks.post(server, "/chat", data={"message": message, "transcript": message})


@contextmanager
def paused(server: RunningSignpost) -> Iterator[None]:
    settings = Settings(data=server.data)
    pause_file.pause(settings, "fictional: a test")
    yield
    pause_file.resume(settings)


@contextmanager
def full(server: RunningSignpost) -> Iterator[None]:
    """As in ``test_failures.py``: every write that makes a file longer is refused."""
    with ExitStack() as limits:
        for process in processes(server):
            kept = resource.prlimit(process, resource.RLIMIT_FSIZE)
            limits.callback(restore, process, kept)
            resource.prlimit(process, resource.RLIMIT_FSIZE, (0, kept[1]))
        before = leaks.reported(server.data)
        leaks.reports(server)
        assert leaks.reported(server.data) == before, "writes are refused"
        yield


def processes(server: RunningSignpost) -> list[int]:
    """The first one and its workers: they are one session."""
    numbers = [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]
    return [number for number in numbers if session_of(number) == server.number]


def session_of(process: int) -> int:
    try:
        return os.getsid(process)
    except ProcessLookupError:
        return 0


DOORS = (
    write,
    leaks.reports,
    leaks.garbage,
    leaks.wrong_addresses,
    leaks.searches,
    leaks.rubbish_on_the_wire,
)
STATES: tuple[Callable[[RunningSignpost], AbstractContextManager[object]], ...] = (
    lambda _: nullcontext(),
    paused,
    full,
)


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux can limit a running process")
def test_as_in_production_nothing_is_written_paused_or_on_a_full_disk(production: RunningSignpost) -> None:
    for state in STATES:
        with state(production):
            for door in DOORS:
                door(production)
    assert leaks.reported(production.data) == 1, "a report was really kept"
    lines = "".join(production.output)
    assert '"level":"error"' in lines and '"status":503' in lines, "failures were logged, as JSON"
    secrets = (production.settings.secret_key, production.settings.internal_token)
    assert leaks.written(production, (*leaks.WORDS, *secrets)) == []
