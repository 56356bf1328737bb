"""The old packages that Rasa pins stay out of reach, as docs/dependencies.md says."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import yaml

from bot import launch
from directory_data.settings import ROOT, Settings
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
    refused = {"--cors", "--enable-api", "--remote-storage", "--connector", "-m", "--ssl-certificate"}
    assert not refused - {"-m"} & set(command)


def test_rasa_hears_json_of_the_usual_length(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is sent to the chat, Rasa gets one JSON object of four known kinds of values."""
    from tests.web.fake_rasa import FakeRasa
    from web import create_app

    fake = FakeRasa()
    try:
        client = create_app(Settings(rasa_port=fake.port, message_limit=2000)).test_client()
        body = {"message": "his dad punched him. " * 500, "more": {"a": ["b"]}, "audience": "parent"}
        assert client.post("/api/chat", json=body, headers={"X-Odd": "y"}).status_code == 200
        client.post("/api/chat", json={"message": "hello", "audience": "parent"})
        (heard,) = fake.heard
    finally:
        fake.close()
    assert heard.keys() == {"sender", "message", "metadata"} and len(heard["message"]) <= 2000
    assert heard["metadata"].keys() == {"audience", "escalated", "category"}


def test_a_proxy_of_the_environment_is_not_used_for_rasa(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:3128")
    client = RasaClient("http://127.0.0.1:9", 1.0)
    assert not client._http._mounts
