"""Where lists wait that somebody uploaded at the desk, and for how long: they name people."""

from __future__ import annotations

import datetime as dt
import shutil
from contextlib import suppress
from pathlib import Path

from directory_data.settings import Settings

KEPT = 24 * 60 * 60.0
"""Seconds until a list that nobody applied goes."""


def folder(settings: Settings) -> Path:
    """Has a folder for each list."""
    return settings.data / "uploads"


def forget(settings: Settings, at: dt.datetime) -> int:
    """Remove the lists that are too old at a moment; returns how many.

    One that is dated as far ahead goes too: a clock was wrong, and it would stay for as long as it was wrong.
    """
    gone = 0
    for kept in folder(settings).glob("*"):
        with suppress(FileNotFoundError):  # it is being applied just now
            if abs(at.timestamp() - kept.stat().st_mtime) > KEPT:
                shutil.rmtree(kept)
                gone += 1
    return gone
