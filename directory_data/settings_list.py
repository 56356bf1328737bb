"""The settings as people read them: the list in docs/configuration.md, and what is wrong with those set here.

The list is made of the fields of ``Settings`` and their docstrings, so that it cannot say anything else.
"""

from __future__ import annotations

import ast
import dataclasses
import difflib
import ipaddress
import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from directory_data import settings as module
from directory_data.errors import SettingsError
from directory_data.settings import ROOT, Settings

PAGE = ROOT / "docs" / "configuration.md"
FOR_TESTS = {"SIGNPOST_CHROMIUM", "SIGNPOST_STANDARDS"}
"""Read by tests only, and so no field."""
SECRET = re.compile(r"KEY|TOKEN|PASSWORD|_URL|SMTP")
HEAD = """# Configuration

Every setting is an environment variable, read once at the start in `directory_data/settings.py`; a value
that cannot be used stops the start and is named. `python -m directory_data settings` checks what is set, and
shows it without secrets. This page is written by `python -m directory_data settings --page` from the code;
edit the words there.

For systemd they stand in a file as `deploy/signpost.env` shows. Keep that file beside the backups: it is not
in them.

| variable | what it is | default |
|---|---|---|
"""


class Setting(msgspec.Struct, frozen=True):
    """One field of ``Settings``."""

    variable: str
    field: str
    default: str
    words: str


def listed() -> list[Setting]:
    """All settings, in the order of the code."""
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Settings")
    defaults = {field.name: field.default for field in dataclasses.fields(Settings)}
    found = []
    for number, node in enumerate(body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            variable, _, words = _docstring(body[number + 1]).partition(": ")
            name = node.target.id
            found.append(Setting(variable.strip("`"), name, _shown(defaults[name]), words.replace("``", "`")))
    return found


def _docstring(node: ast.stmt) -> str:
    """The string that stands after a field, in one line."""
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return " ".join(ast.literal_eval(node.value).split()) if is_text else ""  # type: ignore[attr-defined]


def page() -> str:
    """The whole of docs/configuration.md."""
    lines = []
    for one in listed():
        words = one.words[0].upper() + one.words[1:]
        default = f"`{one.default}`" if one.default else ""
        lines.append(f"| `{one.variable}` | {words} | {default} |".replace("|  |", "| |"))
    return HEAD + "\n".join(lines) + "\n"


def in_use(settings: Settings) -> list[tuple[str, str]]:
    """Each variable and its value, secrets only as set or not."""
    pairs = []
    for one in listed():
        value = _shown(getattr(settings, one.field))
        pairs.append((one.variable, "(set)" if value and SECRET.search(one.variable) else value))
    return pairs


def checked() -> Settings:
    """The settings of this process, for what serves; raises ``SettingsError``, one line for each problem."""
    settings = Settings.from_environment()
    found = problems(settings)
    if found:
        raise SettingsError("\n".join(found))
    return settings


def problems(settings: Settings, environ: Mapping[str, str] | None = None) -> list[str]:
    """What keeps these settings from working here, each with what to do."""
    found = [f"{name} is not a setting.{_nearest(name)}" for name in _unknown(environ)]
    ports = {"PORT": settings.port, "SIGNPOST_RASA_PORT": settings.rasa_port}
    ports["SIGNPOST_ACTIONS_PORT"] = settings.actions_port
    for number in sorted({port for port in ports.values() if list(ports.values()).count(port) > 1}):
        names = " and ".join(name for name, port in ports.items() if port == number)
        found.append(f"{names} are {number}: give each a port of its own.")
    found += _without_key(settings) + _sharing(settings)
    folder = settings.data
    while not folder.exists():
        folder = folder.parent
    if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        found.append(
            f"SIGNPOST_DATA is {settings.data}, and {folder} cannot be written to: name another folder."
        )
    if settings.encoder_folder and not settings.encoder_folder.is_dir():
        found.append(f"SIGNPOST_ENCODER_FOLDER is {settings.encoder_folder}: there is no such folder.")
    return found


def _without_key(settings: Settings) -> list[str]:
    """What asks for a key: without one, every program here may talk to Rasa past the safety check."""
    asks = {
        "SIGNPOST_HTTPS": settings.https,
        "SIGNPOST_PROXIES": settings.proxies,
        "SIGNPOST_REDIS_URL": settings.redis_url,
        "SIGNPOST_TRACKER_URL": settings.tracker_url,
    }
    named = " and ".join(name for name, value in asks.items() if value)
    if settings.secret_key or not named:
        return []
    return [
        f"SIGNPOST_SECRET_KEY is empty, and a copy with {named} needs one: give what "
        "`openssl rand -hex 32` prints, the same to every process and machine."
    ]


def _sharing(settings: Settings) -> list[str]:
    """What several processes lack to answer as one."""
    found = []
    if settings.web_processes > 1 and not settings.redis_url:
        found.append(
            f"SIGNPOST_WEB_PROCESSES is {settings.web_processes}: name a Redis in SIGNPOST_REDIS_URL."
        )
    redis = urlsplit(settings.redis_url)
    if settings.redis_url and not redis.password and not _is_this_machine(redis.hostname or ""):
        found.append(
            f"SIGNPOST_REDIS_URL has no password, and {redis.hostname} is another machine: set one there "
            "(`requirepass`) and give redis://:password@server:6379/0."
        )
    return found


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _unknown(environ: Mapping[str, str] | None) -> list[str]:
    known = {one.variable for one in listed()} | FOR_TESTS
    names = os.environ if environ is None else environ
    return sorted(name for name in names if name.startswith("SIGNPOST_") and name not in known)


def _nearest(name: str) -> str:
    close = difflib.get_close_matches(name, [one.variable for one in listed()], 1)
    return f" Did you mean {close[0]}?" if close else ""


def _shown(value: object) -> str:
    if isinstance(value, Path):
        return value.relative_to(ROOT).as_posix() if value.is_relative_to(ROOT) else str(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return "" if value is None else str(value)
