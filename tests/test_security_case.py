"""The threat model, the privacy pages and the accepted dependencies name tests and files that exist."""

from __future__ import annotations

import re

import pytest

from directory_data.settings import ROOT
from tests.test_safety_case import functions

PAGES = {
    name: (ROOT / "docs" / name).read_text(encoding="utf-8")
    for name in ("threat-model.md", "privacy.md", "dependencies.md")
}
ALL = "\n".join(PAGES.values())
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", ALL)))
PATHS = sorted(set(re.findall(r"`((?:directory_data|nlu|web|bot|scrapers|tests|docs)/[\w/.-]+)`", ALL)))
THREATS = {
    title: rest
    for title, _, rest in (part.partition("\n") for part in PAGES["threat-model.md"].split("\n### ")[1:])
    if re.match(r"T\d", title)
}
ACCEPTED = re.findall(r"^\| (?:CVE|GHSA|PYSEC)-.*$", PAGES["dependencies.md"], re.MULTILINE)


def rows(text: str) -> list[str]:
    """The rows of a section's table, without its head."""
    return [line for line in text.split("\n## ", maxsplit=1)[0].splitlines() if line.startswith("| ")][1:]


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_the_test_exists(file: str, name: str) -> None:
    assert (ROOT / file).is_file() and name in functions(file)


@pytest.mark.parametrize("path", PATHS)
def test_the_file_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_threats_are_numbered() -> None:
    assert [title.partition(".")[0] for title in THREATS] == [f"T{n + 1}" for n in range(len(THREATS))]
    assert len(THREATS) > 8


@pytest.mark.parametrize("title", THREATS)
def test_every_control_is_shown(title: str) -> None:
    controls = rows(THREATS[title])
    assert "Who and how: " in THREATS[title] and controls
    assert [line for line in controls if "::test_" not in line] == []


@pytest.mark.parametrize("line", ACCEPTED)
def test_every_accepted_finding_has_a_locked_package_a_reason_and_a_test(line: str) -> None:
    _, _, package, reason, shown, _ = (cell.strip() for cell in line.split("|"))
    name, version = package.split()
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert f"\n{name}=={version} " in f"\n{locked}", (
        "an accepted finding that the lock has outgrown: take it out"
    )
    assert len(reason) > 40 and "::test_" in shown
