"""Nothing that people type is in any file afterwards, whatever was broken when they typed it.

Fictional names, telephone numbers, an NHS number, a postcode and a disclosure go in through every door,
while parts are killed, hang, are damaged or refuse; then every file that the running product has written is
searched, and what it has printed. ``test_searching.py`` shows that the search finds.
"""

from __future__ import annotations

import json
import re
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from itertools import product
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from bot.door import HEADER
from directory_data.people import People, Role
from directory_data.settings import ROOT
from directory_data.store import Store
from tests.system.conftest import RunningSignpost
from tests.system.searching import Search
from tests.system.test_failures import (  # noqa: F401 fixtures
    aside,
    damaged_files,
    hanging,
    healthy,
    no_index,
    silent_rasa,
    web_alone,
)
from tests.web.fake_rasa import FakeRasa

pytestmark = pytest.mark.system

NAME, CHILD = "Zebedee Quillfeather", "Oonagh Threlkeld"
MOBILE, LANDLINE = "07700 900461", "01632 960583"
NHS_NUMBER = "999 418 2736"
POSTCODE = "OX4 9ZZ"
EMAIL = "zq.1961@quillfeather.example"
SECRET = "the tartan box under the stairs"
DISCLOSURE = f"{NAME} hits me and he says nobody may know of {SECRET}, i am {CHILD}"
DETAILS = f"please ring {NAME} on {MOBILE} or {LANDLINE}, {EMAIL}, {POSTCODE}, NHS number {NHS_NUMBER}"
REPORT = (
    f"The opening times and phone number of the library are old. Contact: {NAME}, {MOBILE} or {LANDLINE}, "
    f"{EMAIL}, {POSTCODE}, {NHS_NUMBER}"
)
"""Nothing that a detector takes for a child at risk: of that nothing is kept anyway."""
ORDINARY = f"my 2 year old {CHILD} isnt talking yet. {DETAILS}"
WORDS = (
    NAME,
    CHILD,
    "Quillfeather",
    "Threlkeld",
    MOBILE,
    LANDLINE,
    NHS_NUMBER,
    POSTCODE,
    EMAIL,
    SECRET,
    "tartan",
)
TYPED = (NAME, MOBILE, NHS_NUMBER, POSTCODE, DISCLOSURE, ORDINARY)
LONG = f"{DETAILS} " * 400
PASSWORD = "a fictional pass phrase 5837"
JSON = {"Content-Type": "application/json"}

Door = Callable[[RunningSignpost], object]


def post(server: RunningSignpost, path: str, **body: object) -> httpx.Response:
    return httpx.post(f"{server.url}{path}", timeout=40, **body)  # type: ignore[arg-type]


def get(server: RunningSignpost, path: str, **parameters: str) -> httpx.Response:
    return httpx.get(f"{server.url}{path}", params=parameters or None, timeout=40)


# Doors


def chat(server: RunningSignpost) -> None:
    first = post(server, "/api/chat", json={"message": DISCLOSURE}).json()
    for message in (ORDINARY, DETAILS, "yes"):
        known = {"conversation_id": first["conversation_id"]}
        assert post(server, "/api/chat", json={"message": message, **known}).status_code == 200


def form(server: RunningSignpost) -> None:
    transcript = ""
    for message in (ORDINARY, DISCLOSURE, "somewhere nearer " + POSTCODE):
        page = post(server, "/chat", data={"message": message, "transcript": transcript})
        transcript = re.findall(r'name="transcript" value="([^"]*)"', page.text)[0]
    post(server, "/chat/useful", data={"useful": "yes", "transcript": transcript, "message": DETAILS})
    post(server, "/chat", data={"choice": NAME, "transcript": transcript + NAME})
    post(server, "/chat", data={"message": NAME}, headers={"X-Signpost-Part": "1"})
    file = (f"{NAME}.txt", (LONG * 30).encode(), f"text/{SECRET.replace(' ', '-')}")
    post(server, "/chat", data={"message": NAME}, files={"file": file})


def garbage(server: RunningSignpost) -> None:
    bodies = [
        DETAILS.encode(),
        f'{{"message": "{DETAILS}'.encode(),
        json.dumps([DETAILS]).encode(),
        json.dumps({"message": {"text": DETAILS}}).encode(),
        json.dumps({"message": ORDINARY, "audience": NAME}).encode(),
        json.dumps({"message": ORDINARY, "conversation_id": [NAME]}).encode(),
        json.dumps({"message": ORDINARY, "conversation_id": NAME, NAME: NAME}).encode(),
        f'{{"message": "{DETAILS}"}}'.encode("utf-16"),
        b'{"message": "' + DETAILS.encode() + b'\xff\xfe\x00"}',
        (b"[" * 3000) + DETAILS.encode(),
    ]
    for path, body in product(("/api/chat", "/chat", "/search", "/nowhere"), bodies):
        post(server, path, content=body, headers=JSON)
    post(server, "/api/chat", content=DETAILS.encode(), headers={"Content-Type": f"text/{MOBILE}"})


def too_much(server: RunningSignpost) -> None:
    post(server, "/api/chat", json={"message": LONG})
    post(server, "/chat", data={"message": LONG})
    assert post(server, "/api/chat", json={"message": LONG * 60}).status_code == 413
    post(server, "/chat", data={"message": LONG * 60})


def wrong_addresses(server: RunningSignpost) -> None:
    for typed in (NAME, MOBILE, POSTCODE):
        for path in ("/", "/services/", "/desk/records/", "/static/", "/api/", "/api/oruk/v3/services/"):
            get(server, path + quote(typed))
        httpx.request(
            "DELETE", f"{server.url}/chat/{quote(typed)}", headers={"Referer": f"http://x/{quote(typed)}"}
        )
        get(server, "/chat", message=typed)
        httpx.get(f"{server.url}/", headers={"User-Agent": typed, "Cookie": f"signpost_desk={quote(typed)}"})


def searches(server: RunningSignpost) -> None:
    for typed in TYPED:
        for path in ("/search", "/api/search", "/api/suggest", "/link-workers", "/api/link-workers"):
            get(server, path, q=typed, near=typed, place=typed, age=typed, sort=typed, page=typed)
            get(server, path, q=typed)
        get(server, "/search", q="zzzzqqq", near=typed)
        for path in ("services", "organizations", "service_at_locations", "taxonomy_terms"):
            get(server, f"/api/oruk/v3/{path}", search=typed, postcode=typed, taxonomy_id=typed, page=typed)
        get(server, "/api/export.csv", q=typed)
        get(server, "/shortlist", s=typed, keys=typed)


def every_public_form(server: RunningSignpost) -> None:
    """Whatever forms the pages have: each of their fields is filled with a person's details."""
    for page in ("/services/lcss", "/services/mash", "/search", "/shortlist", "/feedback", "/chat"):
        html = get(server, page).text
        for action, body in re.findall(r'<form[^>]*action="([^"]*)"[^>]*>(.*?)</form>', html, re.DOTALL):
            names = set(re.findall(r'<(?:input|textarea|select)[^>]*name="([^"]+)"', body))
            if action.startswith("/"):
                post(server, action, data=dict.fromkeys(names, DETAILS))
                get(server, action, **dict.fromkeys(names, DETAILS))


def reports(server: RunningSignpost) -> None:
    """Something wrong with an entry, sent as a person sends it, with all that makes it really kept."""
    path = "/services/lcss/problem"
    token = re.findall(r'name="form" value="([^"]+)"', get(server, path).text)
    fields = {"form": token[0] if token else "", "website": "", "about": ["phone", "other"], "words": REPORT}
    post(server, path, data=fields)


def desk(server: RunningSignpost) -> None:
    with httpx.Client(base_url=server.url, timeout=40) as browser:

        def send(path: str, at: str, **fields: str) -> httpx.Response:
            token = re.findall(r'name="csrf_token" value="([^"]+)"', browser.get(at).text)
            return browser.post(path, data={"csrf_token": token[0] if token else "", **fields})

        for name in (NAME, EMAIL, MOBILE):
            send("/desk/sign-in", "/desk/sign-in", name=name, password=DETAILS, after=f"/desk/{name}")
        browser.post("/desk/sign-in", data={"name": NAME, "password": SECRET})
        with suppress(AssertionError, httpx.HTTPError):
            send("/desk/sign-in", "/desk/sign-in", name="tester", password=PASSWORD)
        for typed in TYPED:
            for page in (
                "records",
                "proposals",
                "synonyms",
                "people",
                "log",
                "report",
                "imports",
                "sources",
                "nowhere",
            ):
                browser.get(
                    f"/desk/{page}", params={"q": typed, "status": typed, "page": typed, "kind": typed}
                )


def rubbish_on_the_wire(server: RunningSignpost) -> None:
    """What no browser sends; gunicorn answers it before the application is asked."""
    host, port = server.url.removeprefix("http://").split(":")
    lines = [
        f"{NAME}\r\n\r\n",
        f"GET /{NAME} HTTP/1.1\r\n\r\n",
        "QUILLFEATHER /chat HTTP/1.1\r\nHost: x\r\n\r\n",
        f"GET /chat HTTP/9.{MOBILE}\r\n\r\n",
        f"GET /chat HTTP/1.1\r\n{NAME} {MOBILE}\r\n\r\n",
        f"GET /chat HTTP/1.1\r\n{NAME}: {MOBILE}\r\n\r\n",
        f"GET /chat HTTP/1.1\r\nX: {'y' * 9000}{NAME}\r\n\r\n",
        f"GET /{'y' * 5000}{quote(NAME)} HTTP/1.1\r\nHost: x\r\n\r\n",
        f"POST /chat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: {NAME}\r\n\r\n",
        f"POST /chat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{NAME}\r\n",
        f"POST /chat HTTP/1.1\r\nHost: x\r\nContent-Length: {MOBILE}\r\n\r\n",
        f"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n\r\n{DETAILS}",
    ]
    for line in lines:
        with suppress(OSError), socket.create_connection((host, int(port)), timeout=20) as wire:
            wire.sendall(line.encode())
            wire.shutdown(socket.SHUT_WR)
            while wire.recv(4096):
                pass


def straight_to_the_bot(server: RunningSignpost) -> None:
    """What makes Rasa and its actions crash on a message."""
    headers = {HEADER: server.settings.internal_token}
    with suppress(httpx.HTTPError):
        rasa = f"{server.settings.rasa_url}/webhooks/rest/webhook"
        for message in (DETAILS, {"text": DETAILS}, [DETAILS], None, 7, DISCLOSURE):
            for metadata in (DETAILS, {"audience": NAME}, [NAME], None):
                body = {"sender": "somebody", "message": message, "metadata": metadata}
                httpx.post(rasa, json=body, headers=headers, timeout=15)
        httpx.post(rasa, content=DETAILS.encode(), headers=headers, timeout=15)
    with suppress(httpx.HTTPError):
        actions = f"{server.settings.actions_url}/webhook"
        for tracker in (DETAILS, {"sender_id": NAME}, {"latest_message": {"text": DETAILS}, "slots": NAME}):
            for action in ("action_find_service", "action_link_worker", NAME):
                body = {"next_action": action, "tracker": tracker, "domain": {}, "version": NAME}
                httpx.post(actions, json=body, headers=headers, timeout=15)
        httpx.post(actions, content=DETAILS.encode(), headers=headers, timeout=15)


DOORS: tuple[Door, ...] = (
    chat,
    form,
    garbage,
    too_much,
    wrong_addresses,
    searches,
    every_public_form,
    reports,
    desk,
    rubbish_on_the_wire,
    straight_to_the_bot,
)


# What is broken meanwhile


@contextmanager
def killed(server: RunningSignpost, name: str) -> Iterator[None]:
    server.kill(name)
    yield


@contextmanager
def broken_index(server: RunningSignpost, how: Callable[[Path], None]) -> Iterator[None]:
    folder = server.data / "index"
    with aside(folder):
        how(folder)
        yield


@contextmanager
def locked_store(server: RunningSignpost) -> Iterator[None]:
    with closing(sqlite3.connect(server.data / "signpost.sqlite3", isolation_level=None)) as store:
        store.execute("BEGIN EXCLUSIVE")
        yield


Fault = Callable[[RunningSignpost], AbstractContextManager[object]]
FAULTS: dict[str, tuple[Fault, tuple[Door, ...]]] = {
    "nothing": (lambda _: nullcontext(), DOORS),
    "Rasa hangs": (lambda server: hanging(server, "Rasa"), (chat, form)),
    "the action server hangs": (lambda server: hanging(server, "Action server"), (chat, form)),
    "the action server dies": (
        lambda server: killed(server, "Action server"),
        (chat, form, straight_to_the_bot),
    ),
    "Rasa dies": (lambda server: killed(server, "Rasa"), (chat, form, straight_to_the_bot)),
    "no index": (lambda server: broken_index(server, no_index), (chat, searches)),
    "a damaged index": (lambda server: broken_index(server, damaged_files), (chat, form, searches)),
    "the store is locked": (locked_store, (chat, searches)),
    "the web process dies": (lambda server: killed(server, "Web"), ()),
}


def counted(data: Path) -> int:
    with closing(sqlite3.connect(data / "signpost.sqlite3")) as store:
        return int(store.execute("SELECT coalesce(sum(count), 0) FROM no_result").fetchone()[0])


def reported(data: Path) -> int:
    with closing(sqlite3.connect(data / "signpost.sqlite3")) as store:
        return int(store.execute("SELECT count(*) FROM listing_problem").fetchone()[0])


def written(server: RunningSignpost, words: tuple[str, ...]) -> list[str]:
    """Where any of the words is, in what a product wrote and printed."""
    search = Search(words)
    found = search.in_folder(server.data)
    for shared in Path("/dev/shm").glob(f"signpost-*-{server.url.rpartition(':')[2]}-*"):  # noqa: S108
        found += search.in_folder(shared)
    return found + [f"{word!r} printed" for word in search.in_bytes("".join(server.output).encode())]


@pytest.fixture
def with_a_person(healthy: RunningSignpost) -> RunningSignpost:  # noqa: F811
    store = Store(f"sqlite:///{healthy.data / 'signpost.sqlite3'}")
    with suppress(Exception):  # another run of this module has made the person
        People(store).add("tester", PASSWORD, Role.ADMINISTRATOR, "test")
    store.engine.dispose()
    return healthy


@pytest.mark.timeout(900)
def test_nothing_that_was_typed_is_written(with_a_person: RunningSignpost) -> None:
    server = with_a_person
    secrets = (server.settings.secret_key, server.settings.internal_token, PASSWORD)
    assert written(server, WORDS) == [], "the words are in no record, so that finding one means a leak"
    before, reports_before = counted(server.data), reported(server.data)
    for fault, doors in FAULTS.values():
        with fault(server):
            for door in doors:
                door(server)
        server.wait_until(
            lambda: all(map(server.is_ready, ("rasa", "actions", "index", "store"))), "all parts"
        )
    server.wait_until(lambda: counted(server.data) > before, "searches to be counted", limit=40)
    assert reported(server.data) > reports_before, "a report was really kept"
    assert written(server, (*WORDS, *secrets)) == []


@pytest.mark.parametrize("answer", ["[]", "garbage", "an error", "slow"])
def test_a_faulty_rasa_and_the_limits_leave_nothing(
    trained: Path,
    tmp_path: Path,
    silent_rasa: FakeRasa,  # noqa: F811
    answer: str,
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for name in ("models", "index"):
        (data / name).symlink_to(trained / name)
    if answer == "garbage":
        silent_rasa.raw = f"<{DETAILS}".encode()
    elif answer == "an error":
        silent_rasa.status, silent_rasa.items = 500, [{"text": DETAILS}]
    elif answer == "slow":
        silent_rasa.delay = 6
    with web_alone(data, ROOT, silent_rasa, messages_per_minute=2) as server:
        statuses = []
        for message in (ORDINARY, DISCLOSURE, DETAILS, DISCLOSURE, NAME):
            statuses.append(post(server, "/api/chat", json={"message": message}).status_code)
            post(server, "/chat", data={"message": message})
        assert 429 in statuses and silent_rasa.heard
    assert written(server, WORDS) == []
