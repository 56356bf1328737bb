"""Starts programs again: one that hangs, by itself; all of them, one after the other, when somebody asks.

supervisord sees a program that has ended and starts it again. It does not see one that takes connections and
never answers, and it has no way to bring in a new model without all of them being away together.
"""

from __future__ import annotations

import fcntl
import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event

import httpx

from directory_data.settings import Settings

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
        self, addresses: Mapping[str, str], kill: Callable[[int, signal.Signals], object] = os.killpg
    ) -> None:
        self._addresses = addresses
        self._kill = kill
        self._processes: dict[str, int] = {}
        self._unanswered: dict[str, int] = {}
        self._starting: set[str] = set()
        # Making a client takes long, and a connection that is kept would be to an earlier process.
        self._http = httpx.Client(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))

    def started(self, name: str, process: int) -> None:
        """Its leader of this moment; until it has answered once it is waited for much longer."""
        self._unanswered[name] = 0
        self._starting.add(name)
        self._processes[name] = process

    def end_hanging(self) -> Iterator[str]:
        """Ask each once; the names of those that were ended because they have not answered for too long."""
        for name in self._addresses:
            answered, is_starting = self._answers(name), name in self._starting
            if answered:
                self._unanswered[name] = 0
                self._starting.discard(name)
            elif name in self._unanswered and (answered is None or is_starting):
                self._unanswered[name] += 1
                if self._unanswered[name] >= (STARTING if is_starting else MOST_UNANSWERED):
                    self._end(name, signal.SIGKILL)
                    yield name

    def start_anew(self, stopping: Event) -> Iterator[tuple[str, bool]]:
        """End each and wait until it is back, one after the other; name, and whether it is.

        Ends with the first that is not, so that what runs beside it with the model of before goes on.
        """
        for name in self._addresses:
            before = self._processes.get(name)
            self._end(name, signal.SIGTERM)
            is_back = self._is_back(name, before, stopping)
            yield name, is_back
            if not is_back:
                return

    def end_all(self) -> None:
        """Of a supervisor that is gone: end what it has left, and wait until the ports are free."""
        for name in self._processes:
            self._end(name, signal.SIGTERM)
        for _ in range(int(LEAVING / BETWEEN)):
            if not any(self._answers(name) for name in self._addresses):
                break
            time.sleep(BETWEEN)
        for name in self._processes:
            self._end(name, signal.SIGKILL)

    def _is_back(self, name: str, before: int | None, stopping: Event) -> bool:
        for _ in range(int(READY_LIMIT / BETWEEN)):
            if stopping.wait(BETWEEN):
                return False
            if self._processes.get(name) != before and self._answers(name):
                return True
        return False

    def _answers(self, name: str) -> bool | None:
        """``None`` when there was no answer in time, and false for a program that is not there."""
        try:
            # Whatever it says: a program that answers is alive.
            self._http.get(self._addresses[name], timeout=PATIENCE)
        except httpx.TimeoutException:
            return None
        except httpx.HTTPError:
            return False
        return True

    def _end(self, name: str, how: signal.Signals) -> None:
        """With all that it has started, since a paused child would keep the port."""
        self._unanswered.pop(name, None)
        with suppress(ProcessLookupError):
            self._kill(self._processes[name], how)


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
