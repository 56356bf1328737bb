"""The sources that have a file here, and the addresses that editors gave them.

A file defines ``SOURCE`` and ``parse(page)``; nothing else has to be changed when one is added.
"""

from __future__ import annotations

import pkgutil
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from directory_data.errors import SettingsError
from scrapers.source import Scraper


def all_scrapers(addresses: Path | None = None) -> dict[str, Scraper]:
    """Every source by its key, in the order of the keys.

    ``addresses`` is a YAML file of source keys, each with a list of web addresses to start at instead of
    those in the source's file; it may be absent. Raises ``SettingsError`` that says which line to put right.
    """
    modules = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    scrapers = {module.SOURCE.key: Scraper(module.SOURCE, module.parse) for module in modules}
    for key, start in _read(addresses).items():
        if key not in scrapers:
            raise SettingsError(
                f"{addresses}: {key!r} is not a source. Sources: {', '.join(sorted(scrapers))}."
            )
        scrapers[key] = replace(scrapers[key], source=replace(scrapers[key].source, start=start))
    return dict(sorted(scrapers.items()))


def _read(addresses: Path | None) -> dict[str, tuple[str, ...]]:
    if addresses is None or not addresses.exists():
        return {}
    try:
        said = yaml.safe_load(addresses.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise SettingsError(f"{addresses} is not valid YAML: {error}") from error
    if not isinstance(said, dict):
        raise SettingsError(f"{addresses} must hold lines like 'council-lcss: [https://...]'.")
    return {str(key): _web_addresses(start, f"{addresses}: {key}") for key, start in said.items()}


def _web_addresses(start: object, where: str) -> tuple[str, ...]:
    given = start if isinstance(start, list) else [start]
    for url in given:
        parts = urlsplit(url if isinstance(url, str) else "")
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SettingsError(f"{where}: {url!r} is not a web address. Write it with https://.")
    return tuple(given)
