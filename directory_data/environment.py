"""Values of the environment, each with what would do when it cannot be used.

Every function takes the environment and the name of a variable, and raises ``SettingsError`` that names the
variable and a usable value; one that is not set or empty gives the default.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from directory_data.errors import SettingsError

Environment = Mapping[str, str]

_EXAMPLE = re.compile(r"change.?me|secret|password|example|signpost|0123456789|abcdefgh", re.IGNORECASE)
"""What stands in keys that were typed or copied rather than drawn."""


def number(env: Environment, name: str, default: float, low: float, high: float) -> float:
    raw = env.get(name, "")
    if not raw:
        return default
    try:
        value = float(raw)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise SettingsError(f"{name} is {raw!r}: give a number from {low:g} to {high:g}.")
    return value


def folder(env: Environment, name: str) -> Path | None:
    return Path(env[name]).expanduser().resolve() if env.get(name) else None


def port(env: Environment, name: str, default: int) -> int:
    return int(number(env, name, default, 1, 65535))


def secret(env: Environment, name: str) -> str:
    """A secret that nobody guesses: long, of many characters, no pattern and no words of an example."""
    secret = env.get(name, "")
    repeats = bool(secret) and secret in (secret + secret)[1:-1]
    weak = len(secret) < 32 or len(set(secret)) < 8 or repeats or _EXAMPLE.search(secret)
    if secret and weak:
        raise SettingsError(
            f"{name} can be guessed: give at least 32 random characters, for example what "
            "`openssl rand -hex 32` prints."
        )
    return secret


def one_of(env: Environment, name: str, choices: Sequence[str]) -> str:
    """The first is the default."""
    value = env.get(name) or choices[0]
    if value not in choices:
        raise SettingsError(f"{name} is {value!r}: give {' or '.join(choices)}.")
    return value


def redis(env: Environment, name: str) -> str:
    url = env.get(name, "").strip()
    if url and not re.fullmatch(r"rediss?://(\S*@)?[^\s@/]+(:\d+)?(/\d+)?", url):
        raise SettingsError(f"{name} cannot be read: give redis://:password@server:6379/0.")
    return url


def contact(env: Environment, name: str) -> str:
    contact = env.get(name, "").strip()
    if contact and not re.fullmatch(r"[^\s()<>@]+@[^\s()<>@]+|https?://[^\s()<>]+", contact):
        raise SettingsError(f"{name} is {contact!r}: give an e-mail address or a web address.")
    return contact


def mail(env: Environment) -> dict[str, str]:
    """The settings of e-mail: none, or all that a letter with links needs."""
    smtp, address = env.get("SIGNPOST_SMTP", ""), env.get("SIGNPOST_ADDRESS", "").strip()
    if smtp and not re.fullmatch(r"smtp(s|\+starttls)?://(\S+@)?[^\s@/:]+(:\d+)?/?", smtp):
        raise SettingsError("SIGNPOST_SMTP cannot be read: give smtp+starttls://name:password@server:587.")
    if address and not re.fullmatch(r"https?://[^\s/?#]+/?", address):
        raise SettingsError(f"SIGNPOST_ADDRESS is {address!r}: give https:// and the name of the site.")
    found = {"smtp": smtp, "address": address}
    for name in ("mail_from", "editors_mail"):
        variable = f"SIGNPOST_{name.upper()}"
        found[name] = env.get(variable, "").strip()
        if found[name] and not re.fullmatch(r"[^\s@<>,;]+@[^\s@<>,;]+", found[name]):
            raise SettingsError(f"{variable} is {found[name]!r}: give one e-mail address.")
    for name in ("mail_from", "address"):
        if smtp and not found[name]:
            raise SettingsError(f"SIGNPOST_{name.upper()} is empty: SIGNPOST_SMTP needs it too.")
    return found


def origins(env: Environment, name: str) -> tuple[str, ...]:
    origins = tuple(env.get(name, "").split())
    for origin in origins:
        # A wildcard or a path would go into a security header, where it means more or nothing.
        if not re.fullmatch(r"https://[a-z0-9.-]+(:\d+)?|http://(localhost|127\.0\.0\.1)(:\d+)?", origin):
            raise SettingsError(f"{name} has {origin!r}: give origins such as https://www.example.gov.uk.")
    return origins


def yes(env: Environment, name: str) -> bool:
    raw = env.get(name, "")
    if raw not in {"", "0", "1"}:
        raise SettingsError(f"{name} is {raw!r}: give 1 for yes or 0 for no.")
    return raw == "1"
