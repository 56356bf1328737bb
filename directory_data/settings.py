"""Every setting of the product, read from the environment in this one place.

Each field's docstring says the variable, its unit and its default; ``Settings.from_environment`` refuses
values that cannot be used and says what would do.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from directory_data import environment

ROOT = Path(__file__).resolve().parent.parent


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
    """``SIGNPOST_SECRET_KEY``: signs what the browser holds, seals what processes share, and is how web, Rasa
    and the action server know each other: what ``openssl rand -hex 32`` prints. ``web run`` draws one at each
    start when it is empty; with HTTPS, proxies, Redis or a tracker database an empty one is refused."""
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
    data, and for what is wrong with an entry."""
    report_words: bool = False
    """``SIGNPOST_REPORT_WORDS``: ``1`` keeps what people write about a wrong entry, without numbers, e-mail
    addresses and postcodes but with any names in it; by default they can only tick what is wrong."""
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
            tracker_hours=environment.number(env, "SIGNPOST_TRACKER_HOURS", cls.tracker_hours, 0.1, 24),
            redis_url=environment.redis(env, "SIGNPOST_REDIS_URL"),
            web_processes=int(environment.number(env, "SIGNPOST_WEB_PROCESSES", cls.web_processes, 1, 64)),
            host=env.get("SIGNPOST_HOST") or cls.host,
            port=environment.port(env, "PORT", cls.port),
            rasa_port=environment.port(env, "SIGNPOST_RASA_PORT", cls.rasa_port),
            actions_port=environment.port(env, "SIGNPOST_ACTIONS_PORT", cls.actions_port),
            rasa_timeout=environment.number(env, "SIGNPOST_RASA_TIMEOUT", cls.rasa_timeout, 0.1, 60),
            message_limit=int(
                environment.number(env, "SIGNPOST_MESSAGE_LIMIT", cls.message_limit, 200, 20000)
            ),
            messages_per_minute=int(
                environment.number(env, "SIGNPOST_MESSAGES_PER_MINUTE", cls.messages_per_minute, 1, 10000)
            ),
            spacy_model=env.get("SIGNPOST_SPACY_MODEL", ""),
            encoder_folder=environment.folder(env, "SIGNPOST_ENCODER_FOLDER"),
            secret_key=environment.secret(env, "SIGNPOST_SECRET_KEY"),
            proxies=int(environment.number(env, "SIGNPOST_PROXIES", cls.proxies, 0, 5)),
            https=environment.yes(env, "SIGNPOST_HTTPS"),
            contact=environment.contact(env, "SIGNPOST_CONTACT"),
            operator=env.get("SIGNPOST_OPERATOR", "").strip(),
            operator_contact=environment.contact(env, "SIGNPOST_OPERATOR_CONTACT"),
            report_words=environment.yes(env, "SIGNPOST_REPORT_WORDS"),
            security_contact=environment.contact(env, "SIGNPOST_SECURITY_CONTACT"),
            desk_idle_minutes=int(
                environment.number(env, "SIGNPOST_DESK_IDLE_MINUTES", cls.desk_idle_minutes, 1, 24 * 60)
            ),
            log_format=environment.one_of(env, "SIGNPOST_LOG_FORMAT", ("text", "json")),
            metrics_token=environment.secret(env, "SIGNPOST_METRICS_TOKEN"),
            **environment.mail(env),
            widget_hosts=environment.origins(env, "SIGNPOST_WIDGET_HOSTS"),
            fetch_loopback=environment.yes(env, "SIGNPOST_FETCH_LOOPBACK"),
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
