"""Makes plainly fictional records with sensible defaults; tests change what they are about."""

from __future__ import annotations

from typing import Any

from directory_data.models import Record, record_from


def make_record(key: str = "example-group", **changes: Any) -> Record:
    """A service of Example Town that nobody could take for a real one."""
    return record_from(
        {
            "key": key,
            "kind": "service",
            "name": key.replace("-", " ").title(),
            "summary": "A made-up group for tests.",
            "source": "oscb-lcss",
            "categories": ["community"],
            **changes,
        }
    )
