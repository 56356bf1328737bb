"""The port of a web process, kept by its supervisor, so that one process follows another without a gap.

A web process asks for its port once it has loaded everything. Until then the process before it, or what is
left of that one, goes on answering; both have the same socket, so that no visitor's connection is lost.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click

VARIABLE = "WEB_PORT_FROM"
"""Names the file of the socket at which a web process asks; without it the process opens its port itself."""
PATIENCE = 10.0
"""Seconds that the one who asks and the one who is asked wait for each other."""
Taken = Callable[[int], None]


class KeptPort:
    """Open from the first process that asks for it until it is closed; ``taken`` is told who has asked."""

    def __init__(self, host: str, port: int, path: Path, taken: Taken) -> None:
        self._host, self._port, self._taken = host, port, taken
        self._listening: socket.socket | None = None
        self._lock = threading.Lock()
        self._asked = socket.socket(socket.AF_UNIX)
        self._asked.bind(str(path))
        self._asked.listen()
        threading.Thread(target=self._answer, daemon=True).start()

    def close_unless(self, is_answered: Callable[[], bool]) -> None:
        """When nobody answers on it any more, connections are refused instead of waiting for somebody."""
        with self._lock:
            if self._listening and not is_answered():
                self._listening.close()
                self._listening = None

    def _answer(self) -> None:
        while True:
            asking, _ = self._asked.accept()
            with asking, suppress(OSError):
                self._hand_to(asking)

    def _hand_to(self, asking: socket.socket) -> None:
        asking.settimeout(PATIENCE)
        process = asking.recv(32)
        if not process:  # it only wanted to know that we are here
            return
        with self._lock:
            socket.send_fds(asking, [b"port"], [self._open()])
            self._taken(int(process))

    def _open(self) -> int:
        if self._listening is None:
            family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
            try:
                self._listening = socket.create_server((self._host, self._port), family=family)
            except OSError as error:
                click.echo(f"Port {self._port} cannot be opened: {error.strerror}", err=True)
                raise
        return self._listening.fileno()


def ask() -> int | None:
    """The number of a listening socket, from whoever keeps one for this process; ``None`` without such."""
    with suppress(OSError), socket.socket(socket.AF_UNIX) as keeper:
        keeper.settimeout(PATIENCE)
        keeper.connect(os.environ.get(VARIABLE, ""))
        keeper.sendall(str(os.getpid()).encode())
        _, found, _, _ = socket.recv_fds(keeper, 32, 1)
        return found[0] if found else None
    return None


def is_kept() -> bool:
    """Whether somebody is there who will end this process when another has taken its place."""
    with suppress(OSError), socket.socket(socket.AF_UNIX) as keeper:
        keeper.settimeout(PATIENCE)
        keeper.connect(os.environ.get(VARIABLE, ""))
        return True
    return False
