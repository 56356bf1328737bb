"""Whether chat and site are paused: a file in the data folder, and nothing else.

So it works without store, index and site, for every process that shares the folder, and through a restart.
With several machines Redis passes the switch on, and ``web.node`` puts it into each one's folder.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
from redis.exceptions import RedisError

from directory_data import moments, notices
from directory_data.settings import Settings

NAME = "paused.json"
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


def pause(settings: Settings, reason: str) -> bool:
    """Pause this machine; whether the others, if there are any, could be told."""
    switch = Switch(True, moments.now(), reason)
    _write(settings, switch)
    return _pass_on(settings, switch)


def resume(settings: Settings) -> bool:
    """The same the other way."""
    _file(settings).unlink(missing_ok=True)
    return _pass_on(settings, Switch(False, moments.now()))


def follow(settings: Settings, known: bytes) -> bytes:
    """Do here what was switched elsewhere; give back what it returns the next time. Raises ``RedisError``."""
    if not settings.redis_url:
        return known
    with notices.connected(settings) as redis:
        found: bytes = redis.get(SWITCH) or b""
    if not found or found == known:
        return known
    switch, here = msgspec.json.decode(found, type=Switch), current(settings)
    if switch.on and here is None:
        _write(settings, switch)
    elif not switch.on and here and here.since < switch.at:  # not what was paused here since, without Redis
        _file(settings).unlink(missing_ok=True)
    return found


def current(settings: Settings) -> Pause | None:
    """The pause that is on; a file that cannot be read is one as well."""
    try:
        return msgspec.json.decode(_file(settings).read_bytes(), type=Pause)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError):
        return Pause(dt.datetime.fromtimestamp(0, dt.timezone.utc), f"{NAME} cannot be read")


def _write(settings: Settings, switch: Switch) -> None:
    settings.data.mkdir(parents=True, exist_ok=True)
    partial = _file(settings).with_suffix(".part")
    partial.write_bytes(msgspec.json.encode(Pause(switch.at, switch.reason)))
    partial.replace(_file(settings))


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
