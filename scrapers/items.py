"""What a source says of one entry, in plain forms, before anything is normalised or compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

FIELDS = frozenset(
    "kind name alternate_names summary description phones email urls locations schedules schedule_note "
    "minimum_age maximum_age eligibility_description application_process cost_options languages "
    "accessibility areas places categories contacts organization status".split()
)
"""Fields of ``directory_data.models.Record`` that a source can speak about."""


@dataclass(frozen=True)
class Item:
    """One entry of a source."""

    key: str
    """Stable within the source: its own id, else its canonical address, else the slug of its name."""
    fields: Mapping[str, Any]
    """Field names of ``Record`` to plain JSON forms: ``{"phones": [{"number": "01632 960001"}]}``.

    A field that is absent is one the source does not speak about; empty means that it says there is none.
    """
    url: str
    """The page where it says so."""

    def __post_init__(self) -> None:
        unknown = set(self.fields) - FIELDS
        if unknown:
            raise ValueError(f"not a field that a source can speak about: {', '.join(sorted(unknown))}")
        if not self.key:
            raise ValueError("an item needs a key")


def key_of(name: str, *, own_id: object = None, url: str = "") -> str:
    """The key of an item: the source's own id, else the address of its page, else the slug of its name.

    Empty when nothing is there to make a key from.
    """
    said = str(own_id).strip() if own_id is not None else ""
    return said or (canonical(url) if url else "") or slug(name)


def slug(name: str) -> str:
    """``Café & play`` as ``cafe-play``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))


def completed(url: str, base: str = "") -> str:
    """An address as it stands on a page, made whole; empty when it can be none, such as ``http://[``."""
    try:
        whole = urljoin(base, url.strip())
        _ = urlsplit(whole).port  # only now is it looked at
    except ValueError:
        return ""
    return whole


def canonical(url: str, base: str = "") -> str:
    """An address without its fragment, its default port and the case of its host; empty when it is none."""
    whole = completed(url, base)
    if url.strip() and not whole:
        return ""
    parts = urlsplit(whole)
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    standard = {"http": 80, "https": 443}.get(parts.scheme)
    port = f":{parts.port}" if parts.port and parts.port != standard else ""
    return urlunsplit((parts.scheme, host + port, parts.path or "/", parts.query, ""))
