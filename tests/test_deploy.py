"""The examples under deploy/: they start what the supervisor starts, and systemd understands them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from directory_data import settings_list
from directory_data.settings import ROOT
from tests.test_runbook import GROUPS
from web import programs, units

UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
RUNNING = {unit.stem.removeprefix("signpost-"): unit for unit in UNITS if "Restart=" in unit.read_text()}
BESIDE = {"watch": "web watch", "follow": "web follow"}
"""What runs beside the programs; the second on machines that share PostgreSQL with others."""
COMMAND = re.compile(r"^ExecStart=/opt/signpost/\.venv/bin/python -m (.+)$", re.MULTILINE)


def test_services_are_those_of_the_supervisor_and_what_watches_them() -> None:
    assert {name: COMMAND.findall(unit.read_text()) for name, unit in RUNNING.items()} == {
        name: [command] for name, command in {**programs.PROGRAMS, **BESIDE}.items()
    }
    assert {command.removeprefix("web ") for command in BESIDE.values()} <= GROUPS["web"].commands.keys()
    assert set(units.UNITS.values()) == {RUNNING[name].name for name in programs.PROGRAMS}
    target = (ROOT / "deploy" / "systemd" / "signpost.target").read_text()
    of_one_machine = {unit.name for name, unit in RUNNING.items() if name != "follow"}
    assert set(re.findall(r"signpost-\w+\.service", target)) == of_one_machine


@pytest.mark.parametrize(
    "timer", [unit for unit in UNITS if unit.suffix == ".timer"], ids=lambda unit: unit.stem
)
def test_every_timer_starts_a_command_that_exists(timer: Path) -> None:
    (command,) = COMMAND.findall(timer.with_suffix(".service").read_text())
    package, name, *_ = command.split()
    known = {option for parameter in GROUPS[package].commands[name].params for option in parameter.opts}
    assert set(re.findall(r"--\w+", command)) <= known


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not on this system")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        here = unit.read_text().replace("/opt/signpost/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(here.replace("/opt/signpost", str(ROOT)))
    units = sorted(str(path) for path in tmp_path.iterdir())
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    assert [line for line in said.stderr.splitlines() if "signpost" in line] == [] and said.returncode == 0


def test_settings_named_in_the_examples_exist() -> None:
    lines = (ROOT / "deploy" / "signpost.env").read_text().splitlines()
    names = {line.removeprefix("# ").partition("=")[0] for line in lines if "=" in line}
    assert {name for name in names if name.startswith("SIGNPOST_")} <= {
        one.variable for one in settings_list.listed()
    }


@pytest.mark.parametrize("command", [*programs.PROGRAMS.values(), *BESIDE.values()])
def test_as_shipped_nothing_starts_before_a_key_is_drawn(tmp_path: Path, command: str) -> None:
    """Without one, every program of the machine could talk to Rasa past the safety check."""
    lines = (ROOT / "deploy" / "signpost.env").read_text().splitlines()
    shipped = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    assert shipped["SIGNPOST_SECRET_KEY"] == ""
    said = subprocess.run(
        [sys.executable, "-m", *command.split()],
        cwd=ROOT,
        env={**shipped, "SIGNPOST_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert said.returncode == 1 and "Traceback" not in said.stderr
    assert "SIGNPOST_SECRET_KEY is empty" in said.stderr and "openssl rand -hex 32" in said.stderr


def test_web_server_in_front_keeps_figures_and_addresses_to_itself() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    for kept in ("/metrics", "/health/ready"):
        assert re.search(rf"location = {kept} \{{\s+return 404;", text)
    assert "proxy_max_temp_file_size 0;" in text
    log = re.search(r"log_format signpost '(.*)'", text)
    assert log and not re.search(r"remote_addr|request_uri|\$request |args|referer|user_agent", log[1])
    assert set(re.findall(r"proxy_pass http://(\w+)", text)) == {"signpost"}
    assert "127.0.0.1:8000" in text and "5005" not in text and "5055" not in text
