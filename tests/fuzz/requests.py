"""Requests to the web process, without Rasa: each is answered as its description says."""

from __future__ import annotations

import json
from functools import lru_cache

import msgspec
from flask.testing import FlaskClient

from directory_data import directory as directories
from directory_data.settings import Settings
from tests.fuzz.target import Target, text_of
from web import create_app
from web.chat_contracts import ChatReply
from web.contracts import LinkWorkersAnswer, Problem, SearchAnswer, SuggestAnswer

UNUSED_PORT = 9
WITHOUT_END = 10_000_000
ADDRESSES = {"search": SearchAnswer, "suggest": SuggestAnswer, "link-workers": LinkWorkersAnswer}


@lru_cache(maxsize=1)
def client() -> FlaskClient:
    """The real records in a folder of fuzzing's own; the rules alone, as they are the quickest."""
    settings = Settings(
        data=Settings.from_environment().data / "fuzz" / "site",
        rasa_port=UNUSED_PORT,
        actions_port=UNUSED_PORT,
        rasa_timeout=0.5,
        messages_per_minute=WITHOUT_END,
    )
    directories.prepare(settings)
    return create_app(settings).test_client()


def chat(data: bytes) -> None:
    """Any body: a reply, or a refusal that has the numbers."""
    answer = client().post("/api/chat", data=data, content_type="application/json")
    assert answer.status_code in {200, 400, 413, 415}, answer.status
    if answer.status_code == 200:
        assert msgspec.json.decode(answer.data, type=ChatReply).messages
    else:
        assert msgspec.json.decode(answer.data, type=Problem).contacts


def form(data: bytes) -> None:
    """The chat without script: message, transcript, audience and choice on a line each."""
    fields = zip(("message", "transcript", "audience", "choice"), text_of(data).split("\n", 3), strict=False)
    answer = client().post("/chat", data=dict(fields))
    assert answer.status_code in {200, 400, 413}, answer.status
    assert b"tel:999" in answer.data


def api(data: bytes) -> None:
    """Any query of the three that look things up; the first byte says which."""
    names = list(ADDRESSES)
    name = names[data[0] % len(names)] if data else names[0]
    answer = client().get(f"/api/{name}", query_string=data[1:].decode("latin-1"))
    assert answer.status_code in {200, 400}, answer.status
    msgspec.json.decode(answer.data, type=ADDRESSES[name] if answer.status_code == 200 else Problem)


def pages(data: bytes) -> None:
    """Any path with any query."""
    path, _, query = data.decode("latin-1").partition("?")
    assert client().get("/" + path.lstrip("/"), query_string=query).status_code < 500


TARGETS = [
    Target(
        "chat",
        chat,
        [
            json.dumps(body).encode()
            for body in (
                {"message": "toddler groups near Banbury?", "audience": "parent", "conversation_id": None},
                {"message": "my dad hits me", "conversation_id": "0" * 32},
                {"message": "who is the link worker for Otterbrook school", "audience": "professional"},
                {"message": ["a"], "more": {"a": 1e9}},
            )
        ],
        ready=client,
    ),
    Target(
        "form",
        form,
        [b"speech help in Witney\n\nparent\n", b"\nx.y.z\nyoung_person\nFind a service"],
        ready=client,
    ),
    Target(
        "api",
        api,
        [
            b"\x00q=speech+therapy&near=Witney&age=3-5&open=true,unknown&sort=distance&page=1&per_page=10",
            b"\x00q=%22baby%22*&category=food&area=north&cost=free&access=ramp&language=Urdu&kind=service",
            b"\x01q=todd",
            b"\x02q=St+Wilfa%27s+school",
        ],
        longest=600,
        ready=client,
    ),
    Target(
        "pages",
        pages,
        [
            b"search?q=food&district=cherwell",
            b"link-workers?q=school",
            b"shortlist?ids=a,b",
            b"api/oruk/v3/services?page=1&per_page=5&minimal=true",
            b"guidance?step=1",
        ],
        longest=600,
        ready=client,
    ),
]
