"""Whether chat and site are paused: a file in the data folder, and nothing else.

So it works without store, index and site, for every process that shares the folder, and through a restart.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec

from directory_data import moments
from directory_data.settings import Settings

NAME = "paused.json"


class Pause(msgspec.Struct, frozen=True):
    """Since when and why; the reason is for whoever is on call, not for visitors."""

    since: dt.datetime
    reason: str


def pause(settings: Settings, reason: str) -> None:
    settings.data.mkdir(parents=True, exist_ok=True)
    partial = _file(settings).with_suffix(".part")
    partial.write_bytes(msgspec.json.encode(Pause(moments.now(), reason)))
    partial.replace(_file(settings))


def resume(settings: Settings) -> None:
    _file(settings).unlink(missing_ok=True)


def current(settings: Settings) -> Pause | None:
    """The pause that is on; a file that cannot be read is one as well."""
    try:
        return msgspec.json.decode(_file(settings).read_bytes(), type=Pause)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError):
        return Pause(dt.datetime.fromtimestamp(0, dt.timezone.utc), f"{NAME} cannot be read")


def _file(settings: Settings) -> Path:
    return settings.data / NAME
