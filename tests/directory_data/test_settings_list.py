"""The list of settings, and what is said about those that cannot work."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from directory_data import settings_list
from directory_data.cli import main
from directory_data.settings import ROOT, Settings

CODE = "".join(
    (ROOT / "directory_data" / name).read_text(encoding="utf-8") for name in ("settings.py", "environment.py")
)
KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f7"


def test_page_is_what_the_code_says() -> None:
    written = settings_list.PAGE.read_text(encoding="utf-8")
    assert written == settings_list.page(), "Run `python -m directory_data settings --page`."


def test_every_field_and_every_variable_read_is_listed() -> None:
    listed = settings_list.listed()
    assert [one.field for one in listed] == [field.name for field in dataclasses.fields(Settings)]
    assert set(re.findall(r'"(PORT|SIGNPOST_[A-Z_]+)"', CODE)) <= {one.variable for one in listed}
    assert all(one.words for one in listed)


@pytest.mark.parametrize("package", ["directory_data", "nlu", "web", "bot", "scrapers"])
def test_the_environment_is_read_in_one_place(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        if path.name not in {"settings.py", "settings_list.py"}:
            assert not re.search(r"environ(\.get\(|\[)\s*\"(PORT|SIGNPOST_)", path.read_text()), path


@pytest.mark.parametrize(
    ("changes", "environment", "said"),
    [
        ({"rasa_port": 8000}, {}, "PORT and SIGNPOST_RASA_PORT are 8000"),
        ({"data": Path(__file__) / "below"}, {}, "SIGNPOST_DATA is "),
        ({"encoder_folder": Path("/nowhere/at/all")}, {}, "SIGNPOST_ENCODER_FOLDER"),
        ({"web_processes": 2}, {}, "name a Redis in SIGNPOST_REDIS_URL"),
        ({"https": True}, {}, "SIGNPOST_SECRET_KEY is empty, and a copy with SIGNPOST_HTTPS needs one"),
        ({"proxies": 1}, {}, "SIGNPOST_SECRET_KEY is empty, and a copy with SIGNPOST_PROXIES needs one"),
        ({"redis_url": "redis://127.0.0.1"}, {}, "a copy with SIGNPOST_REDIS_URL needs one"),
        ({"tracker_url": "postgresql://"}, {}, "a copy with SIGNPOST_TRACKER_URL needs one"),
        ({"redis_url": "redis://10.0.0.5:6379/0", "secret_key": KEY}, {}, "no password, and 10.0.0.5 is"),
        (
            {"redis_url": "rediss://name@redis.example.org", "secret_key": KEY},
            {},
            "SIGNPOST_REDIS_URL has no",
        ),
        ({}, {"SIGNPOST_DATABSE_URL": "x"}, "Did you mean SIGNPOST_DATABASE_URL?"),
    ],
)
def test_what_cannot_work_is_named(
    tmp_path: Path, changes: dict[str, object], environment: dict[str, str], said: str
) -> None:
    settings = dataclasses.replace(Settings(data=tmp_path), **changes)  # type: ignore[arg-type]
    (problem,) = settings_list.problems(settings, environment)
    assert said in problem
    assert settings_list.problems(Settings(data=tmp_path), {}) == []


@pytest.mark.parametrize(
    "url", ["redis://127.0.0.1:6379/0", "redis://localhost", "redis://[::1]/0", "redis://:pass@10.0.0.5/0"]
)
def test_redis_of_this_machine_or_with_a_password_is_taken(tmp_path: Path, url: str) -> None:
    assert settings_list.problems(Settings(data=tmp_path, redis_url=url, secret_key=KEY), {}) == []


def test_command_shows_values_and_hides_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIGNPOST_DATA", str(tmp_path))
    monkeypatch.setenv("SIGNPOST_METRICS_TOKEN", "qT7_vK2-xN9zLw4RbY6mHc8PfJ3dGs5A")
    monkeypatch.setenv("SIGNPOST_LOG_FORMAT", "json")
    shown = CliRunner().invoke(main, ["settings"])
    assert shown.exit_code == 0
    assert re.search(r"SIGNPOST_LOG_FORMAT +json", shown.output)
    assert re.search(r"SIGNPOST_METRICS_TOKEN +\(set\)", shown.output) and "qT7" not in shown.output


@pytest.mark.parametrize("command", [["web", "serve"], ["web", "run"], ["directory_data", "settings"]])
def test_a_start_that_cannot_work_says_why_in_one_line(tmp_path: Path, command: list[str]) -> None:
    environment = {"SIGNPOST_DATA": str(tmp_path), "PORT": "99999"}
    said = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode != 0 and "PORT is '99999': give a number" in said.stderr
    assert "Traceback" not in said.stderr
