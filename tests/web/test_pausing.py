"""The switch that puts a calm page in front of chat and site."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient

from directory_data.settings import ROOT, Settings
from tests.full_disk import full_disk
from tests.web.conftest import ORDINARY, RISK
from tests.web.pages import Page, checked
from tests.web.test_observing import figures
from web import create_app, pause_file
from web.cli import commands

MASH, OUT_OF_HOURS = "0345 050 7666", "0800 833408"
REASON = "fictional: wrong number on a card"


@pytest.fixture
def paused(settings: Settings) -> Iterator[FlaskClient]:
    client = create_app(settings).test_client()
    pause_file.pause(settings, REASON)
    yield client
    pause_file.resume(settings)


@pytest.mark.parametrize(
    "address", ["/", "/chat", "/search?q=food", "/safeguarding", "/nowhere", "/services/x"]
)
def test_pages_give_way_to_the_numbers(paused: FlaskClient, address: str) -> None:
    response = paused.get(address)
    assert response.status_code == 503 and int(response.headers["Retry-After"]) > 0
    page = checked(response)
    assert page.texts["h1"] == ["Signpost is paused for now"]
    assert all(words in page.text for words in (MASH, OUT_OF_HOURS, "8.30am", "Open now"))
    assert "data-paused" in page.html  # by which the chat's script knows
    assert "fictional" not in page.text  # the reason is for whoever is on call


@pytest.mark.parametrize("message", [RISK, ORDINARY])
def test_whoever_writes_meanwhile_gets_the_numbers(paused: FlaskClient, message: str) -> None:
    form = paused.post("/chat", data={"message": message})
    assert form.status_code == 503 and MASH in checked(form).text
    problem = paused.post("/api/chat", json={"message": message})
    assert problem.status_code == 503 and problem.content_type == "application/problem+json"
    assert int(problem.headers["Retry-After"]) > 0
    assert {MASH, OUT_OF_HOURS, "999"} <= {contact["phone"] for contact in problem.get_json()["contacts"]}


def test_health_says_so_and_keeps_sending_people_to_the_page(paused: FlaskClient) -> None:
    assert paused.get("/health/live").status_code == 200
    ready = paused.get("/health/ready")
    assert ready.status_code == 200 and ready.get_json()["status"] == "paused"
    assert REASON not in ready.get_data(as_text=True)


def test_desk_files_and_figures_stay_open(paused: FlaskClient) -> None:
    paused.get("/chat")
    assert paused.get("/desk/").status_code == 303  # to sign in
    assert paused.get("/static/images/signpost.svg", buffered=True).status_code == 200
    assert figures(paused)[("signpost_requests_total", "paused", "chat.chat")] >= 1


def test_a_broken_index_or_switch_does_not_matter(prepared: Settings, tmp_path: Path) -> None:
    settings = replace(prepared, data=tmp_path)
    (tmp_path / pause_file.NAME).write_bytes(b"half a fi")
    response = create_app(settings).test_client().get("/search?q=food")
    assert response.status_code == 503 and "paused" in checked(response).texts["h1"][0]


def test_commands_pause_and_resume_what_is_running(app: Flask, settings: Settings) -> None:
    client = app.test_client()
    environment = {**os.environ, "SIGNPOST_DATA": str(settings.data)}
    for words, status in ((["pause", REASON], 503), (["resume"], 200)):
        subprocess.run([sys.executable, "-m", "web", *words], cwd=ROOT, env=environment, check=True)
        assert client.get("/chat").status_code == status


def command(data: Path, *words: str, **more: str) -> Result:
    return CliRunner().invoke(commands, words, env={"SIGNPOST_DATA": str(data), **more})


def test_on_a_full_disk_the_pause_holds_and_its_reason_is_said_to_be_lost(
    app: Flask, settings: Settings
) -> None:
    with full_disk():
        said = command(settings.data, "pause", REASON)
    assert said.exit_code == 0 and said.stdout.startswith("Paused.") and "reason could not be" in said.stderr
    assert app.test_client().get("/chat").status_code == 503
    assert command(settings.data, "resume").exit_code == 0
    assert app.test_client().get("/chat").status_code == 200


def test_a_pause_that_is_none_says_so() -> None:
    said = command(Path("/proc/nowhere"), "pause", REASON)  # no folder can be made there
    assert said.exit_code == 1 and said.stderr.startswith("NOT paused on this machine") and not said.stdout


def test_a_resume_that_is_none_says_so(tmp_path: Path) -> None:
    (tmp_path / pause_file.NAME).mkdir()  # which cannot be unlinked
    said = command(tmp_path, "resume")
    assert said.exit_code == 1 and said.stderr.startswith("Still paused on this machine") and not said.stdout


@pytest.mark.parametrize("words", [["pause", REASON], ["resume"]])
def test_what_redis_was_not_told_is_said(tmp_path: Path, words: list[str]) -> None:
    said = command(tmp_path, *words, SIGNPOST_REDIS_URL="redis://127.0.0.1:9/0")
    assert (
        said.exit_code == 1 and "no other machine is" in said.stderr and "when Redis is back" in said.stderr
    )
    assert said.stdout


@pytest.mark.parametrize("words", [["pause", REASON], ["resume"]])
def test_settings_that_cannot_be_used_are_said_in_one_line(tmp_path: Path, words: list[str]) -> None:
    said = command(tmp_path, *words, PORT="99999")
    assert said.exit_code == 1 and said.stderr.startswith("Error: PORT is '99999'")


def test_page_for_the_web_server_in_front_needs_nothing_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "public" / "offline.html"
    environment = {**os.environ, "SIGNPOST_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "web", "offline-page", str(file)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    page = Page(file.read_text())
    assert all(words in page.text for words in (MASH, OUT_OF_HOURS, "999"))
    assert "open now" not in page.text.lower()
