"""What the person on call can see: figures and log lines, and no words of visitors in them."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from directory_data.settings import ROOT, Settings
from tests.web.conftest import ORDINARY, RISK
from web import create_app, logs, shared_counts

TOKEN = "fictional-token-of-more-than-32-characters"
WORDS = "Zebedee Quillfeather"
"""A name that nothing in the directory has."""


def figures(client: FlaskClient, **more: Any) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    response = client.get("/metrics", **more)
    assert response.status_code == 200
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.get_data(as_text=True))
        for sample in family.samples
    }


def test_requests_are_counted_and_timed_by_route_and_outcome(client: FlaskClient) -> None:
    before = figures(client)
    client.get(f"/search?q={WORDS}")
    client.get(f"/{WORDS}")
    after = figures(client)
    for name in [
        ("signpost_requests_total", "ok", "public.search"),
        ("signpost_requests_total", "refused", "none"),
        ("signpost_request_seconds_count", "public.search"),
    ]:
        assert after[name] == before.get(name, 0) + 1
    assert not any("Zebedee" in part for name in after for part in name)


def test_replies_are_counted_by_escalation_and_by_who_answered(
    client: FlaskClient, say: Callable[..., Any], rasa: Any
) -> None:
    names = [("signpost_replies_total", "yes", "none"), ("signpost_replies_total", "yes", "immediate")]
    before = figures(client)
    rasa.items = []
    assert say(ORDINARY)["degraded"] and say(RISK)["escalation"]["level"] == "immediate"
    after = figures(client)
    assert [after[name] - before[name] for name in names] == [1, 1]


def test_index_in_use_is_named_by_its_publication(app: Flask, without_index: FlaskClient) -> None:
    assert figures(app.test_client())[("signpost_index_publication",)] >= 1
    assert figures(without_index)[("signpost_index_publication",)] == 0


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_figures_are_not_for_visitors(client: FlaskClient, header: str) -> None:
    assert client.get("/metrics", headers={header: "for=203.0.113.9"}).status_code == 404
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code == 404


def test_token_opens_the_figures_from_anywhere_and_nothing_else_does(settings: Settings) -> None:
    client = create_app(replace(settings, metrics_token=TOKEN)).test_client()
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}x"}).status_code == 404
    assert figures(client, headers={"Authorization": f"Bearer {TOKEN}"}, environ_base=elsewhere)


def test_a_request_is_noted_by_its_route_only(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "web.requests"):
        client.get(f"/services/{WORDS}?q={WORDS}")
    (record,) = (record for record in caplog.records if record.name == "web.requests")
    line = json.loads(logs.JsonLines().format(record))
    assert line["route"] == "public.service" and line["status"] == 404 and line["ms"] >= 0
    assert line["level"] == "info" and line["time"].endswith("+00:00")
    assert "Zebedee" not in logs.Lines().format(record) + json.dumps(line)


@pytest.mark.parametrize("form", logs.FORMATTERS)
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("web", "failed"),
        ("web", f"Exception on /services/{WORDS} [GET]"),
        ("gunicorn.error", f"Error handling request GET /search?q={WORDS}"),
        ("gunicorn.error", f"Invalid request from ip=203.0.113.9: {WORDS}"),
    ],
)
def test_an_error_is_noted_without_its_words(form: str, name: str, message: str) -> None:
    try:
        raise ValueError(WORDS)
    except ValueError:
        record = logging.LogRecord(name, logging.ERROR, "", 0, message, None, sys.exc_info())
    line = logs.FORMATTERS[form]().format(record)
    assert "ValueError at test_observing.py:" in line
    assert "Zebedee" not in line and "203.0.113.9" not in line and "\n" not in line


def test_counts_of_processes_are_added_up(tmp_path: Path, settings: Settings) -> None:
    made = (
        "import sys; from pathlib import Path; from web import shared_counts;"
        "from directory_data.settings import Settings;"
        "print(shared_counts.fresh_folder(Settings(), Path(sys.argv[1])), flush=True); sys.stdin.read()"
    )
    before = subprocess.Popen(
        [sys.executable, "-c", made, tmp_path], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert before.stdin and before.stdout
    folder = Path(before.stdout.readline().decode().strip())
    count = "from web import metrics; metrics.count_reply('check', degraded=False)"
    total = (
        "from directory_data.settings import Settings; from web import metrics;"
        "r = metrics.registry(Settings.from_environment());"
        "print(r.get_sample_value('signpost_replies_total', {'escalation': 'check', 'degraded': 'no'}))"
    )
    environment = {**os.environ, shared_counts.VARIABLE: str(folder)}
    said = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True
        ).stdout.decode()
        for code in (count, count, total)
    ]
    assert said[-1].strip() == "2.0"
    assert shared_counts.fresh_folder(settings, memory=tmp_path) != folder and folder.exists()
    before.communicate()
    assert shared_counts.fresh_folder(settings, memory=tmp_path) != folder and not folder.exists()
