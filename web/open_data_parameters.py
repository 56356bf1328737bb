"""The parameters of the open data, with every fault named."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from uuid import UUID

from directory_data import places, postcodes
from directory_data.gazetteer import Place
from directory_data.open_feed import Filters
from web.search_parameters import Parameters

FORMATS = ("json", "ndjson", "csv")
DEFAULT_PER_PAGE = 50
MOST_PER_PAGE = 500
MOST_PAGES = 100_000
FARTHEST = 1_000_000  # metres
_FRACTION = re.compile(r"\.\d+", re.ASCII)
"""Of a second: RFC 3339 allows any number of digits, Python 3.10 reads three or six."""


@dataclass(frozen=True)
class Paging:
    """How a list is cut and written; ``ndjson`` and ``csv`` are not cut."""

    page: int = 1
    per_page: int | None = None
    """``None`` for all."""
    format: str = "json"

    def whole(self) -> Paging:
        return replace(self, page=1, per_page=None)


class OpenDataParameters(Parameters):
    """Reads the names that Open Referral UK gives, and ``perPage``, which its validators send."""

    def paging(self) -> Paging:
        also = self._whole("perPage", DEFAULT_PER_PAGE, MOST_PER_PAGE)
        paging = Paging(
            page=self._whole("page", 1, MOST_PAGES),
            per_page=self._whole("per_page", also, MOST_PER_PAGE),
            format=self._format(),
        )
        return paging if paging.format == "json" else paging.whole()

    def filters(self) -> Filters:
        postcode = self._postcode()
        return Filters(
            search=self.text("search"),
            taxonomy_term_id=self.id_of("taxonomy_term_id"),
            taxonomy_id=self.id_of("taxonomy_id"),
            organization_id=self.id_of("organization_id"),
            modified_after=self._moment("modified_after"),
            postcode=postcode,
            proximity=self._proximity(postcode),
        )

    def flag(self, name: str) -> bool:
        return self._flag(name)

    def id_of(self, name: str) -> str:
        """A UUID as we write it, or nothing."""
        raw = self.given.get(name, "").strip()
        if not raw:
            return ""
        try:
            return str(UUID(raw))
        except ValueError:
            self._fault(name, "a UUID")
            return ""

    def _format(self) -> str:
        raw = self.given.get("format", "").strip().lower() or "json"
        if raw not in FORMATS:
            self._fault("format", f"one of {', '.join(FORMATS)}")
        return raw

    def _moment(self, name: str) -> dt.datetime | None:
        """A date or moment of ISO 8601; one without an offset is UTC."""
        raw = self.given.get(name, "").strip()
        if not raw:
            return None
        iso = raw.upper().replace("Z", "+00:00")
        if "T" in iso:
            iso = iso.replace(" ", "+")  # an offset's plus sign, sent as it is, arrives as a space
        iso = _FRACTION.sub(lambda found: found[0][:7].ljust(7, "0"), iso)
        try:
            moment = dt.datetime.fromisoformat(iso)
        except ValueError:
            self._fault(name, "a date like 2020-05-01 or a moment like 2020-05-01T09:30:00Z")
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.timezone.utc)

    def _postcode(self) -> Place | None:
        raw = self.text("postcode")
        if not raw:
            return None
        found = places.lookup(raw) if postcodes.parse(raw) else ()
        if not found:
            self._fault("postcode", "a postcode like OX4 1AB in or near Oxfordshire")
        return found[0] if found else None

    def _proximity(self, postcode: Place | None) -> float | None:
        raw = self.given.get("proximity", "").strip()
        if not raw:
            return None
        try:
            metres = float(raw)
        except ValueError:
            metres = -1.0
        if not 0 < metres <= FARTHEST:
            self._fault("proximity", f"a number of metres up to {FARTHEST}")
        elif not self.given.get("postcode", "").strip():
            self._fault("proximity", "given together with postcode")
        elif postcode and postcode.latitude is None:
            self._fault("postcode", "one whose position is known here when proximity is given")
        return metres
