"""Starts programs again: one that hangs, by itself; all of them, one after the other, when somebody asks.

supervisord sees a program that has ended and starts it again. It does not see one that takes connections and
never answers, nor what one that died has left running, and it has no way to bring in a new model without all
of them being away together.
"""

from __future__ import annotations

import fcntl
import os
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from types import MappingProxyType

import httpx

from directory_data.settings import Settings
from web.rasa_client import TOKEN_HEADER

PATIENCE = 3.0  # seconds to wait for an answer
MOST_UNANSWERED = 4
"""In a row, before a program is ended: 13 seconds or more, in which chat answers without it."""
STARTING = 300
"""The same for one that has not answered yet: five minutes or more."""
BETWEEN = 1.0  # seconds
LEAVING = 10.0  # seconds for what is ended to finish what it is about
READY_LIMIT = 120.0
"""Seconds after which a program that was started anew is not coming, and the others are left as they are."""
FILE = "run.pid"
"""In the data folder: the process that watches, to be told by SIGUSR1 to start all anew."""


class Watch:
    """Of programs by name, with the addresses that answer while they are alive."""

    def __init__(
        self,
        addresses: Mapping[str, str],
        kill: Callable[[int, int], object] = os.killpg,
        followed: Collection[str] = (),
        stops: Mapping[str, signal.Signals] = MappingProxyType({}),
        kill_one: Callable[[int, int], object] = os.kill,
        lasting: Collection[str] = (),
        token: str = "",
    ) -> None:
        """``followed`` answer until the next of their name has taken their place, as ``taken`` is told;
        ``stops`` are the signals by which some end what they are about and leave, SIGTERM otherwise;
        ``lasting`` are left as they are when all are started anew; ``token`` is shown to whoever is asked."""
        self._addresses = addresses
        self._kill, self._kill_one = kill, kill_one
        self._followed, self._lasting = followed, lasting
        self._stops = stops
        self._processes: dict[str, int] = {}
        self._earlier: defaultdict[str, list[int]] = defaultdict(list)
        self._answering: defaultdict[str, list[int]] = defaultdict(list)
        self._unanswered: dict[str, int] = {}
        self._starting: set[str] = set()
        # Making a client takes long, and a connection that is kept would be to an earlier process.
        self._http = httpx.Client(
            headers={TOKEN_HEADER: token},
            trust_env=False,
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    def started(self, name: str, process: int) -> None:
        """Its leader of this moment; until it has answered once it is waited for much longer."""
        before = self._processes.get(name)
        if process == before:
            return
        self._unanswered[name] = 0
        self._starting.add(name)
        self._processes[name] = process
        if not before or not self._is_there(before):
            return
        if name in self._followed:
            self._earlier[name].append(before)
        else:  # what it has left would keep the port
            self._send(before, self._stops.get(name, signal.SIGTERM))

    def taken(self, name: str, process: int) -> None:
        """It answers from now on: what was started before it finishes what it is about, and leaves."""
        self._answering[name].append(process)
        earlier = self._earlier[name]
        if process not in earlier:  # otherwise another has been started since, and is still loading
            self.started(name, process)
            self._starting.discard(name)
        before = earlier[: earlier.index(process)] if process in earlier else [*earlier]
        earlier[:] = [one for one in earlier if one not in before]
        self._end_and_wait(dict.fromkeys(before, signal.SIGTERM))

    def is_answered(self, name: str) -> bool:
        """Whether anything is left of those that have taken its port; one that is loading is not meant."""
        self._answering[name] = [one for one in self._answering[name] if self._is_there(one)]
        return bool(self._answering[name])

    def ended(self, name: str) -> None:
        """Its leader has; its number is forgotten when nothing of it goes on."""
        if not self._is_there(self._processes.get(name)):
            self._processes.pop(name, None)

    def end_hanging(self) -> Iterator[str]:
        """Ask each once; the names of those that were ended because they have not answered for too long."""
        for name in self._addresses:
            answered, is_starting = self._answers(name), name in self._starting
            if answered:
                self._unanswered[name] = 0
                self._starting -= {name} - set(self._followed)  # the one before may have answered
            elif name in self._unanswered and (answered is None or is_starting):
                self._unanswered[name] += 1
                if self._unanswered[name] >= (STARTING if is_starting else MOST_UNANSWERED):
                    self._end(name, signal.SIGKILL)
                    yield name

    def start_anew(self, stopping: Event) -> Iterator[tuple[str, bool]]:
        """End each and wait until it is back, one after the other; name, and whether it is.

        Ends with the first that is not, so that what runs beside it with the model of before goes on.
        """
        for name in [one for one in self._addresses if one not in self._lasting]:
            before = self._processes.get(name)
            self._make_way(name)
            is_back = self._is_back(name, before, stopping)
            yield name, is_back
            if not is_back:
                return

    def end_all(self, but: Collection[str] = ()) -> None:
        """Of a supervisor that is gone: end what it has left, and wait until that has gone."""
        left = {one: name for name, one in self._processes.copy().items()}
        left |= {one: name for name, earlier in self._earlier.copy().items() for one in earlier}
        stop = self._stops
        self._end_and_wait(
            {one: stop.get(name, signal.SIGTERM) for one, name in left.items() if name not in but}
        )

    def _is_back(self, name: str, before: int | None, stopping: Event) -> bool:
        for _ in range(int(READY_LIMIT / BETWEEN)):
            if stopping.wait(BETWEEN):
                return False
            waits = name in self._followed and name in self._starting
            if self._processes.get(name) not in {None, before} and not waits and self._is_ready(name):
                return True
        return False

    def _answers(self, name: str) -> bool | None:
        """``None`` when there was no answer in time, and false for a program that is not there."""
        try:
            # Whatever it says: a program that answers is alive, and ending it would not give it a model.
            self._ask(name)
        except httpx.TimeoutException:
            return None
        except httpx.HTTPError:
            return False
        return True

    def _is_ready(self, name: str) -> bool:
        """Whether it says that it can do its work."""
        try:
            return self._ask(name).is_success
        except httpx.HTTPError:
            return False

    def _ask(self, name: str) -> httpx.Response:
        return self._http.get(self._addresses[name], timeout=PATIENCE)

    def _make_way(self, name: str) -> None:
        """Only the first process ends of one that is followed: its workers answer until the next loads."""
        if name not in self._followed:
            self._end(name, signal.SIGTERM)
        elif name in self._processes:
            with suppress(ProcessLookupError):
                self._kill_one(self._processes[name], signal.SIGKILL)

    def _end(self, name: str, how: signal.Signals) -> None:
        self._unanswered.pop(name, None)
        if name in self._processes:
            self._send(self._processes[name], how)

    def _end_and_wait(self, processes: Mapping[int, signal.Signals]) -> None:
        for one, stop in processes.items():
            self._send(one, stop)
        for _ in range(int(LEAVING / BETWEEN)):
            if not any(map(self._is_there, processes)):
                return
            time.sleep(BETWEEN)
        for one in processes:
            self._send(one, signal.SIGKILL)

    def _is_there(self, process: int | None) -> bool:
        return process is not None and self._send(process, 0)

    def _send(self, process: int, number: int) -> bool:
        """To it and all that it has started, since each child would keep the port; whether any is there."""
        try:
            self._kill(process, number)
        except (ProcessLookupError, PermissionError):  # macOS says the second of one that nobody has buried
            return False
        return True


@contextmanager
def reachable(settings: Settings) -> Iterator[None]:
    """Meanwhile this process can be told to start everything anew."""
    with (settings.data / FILE).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(str(os.getpid()))
        file.flush()
        yield


def ask_to_start_anew(settings: Settings) -> bool:
    """Tell the running copy or cluster of this data folder; false when there is none."""
    return any(_tell(folder / FILE) for folder in (settings.data, settings.data / "cluster"))


def _tell(path: Path) -> bool:
    """The lock says that its writer lives: the number alone may be another program's by now."""
    with suppress(FileNotFoundError), path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            os.kill(int(file.read()), signal.SIGUSR1)
            return True
    return False
