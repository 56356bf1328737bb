"""What hangs is ended, what starts slowly is waited for, and a new model comes in one program at a time."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from directory_data.settings import Settings
from tests.web.fake_rasa import FakeRasa
from web import watching
from web.rasa_client import TOKEN_HEADER
from web.watching import MOST_UNANSWERED, Watch

LEADER, NEXT, LAST = 4711, 4712, 4713
GOING_ON = threading.Event()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "PATIENCE", 0.15)
    monkeypatch.setattr(watching, "BETWEEN", 0.01)
    monkeypatch.setattr(watching, "READY_LIMIT", 0.05)


@pytest.fixture
def program() -> Iterator[FakeRasa]:
    """Anything that answers over HTTP, and hangs with a long ``delay``."""
    made = FakeRasa()
    yield made
    made.close()


class Hanging:
    """A port that takes connections and never answers, as one of a stopped process does."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    made = Hanging()
    yield made
    made.close()


class Processes:
    """Of a system: they end when they are told to, and what is told them is kept."""

    def __init__(self, *stubborn: int) -> None:
        self.sent: list[tuple[int, signal.Signals]] = []
        self._stubborn, self._ended = stubborn, set[int]()

    def kill(self, process: int, number: int) -> None:
        if process in self._ended:
            raise ProcessLookupError
        if number:
            self.sent.append((process, signal.Signals(number)))
        if number == signal.SIGKILL or (number and process not in self._stubborn):
            self._ended.add(process)


def watch_of(**addresses: str) -> tuple[Watch, list[tuple[int, signal.Signals]]]:
    """With what it has sent to whom."""
    sent: list[tuple[int, signal.Signals]] = []
    watch = Watch(addresses, lambda process, number: sent.append((process, number)))
    for name in addresses:
        watch.started(name, LEADER)
    return watch, sent


def test_a_program_that_answers_is_left_alone(program: FakeRasa) -> None:
    watch, sent = watch_of(rasa=f"http://127.0.0.1:{program.port}/")
    assert [name for _ in range(9) for name in watch.end_hanging()] == [] and sent == []


def test_a_program_without_a_model_is_alive_and_not_ready(program: FakeRasa) -> None:
    """Starting it again and again would not mend the file; what runs with the old model is left as it is."""
    url = f"http://127.0.0.1:{program.port}/"
    program.ready = 503
    sent: list[tuple[int, int]] = []

    def ended(process: int, number: int) -> None:
        sent.append((process, number))
        if number:
            watch.started("rasa1", NEXT)

    watch = Watch({"rasa1": url, "rasa2": url}, ended)
    watch.started("rasa1", LEADER)
    watch.started("rasa2", LAST)
    assert [name for _ in range(MOST_UNANSWERED + 1) for name in watch.end_hanging()] == [] and sent == []
    assert list(watch.start_anew(GOING_ON)) == [("rasa1", False)]
    assert LAST not in dict(sent)


def test_whoever_is_asked_is_shown_the_token(program: FakeRasa) -> None:
    watch = Watch({"rasa": f"http://127.0.0.1:{program.port}/"}, token="drawn")
    assert list(watch.end_hanging()) == []
    assert program.headers[-1][TOKEN_HEADER] == "drawn"


def test_asking_every_second_costs_next_to_nothing(
    program: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client made for each question reads all certificates: 30 times the work, 8% of a processor."""
    watch, _ = watch_of(rasa=f"http://127.0.0.1:{program.port}/")
    made: list[object] = []
    monkeypatch.setattr(httpx.HTTPTransport, "__init__", lambda *_, **__: made.append(_))
    assert list(watch.end_hanging()) == [] and made == []


def test_a_program_that_hangs_is_ended_once(program: FakeRasa, hanging: Hanging) -> None:
    addresses = {"rasa": f"http://127.0.0.1:{program.port}/"}
    sent: list[tuple[int, signal.Signals]] = []
    watch = Watch(addresses, lambda process, number: sent.append((process, number)))
    watch.started("rasa", LEADER)
    assert list(watch.end_hanging()) == []
    addresses["rasa"] = hanging.url
    ended = [list(watch.end_hanging()) for _ in range(MOST_UNANSWERED + 2)]
    assert ended == [[]] * (MOST_UNANSWERED - 1) + [["rasa"], [], []]
    assert sent == [(LEADER, signal.SIGKILL)]


def test_a_program_that_has_not_answered_yet_is_waited_for(hanging: Hanging) -> None:
    watch, sent = watch_of(rasa=hanging.url)
    assert [name for _ in range(MOST_UNANSWERED + 1) for name in watch.end_hanging()] == [] and sent == []


def test_a_program_that_never_answers_is_ended_in_the_end(
    hanging: Hanging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "STARTING", 7)
    watch, sent = watch_of(rasa=hanging.url)
    assert [list(watch.end_hanging()) for _ in range(8)] == [[]] * 6 + [["rasa"], []]
    assert sent == [(LEADER, signal.SIGKILL)]


def test_a_program_that_is_away_is_left_to_supervisord(program: FakeRasa) -> None:
    watch, sent = watch_of(rasa=f"http://127.0.0.1:{program.port}/")
    list(watch.end_hanging())
    program.close()
    assert [name for _ in range(MOST_UNANSWERED + 1) for name in watch.end_hanging()] == [] and sent == []


def test_all_are_started_anew_one_after_the_other(program: FakeRasa) -> None:
    url = f"http://127.0.0.1:{program.port}/"
    system = Processes()

    def ended(process: int, number: int) -> None:
        system.kill(process, number)
        watch.started("rasa" if process == LEADER else "web", process + 10)

    watch = Watch({"rasa": url, "web": url, "nginx": url}, ended, lasting=["nginx"])
    watch.started("rasa", LEADER)
    watch.started("web", NEXT)
    watch.started("nginx", NEXT + 1)
    assert list(watch.start_anew(GOING_ON)) == [("rasa", True), ("web", True)]
    assert system.sent == [(LEADER, signal.SIGTERM), (NEXT, signal.SIGTERM)]


def test_the_workers_of_web_answer_until_the_new_model_is_loaded(program: FakeRasa) -> None:
    system, first = Processes(), Processes()

    def next_starts(process: int, number: int) -> None:
        first.kill(process, number)
        watch.started("web", NEXT)
        assert system.sent == []
        watch.taken("web", NEXT)

    url = f"http://127.0.0.1:{program.port}/"
    watch = Watch({"web": url}, system.kill, followed=["web"], kill_one=next_starts)
    watch.started("web", LEADER)
    assert list(watch.start_anew(GOING_ON)) == [("web", True)]
    assert first.sent == [(LEADER, signal.SIGKILL)] and system.sent == [(LEADER, signal.SIGTERM)]


def test_what_still_loads_is_not_back(program: FakeRasa) -> None:
    """The one before answers on the same port."""
    url = f"http://127.0.0.1:{program.port}/"
    watch = Watch(
        {"web": url}, Processes().kill, followed=["web"], kill_one=lambda *_: watch.started("web", NEXT)
    )
    watch.started("web", LEADER)
    assert list(watch.start_anew(GOING_ON)) == [("web", False)]


def test_the_rest_keeps_the_old_model_when_one_does_not_come_back(program: FakeRasa) -> None:
    url = f"http://127.0.0.1:{program.port}/"
    watch, sent = watch_of(rasa1=url, rasa2=url)
    assert list(watch.start_anew(GOING_ON)) == [("rasa1", False)]
    assert len(sent) == 1


def test_what_a_dead_supervisor_left_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LEAVING", 0.05)
    system = Processes(LEADER)
    watch = Watch({}, system.kill, stops={"nginx": signal.SIGQUIT})
    watch.started("rasa", LEADER)
    watch.started("nginx", NEXT)
    watch.end_all()
    assert system.sent == [
        (LEADER, signal.SIGTERM),
        (NEXT, signal.SIGQUIT),
        (LEADER, signal.SIGKILL),
    ]


def test_what_a_dead_program_left_is_ended_when_the_next_starts() -> None:
    """nginx's worker goes on without its first process, and would keep the port."""
    system = Processes()
    watch = Watch({}, system.kill, stops={"nginx": signal.SIGQUIT})
    watch.started("nginx", LEADER)
    assert system.sent == []
    watch.started("nginx", NEXT)
    watch.started("nginx", NEXT)
    assert system.sent == [(LEADER, signal.SIGQUIT)]


def test_a_number_that_may_be_of_another_by_now_is_forgotten() -> None:
    ended: list[int] = []
    watch = Watch({}, lambda process, number: ended.append(process))
    watch.started("web", LEADER)
    watch._kill = gone
    watch.ended("web")
    watch._kill = lambda process, number: ended.append(process)
    watch.end_all()
    watch.started("web", NEXT)
    assert ended == []


def gone(process: int, number: int) -> None:
    raise ProcessLookupError


def test_a_web_process_goes_on_until_the_next_has_taken_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LEAVING", 0.05)
    system = Processes(LEADER)
    watch = Watch({}, system.kill, followed=["web"])
    watch.started("web", LEADER)
    watch.taken("web", LEADER)
    watch.end_all(but=["web"])
    watch.started("web", NEXT)
    watch.ended("web")
    assert system.sent == [] and watch.is_answered("web")
    watch.taken("web", NEXT)
    assert system.sent == [(LEADER, signal.SIGTERM), (LEADER, signal.SIGKILL)]
    watch.end_all()
    assert system.sent[2:] == [(NEXT, signal.SIGTERM)] and not watch.is_answered("web")


def test_one_that_is_loading_does_not_answer() -> None:
    system = Processes()
    watch = Watch({}, system.kill, followed=["web"])
    watch.started("web", LEADER)
    assert not watch.is_answered("web")
    watch.taken("web", LEADER)
    assert watch.is_answered("web")
    watch.started("web", NEXT)
    system.kill(LEADER, signal.SIGKILL)
    assert not watch.is_answered("web")


def test_one_that_takes_its_place_late_leaves_the_next_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The supervisor was killed while a web process was loading: two of them load, and the first is first."""
    monkeypatch.setattr(watching, "LEAVING", 0.05)
    system = Processes()
    watch = Watch({}, system.kill, followed=["web"])
    for process in (LEADER, NEXT, LAST):
        watch.started("web", process)
    watch.taken("web", NEXT)
    assert system.sent == [(LEADER, signal.SIGTERM)]
    watch.taken("web", LAST)
    assert system.sent[1:] == [(NEXT, signal.SIGTERM)]


def test_the_answer_of_the_one_before_is_none_of_the_next(program: FakeRasa, hanging: Hanging) -> None:
    """One that is still loading is not ended because what answered in its place has gone."""
    addresses = {"web": f"http://127.0.0.1:{program.port}/"}
    system = Processes()
    watch = Watch(addresses, system.kill, followed=["web"])
    watch.started("web", LEADER)
    watch.started("web", NEXT)
    assert list(watch.end_hanging()) == []
    addresses["web"] = hanging.url
    assert [name for _ in range(MOST_UNANSWERED + 1) for name in watch.end_hanging()] == []
    watch.taken("web", NEXT)
    assert [name for _ in range(MOST_UNANSWERED) for name in watch.end_hanging()] == ["web"]


def test_only_a_running_copy_is_told(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    told = threading.Event()
    before = signal.signal(signal.SIGUSR1, lambda *_: told.set())
    try:
        assert not watching.ask_to_start_anew(settings)
        with watching.reachable(settings):
            assert watching.ask_to_start_anew(settings) and told.is_set()
        told.clear()
        assert not watching.ask_to_start_anew(settings) and not told.is_set()
    finally:
        signal.signal(signal.SIGUSR1, before)
