"""Python imports this as it starts: the process then believes in the time that a file has (Unix seconds).

The file may change while the process runs; then the clock jumps. Waiting goes on as before, because the
monotonic clock is left alone.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

import time_machine

CLOCK = os.environ.get("TEST_CLOCK_FILE")


def follow(clock: time_machine.Coordinates, file: Path) -> None:
    seen, pause = file.read_text(), threading.Event()
    while not pause.wait(0.05):
        if (now := file.read_text()) and now != seen:
            clock.move_to(float(now))
            seen = now


if CLOCK:
    _file = Path(CLOCK)
    _clock = time_machine.travel(float(_file.read_text()), tick=True).start()

    def _start() -> None:
        threading.Thread(target=follow, args=(_clock, _file), daemon=True).start()

    _start()
    os.register_at_fork(after_in_child=_start)  # gunicorn's workers
