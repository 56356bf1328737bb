"""The schemas of Open Referral UK, read from a folder beside the project; nothing of them is kept here."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, RefResolver

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("SIGNPOST_STANDARDS") or ROOT.parent / "shared" / "standards" / "oruk-3.0")
"""``SIGNPOST_STANDARDS``: folder with ``schema/`` and ``strict/`` of HSDS-UK-3.0."""


def problems(value: Any, schema: str) -> list[str]:
    """What is wrong with a value, each with its path."""
    return [f"{error.json_path}: {error.message}" for error in _validator(schema).iter_errors(value)]


def empty_fields(value: Any, path: str = "$") -> list[str]:
    """The fields that the UK profile wants left out: null, or without anything in them."""
    if isinstance(value, dict):
        return [found for name, item in value.items() for found in empty_fields(item, f"{path}.{name}")]
    if isinstance(value, list) and value:
        return [
            found for number, item in enumerate(value) for found in empty_fields(item, f"{path}[{number}]")
        ]
    return [path] if value is None or value in ("", []) else []


@lru_cache(maxsize=32)
def _validator(name: str) -> Draft202012Validator:
    folder = FOLDER / ("strict" if name == "envelope.json" else "schema")
    schema = json.loads((folder / name).read_text(encoding="utf-8"))
    local = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    return Draft202012Validator(
        schema, resolver=RefResolver("", schema, store=local), format_checker=FormatChecker()
    )
