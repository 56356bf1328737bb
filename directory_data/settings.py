"""Every setting of the product, read from the environment in this one place.

Each field's docstring says the variable, its unit and its default; ``Settings.from_environment`` refuses
values that cannot be used and says what would do.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory_data.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
_EXAMPLE = re.compile(r"change.?me|secret|password|example|signpost|0123456789|abcdefgh", re.IGNORECASE)
"""What stands in keys that were typed or copied rather than drawn."""


@dataclass(frozen=True)
class Settings:
    """What one running copy of Signpost needs to know."""

    data: Path = ROOT / "var"
    """``SIGNPOST_DATA``: folder for everything written at run time."""
    database_url: str = ""
    """``SIGNPOST_DATABASE_URL``: SQLAlchemy address of the store; SQLite in the data folder by default."""
    tracker_url: str = ""
    """``SIGNPOST_TRACKER_URL``: SQLAlchemy address of the database in which several Rasa processes keep slots
    and intents of open conversations, without words; the memory of the one process by default."""
    tracker_hours: float = 1.0
    """``SIGNPOST_TRACKER_HOURS``: hours after the last message after which a conversation goes from there."""
    redis_url: str = ""
    """``SIGNPOST_REDIS_URL``: Redis that several web and Rasa processes share, such as
    ``redis://:password@10.0.0.5:6379/0``; each is on its own by default."""
    web_processes: int = 1
    """``SIGNPOST_WEB_PROCESSES``: web processes of this machine; more than one need Redis."""
    host: str = "127.0.0.1"
    """``SIGNPOST_HOST``: address the public web process listens on."""
    port: int = 8000
    """``PORT``: port of the public web process."""
    rasa_port: int = 5005
    """``SIGNPOST_RASA_PORT``: loopback port of Rasa."""
    actions_port: int = 5055
    """``SIGNPOST_ACTIONS_PORT``: loopback port of the action server."""
    rasa_timeout: float = 4.0
    """``SIGNPOST_RASA_TIMEOUT``: seconds to wait for Rasa before answering without it."""
    message_limit: int = 2000
    """``SIGNPOST_MESSAGE_LIMIT``: longest ordinary chat message, in characters."""
    messages_per_minute: int = 30
    """``SIGNPOST_MESSAGES_PER_MINUTE``: ordinary chat messages one conversation or address may send."""
    spacy_model: str = ""
    """``SIGNPOST_SPACY_MODEL``: an installed spaCy package to use instead of the blank English one."""
    encoder_folder: Path | None = None
    """``SIGNPOST_ENCODER_FOLDER``: folder with the encoder's base weights, not the package's."""
    secret_key: str = ""
    """``SIGNPOST_SECRET_KEY``: signs what the browser holds; made afresh at each start when empty."""
    proxies: int = 0
    """``SIGNPOST_PROXIES``: how many proxies of yours stand in front and add ``X-Forwarded-For``; with the
    wrong number visitors share one limit, or choose their own address."""
    https: bool = False
    """``SIGNPOST_HTTPS``: ``1`` when the site is reached over HTTPS only; browsers are told to keep to it."""

    contact: str = ""
    """``SIGNPOST_CONTACT``: e-mail or web address for the owners of sites that are read; nothing is read
    without one."""
    operator: str = ""
    """``SIGNPOST_OPERATOR``: name of the organisation that runs this copy, for the legal pages."""
    operator_contact: str = ""
    """``SIGNPOST_OPERATOR_CONTACT``: e-mail or web address for questions about accessibility and personal
    data."""
    security_contact: str = ""
    """``SIGNPOST_SECURITY_CONTACT``: e-mail or web address for reports of weaknesses; without one there is
    no security.txt."""
    desk_idle_minutes: int = 60
    """``SIGNPOST_DESK_IDLE_MINUTES``: minutes without a click after which an editor signs in again."""
    log_format: str = "text"
    """``SIGNPOST_LOG_FORMAT``: ``text``, or ``json`` for a JSON object on each line of the web log."""
    metrics_token: str = ""
    """``SIGNPOST_METRICS_TOKEN``: what may read ``/metrics``; without one only programs on this machine."""
    address: str = ""
    """``SIGNPOST_ADDRESS``: web address of the site, for links in e-mails: ``https://signpost.example.org``."""
    smtp: str = ""
    """``SIGNPOST_SMTP``: mail server, such as ``smtp+starttls://name:password@mail.example.org:587``, also
    ``smtps://`` and ``smtp://``; without one no service is asked whether its entry is right."""
    mail_from: str = ""
    """``SIGNPOST_MAIL_FROM``: e-mail address that e-mails come from; the mail server must know it."""
    editors_mail: str = ""
    """``SIGNPOST_EDITORS_MAIL``: e-mail address of the editors, for what only they can confirm."""
    widget_hosts: tuple[str, ...] = ()
    """``SIGNPOST_WIDGET_HOSTS``: origins of the sites that may show the chat in a frame, with spaces between
    them: ``https://www.example.gov.uk https://schools.example.gov.uk``; none by default."""
    fetch_loopback: bool = False
    """``SIGNPOST_FETCH_LOOPBACK``: ``1`` lets sources be on this machine, for tests; never in use."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the environment; raises ``SettingsError`` that names the variable and a usable value."""
        env = os.environ if environ is None else environ
        return cls(
            data=Path(env.get("SIGNPOST_DATA") or cls.data).expanduser().resolve(),
            database_url=env.get("SIGNPOST_DATABASE_URL", ""),
            tracker_url=env.get("SIGNPOST_TRACKER_URL", ""),
            tracker_hours=_number(env, "SIGNPOST_TRACKER_HOURS", cls.tracker_hours, 0.1, 24),
            redis_url=_redis(env, "SIGNPOST_REDIS_URL"),
            web_processes=int(_number(env, "SIGNPOST_WEB_PROCESSES", cls.web_processes, 1, 64)),
            host=env.get("SIGNPOST_HOST") or cls.host,
            port=_port(env, "PORT", cls.port),
            rasa_port=_port(env, "SIGNPOST_RASA_PORT", cls.rasa_port),
            actions_port=_port(env, "SIGNPOST_ACTIONS_PORT", cls.actions_port),
            rasa_timeout=_number(env, "SIGNPOST_RASA_TIMEOUT", cls.rasa_timeout, 0.1, 60),
            message_limit=int(_number(env, "SIGNPOST_MESSAGE_LIMIT", cls.message_limit, 200, 20000)),
            messages_per_minute=int(
                _number(env, "SIGNPOST_MESSAGES_PER_MINUTE", cls.messages_per_minute, 1, 10000)
            ),
            spacy_model=env.get("SIGNPOST_SPACY_MODEL", ""),
            encoder_folder=_folder(env, "SIGNPOST_ENCODER_FOLDER"),
            secret_key=_secret(env, "SIGNPOST_SECRET_KEY"),
            proxies=int(_number(env, "SIGNPOST_PROXIES", cls.proxies, 0, 5)),
            https=_yes(env, "SIGNPOST_HTTPS"),
            contact=_contact(env, "SIGNPOST_CONTACT"),
            operator=env.get("SIGNPOST_OPERATOR", "").strip(),
            operator_contact=_contact(env, "SIGNPOST_OPERATOR_CONTACT"),
            security_contact=_contact(env, "SIGNPOST_SECURITY_CONTACT"),
            desk_idle_minutes=int(
                _number(env, "SIGNPOST_DESK_IDLE_MINUTES", cls.desk_idle_minutes, 1, 24 * 60)
            ),
            log_format=_one_of(env, "SIGNPOST_LOG_FORMAT", ("text", "json")),
            metrics_token=_secret(env, "SIGNPOST_METRICS_TOKEN"),
            **_mail(env),
            widget_hosts=_origins(env, "SIGNPOST_WIDGET_HOSTS"),
            fetch_loopback=_yes(env, "SIGNPOST_FETCH_LOOPBACK"),
        )

    @property
    def store_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'signpost.sqlite3'}"

    @property
    def internal_token(self) -> str:
        """What web, Rasa and the action server show each other; empty without a secret key."""
        if not self.secret_key:
            return ""
        return hashlib.blake2b(b"internal", key=self.secret_key.encode()[:64], digest_size=24).hexdigest()

    @property
    def index_folder(self) -> Path:
        return self.data / "index"

    @property
    def models_folder(self) -> Path:
        return self.data / "models"

    @property
    def fetched_folder(self) -> Path:
        return self.data / "fetched"

    @property
    def mail_folder(self) -> Path:
        return self.data / "mail"

    @property
    def site(self) -> str:
        """The address of the site without a slash at the end; of this machine when none is set."""
        return self.address.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def rasa_url(self) -> str:
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_url(self) -> str:
        return f"http://127.0.0.1:{self.actions_port}"


def _number(env: Mapping[str, str], name: str, default: float, low: float, high: float) -> float:
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


def _folder(env: Mapping[str, str], name: str) -> Path | None:
    return Path(env[name]).expanduser().resolve() if env.get(name) else None


def _port(env: Mapping[str, str], name: str, default: int) -> int:
    return int(_number(env, name, default, 1, 65535))


def _secret(env: Mapping[str, str], name: str) -> str:
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


def _one_of(env: Mapping[str, str], name: str, choices: Sequence[str]) -> str:
    """The first is the default."""
    value = env.get(name) or choices[0]
    if value not in choices:
        raise SettingsError(f"{name} is {value!r}: give {' or '.join(choices)}.")
    return value


def _redis(env: Mapping[str, str], name: str) -> str:
    url = env.get(name, "").strip()
    if url and not re.fullmatch(r"rediss?://(\S*@)?[^\s@/]+(:\d+)?(/\d+)?", url):
        raise SettingsError(f"{name} cannot be read: give redis://:password@server:6379/0.")
    return url


def _contact(env: Mapping[str, str], name: str) -> str:
    contact = env.get(name, "").strip()
    if contact and not re.fullmatch(r"[^\s()<>@]+@[^\s()<>@]+|https?://[^\s()<>]+", contact):
        raise SettingsError(f"{name} is {contact!r}: give an e-mail address or a web address.")
    return contact


def _mail(env: Mapping[str, str]) -> dict[str, str]:
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


def _origins(env: Mapping[str, str], name: str) -> tuple[str, ...]:
    origins = tuple(env.get(name, "").split())
    for origin in origins:
        # A wildcard or a path would go into a security header, where it means more or nothing.
        if not re.fullmatch(r"https://[a-z0-9.-]+(:\d+)?|http://(localhost|127\.0\.0\.1)(:\d+)?", origin):
            raise SettingsError(f"{name} has {origin!r}: give origins such as https://www.example.gov.uk.")
    return origins


def _yes(env: Mapping[str, str], name: str) -> bool:
    raw = env.get(name, "")
    if raw not in {"", "0", "1"}:
        raise SettingsError(f"{name} is {raw!r}: give 1 for yes or 0 for no.")
    return raw == "1"
