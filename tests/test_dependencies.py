"""The old packages that Rasa pins stay out of reach, as docs/dependencies.md says."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tarfile
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from bot import launch
from directory_data.settings import ROOT, Settings
from nlu.handed_over import understanding_of
from web.rasa_client import RasaClient

OLD = "aiohttp boto3 confluent_kafka dask jax keras networkx pymongo rasa rasa_sdk sanic tensorflow twilio"
NETWORKS = (".h5", ".keras", ".pb", ".tf_model", ".index", ".data-00000-of-00001", ".pkl", ".pickle")
LOADED = f"""
import sys
from web import create_app
from directory_data.settings import Settings
from pathlib import Path
client = create_app(Settings(data=Path(sys.argv[1]))).test_client()
assert client.post("/api/chat", json={{"message": "my dad hits me"}}).status_code == 200
assert client.get("/desk/sign-in").status_code == 200
print(sorted(name for name in {OLD!r}.split() if name in sys.modules))
"""


SERVER_OR_MULTIPART = re.compile(
    r"\baiohttp\.web|\bfrom aiohttp import\b.*\bweb\b|\bweb\.run_app\b|\bMultipartReader\b"
)


def test_the_web_process_loads_none_of_the_old_packages(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOADED, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "[]"


def test_nothing_in_the_assistant_uses_tensorflow() -> None:
    made = yaml.safe_load(launch.CONFIG.read_text(encoding="utf-8"))
    components = [part["name"] for part in made["pipeline"]]
    assert components and all(name.startswith("bot.components.") for name in components)
    assert [policy["name"] for policy in made["policies"]] == ["RulePolicy"]


def test_the_trained_model_holds_no_neural_network() -> None:
    model = launch.model_file(Settings.from_environment())
    if not model.exists():
        # `make test` trains it first; on newer Pythons there is no Rasa, and so nothing to look into.
        pytest.skip("the assistant is not trained here (Rasa needs Python 3.10)")
    with tarfile.open(model) as packed:
        names = packed.getnames()
    assert names and [name for name in names if name.endswith(NETWORKS)] == []


def test_rasa_is_given_nothing_else_to_talk_to() -> None:
    """One channel, tracker and lock stores of ours, one action server on loopback; no broker, no CORS."""
    endpoints = yaml.safe_load(launch.ENDPOINTS.read_text(encoding="utf-8"))
    assert endpoints.keys() == {"action_endpoint", "tracker_store", "lock_store"}
    assert endpoints["action_endpoint"]["url"].startswith(f"http://{launch.LOOPBACK}:")
    assert endpoints["tracker_store"]["type"].startswith("bot.")
    assert all(
        store == "in_memory" or store.startswith("bot.") for store in (launch.OWN_LOCKS, launch.SHARED_LOCKS)
    )
    assert list(yaml.safe_load(launch.CREDENTIALS.read_text(encoding="utf-8"))) == ["bot.channel.GuardedRest"]
    command = launch.serve(Settings())
    refused = {"--cors", "--enable-api", "--remote-storage", "--connector", "--ssl-certificate"}
    assert not refused & set(command)
    assert command[command.index("--model") + 1] == str(launch.model_file(Settings()))


def test_aiohttp_is_only_a_client_and_reads_no_multipart() -> None:
    """Of what runs in Rasa and in the action server; a channel that is not configured has the library."""
    if not find_spec("rasa"):
        pytest.skip("Rasa is not installed here (it needs Python 3.10)")
    assert uses_of_aiohttp("aiogram"), "the search finds them where they are"
    for package in ("rasa", "rasa_sdk", "sanic", "bot"):
        assert uses_of_aiohttp(package) == []


def uses_of_aiohttp(package: str) -> list[str]:
    """The files of a package that use aiohttp's server or take answers apart; nothing is imported."""
    found = find_spec(package)
    assert found and found.submodule_search_locations
    files = [file for folder in found.submodule_search_locations for file in Path(folder).rglob("*.py")]
    assert files
    return [str(file) for file in files if SERVER_OR_MULTIPART.search(file.read_text(encoding="utf-8"))]


def test_rasa_hears_json_of_the_usual_length(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is sent to the chat, Rasa gets one JSON object of known values, and no header of a visitor."""
    from tests.web.fake_rasa import FakeRasa
    from web import create_app

    fake = FakeRasa()
    try:
        client = create_app(Settings(rasa_port=fake.port, message_limit=2000)).test_client()
        odd = {"X-Odd": "y", "Cookie": "odd=y", "User-Agent": "odd"}
        for words in ("his dad punched him. " * 500, "playgroup in Witney, " * 500, "hello"):
            body = {"message": words, "more": {"a": ["b"]}, "audience": "parent"}
            client.post("/api/chat", json=body, headers=odd)
            client.post("/chat", data={"message": words[:1900], "file": (io.BytesIO(b"y"), "odd.png")})
        heard, headers = fake.heard, fake.headers
    finally:
        fake.close()
    assert max(len(one["message"]) for one in heard) > 1800
    for one in heard:
        assert one.keys() == {"sender", "message", "metadata"} and len(one["message"]) <= 2000
        assert one["metadata"].keys() - {"understood"} == {"audience", "escalated", "category"}
        understood = one["metadata"].get("understood")  # not without trained models
        assert understood is None or understanding_of(understood)
        assert "odd" not in str(one)
    for told in headers:
        assert told["Content-Type"] == "application/json" and "odd" not in str(told).lower()


def test_a_proxy_of_the_environment_is_not_used_for_rasa(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:3128")
    client = RasaClient("http://127.0.0.1:9", 1.0)
    assert not client._http._mounts
