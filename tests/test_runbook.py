"""What the runbook tells the person on call to type and to look at exists."""

from __future__ import annotations

import re

import click
import pytest

from directory_data.cli import main as directory_data
from directory_data.settings import ROOT
from nlu.cli import cli as nlu
from scrapers.cli import main as scrapers
from web import metrics
from web.cli import commands as web

TEXT = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
GROUPS: dict[str, click.Group] = {
    "directory_data": directory_data,
    "nlu": nlu,
    "scrapers": scrapers,
    "web": web,
}
COMMANDS = sorted(set(re.findall(r"python -m (\w+) ([\w-]+)((?: --?[\w-]+| [A-Z]+)*)", TEXT)))
LINKS = sorted(set(re.findall(r"\]\(([^):#]+)\)", TEXT)))


@pytest.mark.parametrize(("package", "name", "options"), [one for one in COMMANDS if one[0] in GROUPS])
def test_the_command_exists(package: str, name: str, options: str) -> None:
    command = GROUPS[package].commands[name]
    known = {option for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"--[\w-]+", options)) <= known


def test_every_command_of_the_bot_is_one() -> None:
    cli = (ROOT / "bot" / "cli.py").read_text(encoding="utf-8")
    assert all(f"def {name}(" in cli for package, name, _ in COMMANDS if package == "bot")


def test_every_figure_exists() -> None:
    known = {
        sample.name
        for one in (metrics.REQUESTS, metrics.DURATIONS, metrics.REPLIES)
        for sample in one.describe()
    }
    known |= {f"{name}_total" for name in known} | {"signpost_index_publication"}
    assert set(re.findall(r"signpost_\w+", TEXT)) <= known


@pytest.mark.parametrize("link", LINKS)
def test_every_page_it_leads_to_exists(link: str) -> None:
    assert (ROOT / "docs" / link).exists()
