"""Letters as files and through a mail server; nothing that a record holds gets into a header."""

from __future__ import annotations

import email
import socketserver
import stat
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from directory_data import mail
from directory_data.errors import SettingsError
from directory_data.mail import Letter, MailProblem, Outbox
from directory_data.settings import Settings

LETTER = Letter("owner@example.org", "Is this right? Café", "Ring 01632 960101.\n")


class Server(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it is given, and refuses the addresses at refused.example.org."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Conversation(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        while line := self.rfile.readline().decode().strip():
            word = line.upper()[:4]
            if word == "DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.letters.append(b"".join(lines).decode())
            if word == "QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            refused = word == "RCPT" and "refused" in line
            self.wfile.write(b"550 no such person\r\n" if refused else b"250 ok\r\n")


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server
        server.shutdown()


def sent(folder: Path) -> list[EmailMessage]:
    return [email.message_from_bytes(path.read_bytes(), policy=default) for path in sorted(folder.iterdir())]  # type: ignore[misc]


def test_without_a_mail_server_each_letter_is_a_private_file(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, mail_from="desk@example.org")
    with Outbox(settings) as outbox:
        outbox.send(LETTER)
        outbox.send(LETTER)
    first, _ = sent(settings.mail_folder)
    assert (first["To"], first["From"]) == ("owner@example.org", "desk@example.org")
    assert "Ring 01632 960101.\n" in next(settings.mail_folder.iterdir()).read_text()  # to be read as it is
    assert (first["Subject"], first.get_content()) == (LETTER.subject, LETTER.text)
    assert stat.S_IMODE(settings.mail_folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in settings.mail_folder.iterdir()} == {0o600}


def test_a_mail_server_gets_every_letter(tmp_path: Path, server: Server) -> None:
    settings = Settings(
        data=tmp_path, smtp=f"smtp://127.0.0.1:{server.server_address[1]}", mail_from="a@b.org"
    )
    with Outbox(settings) as outbox:
        outbox.send(LETTER)
        with pytest.raises(MailProblem, match="refused the letter"):
            outbox.send(Letter("x@refused.example.org", "s", "t"))
        outbox.send(LETTER)
    assert len(server.letters) == 2
    assert "owner@example.org" in server.letters[0]
    assert not settings.mail_folder.exists()


def test_a_mail_server_that_is_down_is_named_as_such(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, smtp="smtp://127.0.0.1:9", mail_from="a@b.org")
    with Outbox(settings) as outbox, pytest.raises(MailProblem, match="cannot be used"):
        outbox.send(LETTER)


@pytest.mark.parametrize(
    "address",
    [
        "a@b.org\r\nBcc: c@d.org",
        "a@b.org, c@d.org",
        "a@b",
        "<a@b.org>",
        "a b@c.org",
        "",
        "é@b.org",
        "a@" + "b" * 260,
    ],
)
def test_only_an_address_is_written_to(tmp_path: Path, address: str) -> None:
    with Outbox(Settings(data=tmp_path)) as outbox, pytest.raises(MailProblem, match="not an e-mail"):
        outbox.send(Letter(address, "s", "t"))


def test_a_subject_stays_one_line(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    (tmp_path / "odd.txt").write_text("Subject: About {name}\n\nText\n")
    with pytest.MonkeyPatch.context() as patch, Outbox(settings) as outbox:
        patch.setattr(mail, "TEMPLATES", tmp_path)
        outbox.send(mail.letter("odd", "a@b.org", name="A group\r\nBcc: c@d.org"))
        with pytest.raises(MailProblem, match="nome"):
            (tmp_path / "odd.txt").write_text("Subject: About {nome}\n\nText\n")
            mail.letter("odd", "a@b.org", name="x")
    (letter,) = sent(settings.mail_folder)
    assert letter["Subject"] == "About A group Bcc: c@d.org" and letter["Bcc"] is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SIGNPOST_SMTP", "mail.example.org"),
        ("SIGNPOST_ADDRESS", "signpost.example.org"),
        ("SIGNPOST_MAIL_FROM", "the editors"),
        ("SIGNPOST_EDITORS_MAIL", "a@b.org,c@d.org"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({name: value})


def test_a_mail_server_needs_the_sites_address() -> None:
    given = {"SIGNPOST_SMTP": "smtps://u:p@mail.example.org", "SIGNPOST_MAIL_FROM": "a@b.org"}
    with pytest.raises(SettingsError, match="SIGNPOST_ADDRESS"):
        Settings.from_environment(given)
    settings = Settings.from_environment({**given, "SIGNPOST_ADDRESS": "https://signpost.example.org/"})
    assert settings.site == "https://signpost.example.org"
