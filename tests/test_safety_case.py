"""The safety case names tests for every hazard, and each of them exists."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from directory_data.settings import ROOT

TEXT = (ROOT / "docs" / "safeguarding.md").read_text(encoding="utf-8")
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))
PATHS = sorted(set(re.findall(r"`((?:directory_data|nlu|web|bot|tests|docs)/[\w/.]+)`", TEXT)))
HAZARDS = {title: rest for title, _, rest in (part.partition("\n") for part in TEXT.split("\n#### ")[1:])}


@cache
def functions(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_the_test_exists(file: str, name: str) -> None:
    assert (ROOT / file).is_file() and name in functions(file)


@pytest.mark.parametrize("path", PATHS)
def test_the_file_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_hazards_are_numbered() -> None:
    assert [title.partition(".")[0] for title in HAZARDS] == [f"H{n + 1}" for n in range(len(HAZARDS))]


@pytest.mark.parametrize("title", HAZARDS)
def test_every_control_is_shown(title: str) -> None:
    controls = [line for line in HAZARDS[title].splitlines() if line.startswith("| ")][1:]
    assert "Causes: " in HAZARDS[title] and controls
    assert [line for line in controls if "::test_" not in line] == []
