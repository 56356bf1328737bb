"""Makes a source from an address: its settings, the page as it was, and what was read from it.

The saved page and its entries are the source's test: ``problems`` reads the page again and compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import yaml

from directory_data.errors import SettingsError
from directory_data.settings import Settings
from scrapers.catalogue import FOLDER, scrapers_of
from scrapers.errors import ReadProblem
from scrapers.page import Page
from scrapers.readers import SourceFile, load
from scrapers.source import Parsed

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
EXAMPLES = 3
WITHOUT_SELECTORS = ("open_referral", "json_ld", "documents")


class Saved(msgspec.Struct):
    """The page that a source was made from."""

    url: str
    content_type: str
    body: bytes
    entries: list[dict[str, Any]]
    """Key and fields of every entry."""
    next_urls: list[str]


class Made(msgspec.Struct):
    """What was made."""

    path: Path
    reader: str
    entries: int
    examples: list[str]


def selectors_of(entries: str, fields: tuple[str, ...], details: str, next_: str) -> dict[str, Any] | None:
    """The map that the options of the command describe; ``None`` when there is none."""
    if not fields:
        return None
    pairs = [field.partition("=") for field in fields]
    if not all(name and css for name, _, css in pairs):
        raise SettingsError("--field is written name=h2.")
    chosen = {"entries": entries, "details": details, "next": next_}
    return {**{k: v for k, v in chosen.items() if v}, "fields": {name: css for name, _, css in pairs}}


def make(
    settings: Settings,
    page: Page,
    key: str,
    about: Mapping[str, str],
    selectors: Mapping[str, Any] | None,
) -> Made:
    """Write a source with ``title``, ``publisher`` and ``kind`` as ``about`` says.

    Raises ``SettingsError`` and writes nothing when nothing can be read.
    """
    if not KEY.fullmatch(key):
        raise SettingsError(f"{key!r} must be lower-case words joined by hyphens.")
    if key in scrapers_of(settings):
        raise SettingsError(f"There is already a source {key}.")
    common = {**about, "start": [page.url]}
    file, parsed = _read(page, key, common, selectors)
    folder = settings.data / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    saved = Saved(page.final_url, page.content_type, page.body, _plain(parsed), list(parsed.next_urls))
    (folder / f"{key}.saved.json").write_bytes(msgspec.json.encode(saved))
    path = folder / f"{key}.yml"
    path.write_text(yaml.safe_dump(msgspec.to_builtins(file), sort_keys=False, allow_unicode=True), "utf-8")
    names = [str(item.fields.get("name", item.key)) for item in parsed.items[:EXAMPLES]]
    return Made(path, file.reader, len(parsed.items), [*names, *parsed.next_urls[:EXAMPLES]])


def problems(settings: Settings) -> Iterator[str]:
    """Every source whose saved page no longer reads as it did."""
    for path in sorted((settings.data / FOLDER).glob("*.saved.json")):
        saved = msgspec.json.decode(path.read_bytes(), type=Saved)
        key = path.name.removesuffix(".saved.json")
        try:
            parsed = load(path.with_name(f"{key}.yml")).scraper(key).parse(_page(saved))
        except (ReadProblem, SettingsError) as problem:
            yield f"{key}: {problem}"
            continue
        if _plain(parsed) != saved.entries or list(parsed.next_urls) != saved.next_urls:
            yield f"{key}: its saved page reads otherwise than when it was made."


def _read(
    page: Page, key: str, common: Mapping[str, Any], selectors: Mapping[str, Any] | None
) -> tuple[SourceFile, Parsed]:
    """The first reader that finds something."""
    choices = [{"reader": "selector_map", "map": selectors}] if selectors else []
    choices = choices or [{"reader": reader} for reader in WITHOUT_SELECTORS]
    faults = []
    for choice in choices:
        file = _file({**common, **choice})
        try:
            parsed = file.scraper(key).parse(page)
        except ReadProblem as problem:
            faults.append(str(problem))
            continue
        if parsed.items or parsed.next_urls:
            return file, parsed
    hint = "" if selectors else " Say where things are with --entries and --field name=h2."
    raise SettingsError(f"No entries were found on {page.url}. {' '.join(faults)}{hint}")


def _file(values: Mapping[str, Any]) -> SourceFile:
    try:
        return msgspec.convert(values, SourceFile)
    except msgspec.ValidationError as error:
        raise SettingsError(f"The source cannot be made: {error}.") from error


def _page(saved: Saved) -> Page:
    return Page.of(saved.url, saved.body, saved.content_type)


def _plain(parsed: Parsed) -> list[dict[str, Any]]:
    """As JSON gives it back."""
    plain = [{"key": item.key, "fields": dict(item.fields)} for item in parsed.items]
    read: list[dict[str, Any]] = msgspec.json.decode(msgspec.json.encode(plain))
    return read
