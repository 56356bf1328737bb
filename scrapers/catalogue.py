"""Every source of this copy: those with code, and those that editors made from an address."""

from __future__ import annotations

from directory_data.errors import SettingsError
from directory_data.settings import Settings
from scrapers.readers import scrapers_in
from scrapers.source import Scraper
from scrapers.sources import all_scrapers

ADDRESSES = "source-addresses.yml"
FOLDER = "sources"


def scrapers_of(settings: Settings) -> dict[str, Scraper]:
    """Sources by key; raises ``SettingsError`` when one cannot be used or two have one key."""
    ours = all_scrapers(settings.data / ADDRESSES)
    made = scrapers_in(settings.data / FOLDER)
    twice = ours.keys() & made.keys()
    if twice:
        raise SettingsError(f"{FOLDER}/{min(twice)}.yml: there is already a source {min(twice)}.")
    return dict(sorted({**ours, **made}.items()))
