"""Whether chat and site are paused: while there is a file for it in the data folder.

This works without store, index and site, for every process that shares the folder, and through a restart.
With several machines Redis passes the switch on, and ``web.node`` puts it into each one's folder, once:
whoever resumes here while Redis is away is not paused again by what Redis still says.
"""

from __future__ import annotations

import datetime as dt
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
from redis.exceptions import RedisError

from directory_data import moments, notices
from directory_data.settings import Settings

NAME = "paused.json"
FOLLOWED = "followed.json"
"""The switch that was followed last, as Redis has it."""
SWITCH = "signpost:pause"
"""Name in Redis of what was switched last."""


class Pause(msgspec.Struct, frozen=True):
    """Since when and why; the reason is for whoever is on call, not for visitors."""

    since: dt.datetime
    reason: str


class Switch(msgspec.Struct, frozen=True):
    """What was switched last, and when."""

    on: bool
    at: dt.datetime
    reason: str = ""


class Reached(NamedTuple):
    """Where a switch took effect; a machine on its own has told all others."""

    here: bool
    others: bool


def pause(settings: Settings, reason: str) -> Reached:
    """Pause this machine and the others: these first, as this one's disk may be full, or hang."""
    switch = Switch(True, moments.now(), reason)
    others = _pass_on(settings, switch)
    with suppress(OSError):
        _write(settings, switch)
        if settings.redis_url:
            _replace(settings.data / FOLLOWED, msgspec.json.encode(switch))
    return Reached(current(settings) is not None, others)


def resume(settings: Settings) -> Reached:
    """The same the other way."""
    others = _pass_on(settings, Switch(False, moments.now()))
    with suppress(OSError):
        _file(settings).unlink(missing_ok=True)
    return Reached(current(settings) is None, others)


def follow(settings: Settings) -> None:
    """Do here what was switched elsewhere, unless that was done already.

    Raises ``RedisError``, ``OSError`` and ``msgspec.DecodeError``, after which it is to be tried again.
    """
    if not settings.redis_url:
        return
    with notices.connected(settings) as redis:
        found: bytes = redis.get(SWITCH) or b""
    if not found or found == _followed(settings):
        return
    switch, here = msgspec.json.decode(found, type=Switch), current(settings)
    if switch.on and here is None:
        _write(settings, switch)
    elif not switch.on and here and here.since < switch.at:  # not what was paused here since, without Redis
        _file(settings).unlink(missing_ok=True)
    _replace(settings.data / FOLLOWED, found)


def current(settings: Settings) -> Pause | None:
    """The pause that is on; a file that cannot be read is one as well."""
    try:
        return msgspec.json.decode(_file(settings).read_bytes(), type=Pause)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError):
        return Pause(_made(_file(settings)), f"{NAME} cannot be read")


def _followed(settings: Settings) -> bytes:
    try:
        return (settings.data / FOLLOWED).read_bytes()
    except OSError:
        return b""


def _made(file: Path) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(file.stat().st_mtime, dt.timezone.utc)
    except OSError:
        return moments.now()  # so that no older resume of another machine ends it


def _write(settings: Settings, switch: Switch) -> None:
    """Raises ``OSError`` when not even an empty file could be made, which a full disk has room for."""
    settings.data.mkdir(parents=True, exist_ok=True)
    try:
        _replace(_file(settings), msgspec.json.encode(Pause(switch.at, switch.reason)))
    except OSError:
        _file(settings).touch()


def _replace(file: Path, content: bytes) -> None:
    partial = file.with_suffix(f".{os.getpid()}")  # the command and the follower may write at the same time
    try:
        partial.write_bytes(content)
        partial.replace(file)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _pass_on(settings: Settings, switch: Switch) -> bool:
    if not settings.redis_url:
        return True
    try:
        with notices.connected(settings) as redis:
            redis.set(SWITCH, msgspec.json.encode(switch))
    except RedisError:
        return False
    return notices.announce(settings)


def _file(settings: Settings) -> Path:
    return settings.data / NAME
