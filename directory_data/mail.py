"""Sends letters: through SMTP when that is set, else each into a file that somebody can open and read."""

from __future__ import annotations

import re
import smtplib
import ssl
import time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote, urlsplit

import msgspec

from directory_data.errors import DirectoryError
from directory_data.seed_files import DATA
from directory_data.settings import Settings

TEMPLATES = DATA / "mail"
SECONDS = 20
"""The longest wait for the mail server."""
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


class MailProblem(DirectoryError):
    """A letter could not be sent; the reason in plain words."""


class Letter(msgspec.Struct, frozen=True):
    to: str
    subject: str
    text: str


def letter(template: str, to: str, **words: object) -> Letter:
    """The letter of a file in ``data/mail``; raises ``MailProblem`` for an unknown name in braces."""
    written = (TEMPLATES / f"{template}.txt").read_text(encoding="utf-8")
    first, _, rest = written.partition("\n")
    try:
        subject, text = first.removeprefix("Subject:").format_map(words), rest.format_map(words)
    except (KeyError, ValueError, IndexError) as error:
        raise MailProblem(f"{template}.txt cannot be filled in: {error}") from error
    return Letter(to, " ".join(subject.split()), text.lstrip("\n"))


def is_address(text: str) -> bool:
    """Whether a letter may go there: what was read from other sites is never trusted in a header."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


class Outbox:
    """Where letters go; use it in a ``with`` statement."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Outbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()

    def send(self, wanted: Letter) -> None:
        """Hand a letter over; raises ``MailProblem``, and then it was not sent."""
        if not is_address(wanted.to):
            raise MailProblem(f"{wanted.to!r} is not an e-mail address.")
        message = EmailMessage(policy=SMTP)
        message["Subject"], message["To"] = wanted.subject, wanted.to
        message["From"] = self._settings.mail_from or "signpost@localhost"
        message["Date"], message["Message-ID"] = formatdate(localtime=False), make_msgid(domain="signpost")
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(wanted.text, cte="quoted-printable" if self._settings.smtp else "8bit")
        if self._settings.smtp:
            self._post(message)
        else:
            _file(self._settings.mail_folder, message)

    def _post(self, message: EmailMessage) -> None:
        try:
            if self._server is None:
                self._server = _connected(self._settings.smtp)
            self._server.send_message(message)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
            raise MailProblem(f"The mail server refused the letter to {message['To']}.") from error
        except (OSError, smtplib.SMTPException) as error:
            self._server = None
            raise MailProblem(f"The mail server cannot be used: {type(error).__name__}.") from error


def _connected(address: str) -> smtplib.SMTP:
    where = urlsplit(address)
    host, context = where.hostname or "", ssl.create_default_context()
    server: smtplib.SMTP
    if where.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, where.port or 465, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, where.port or 25, timeout=SECONDS)
    if where.scheme == "smtp+starttls":
        server.starttls(context=context)
    if where.username:
        server.login(unquote(where.username), unquote(where.password or ""))
    return server


def _file(folder: Path, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # the links in it are as good as a password
    path = folder / f"{time.strftime('%Y-%m-%d')}-{time.time_ns():x}.eml"
    path.touch(mode=0o600)
    path.write_bytes(message.as_bytes(policy=SMTP.clone(linesep="\n")))
