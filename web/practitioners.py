"""Pages for practitioners: the guidance records in the order in which the work is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import msgspec
from flask import Blueprint, abort, render_template

from directory_data import opening_times, seed_files, sources
from directory_data.listing import checked
from directory_data.models import Record
from web.parts import parts
from web.presenters import ServicePage, anchor, guidance_parts, service_page

FILE = "practitioner_pages.yml"

blueprint = Blueprint("practitioners", __name__, url_prefix="/practitioners")


class Step(msgspec.Struct, forbid_unknown_fields=True):
    """One step of a page; parts are ``record-key#anchor``."""

    title: str
    parts: list[str] = []
    more: list[str] = []
    """Shown folded."""
    ring: list[str] = []
    """Keys of contact records."""

    @property
    def anchor(self) -> str:
        return anchor(self.title)


class Guide(msgspec.Struct, forbid_unknown_fields=True):
    """One page."""

    key: str
    name: str
    summary: str
    record: str
    """Key of the record to read for the whole of it."""
    steps: list[Step]


@dataclass(frozen=True)
class Excerpt:
    """A section of a guidance record, and where it comes from."""

    heading: str
    text: str
    record: Record
    href: str
    source: str
    source_url: str | None
    source_key: str
    known: str


@dataclass(frozen=True)
class FilledStep:
    step: Step
    excerpts: list[Excerpt]
    more: list[Excerpt]
    ring: list[ServicePage]


@blueprint.get("")
def index() -> str:
    """All of them, and whom to ring."""
    return render_template("public/practitioners.html", guides=guides())


@blueprint.get("/<key>")
def guide(key: str) -> str:
    """One of them, step by step."""
    found = next((guide for guide in guides() if guide.key == key), None)
    if found is None:
        abort(404)
    by_key = parts().directory.searcher.catalogue.by_key
    steps = [
        FilledStep(
            step,
            excerpts=_excerpts(step.parts, by_key),
            more=_excerpts(step.more, by_key),
            ring=[service_page(by_key[one], [], opening_times.now()) for one in step.ring if one in by_key],
        )
        for step in found.steps
    ]
    return render_template(
        "public/practitioner-guide.html", guide=found, steps=steps, whole=by_key.get(found.record)
    )


@lru_cache(maxsize=1)
def guides() -> list[Guide]:
    """The pages as the data file describes them."""
    return msgspec.convert(seed_files.load_yaml(seed_files.DATA / FILE), list[Guide])


def _excerpts(wanted: list[str], by_key: Mapping[str, Record]) -> list[Excerpt]:
    """Those that are published; an editor may have renamed or withdrawn one."""
    found = [_excerpt(one, by_key) for one in wanted]
    return [one for one in found if one is not None]


def _excerpt(wanted: str, by_key: Mapping[str, Record]) -> Excerpt | None:
    key, _, section = wanted.partition("#")
    record = by_key.get(key)
    found = guidance_parts(record.sections) if record else []
    part = next((part for part in found if part.anchor == section), None)
    if record is None or part is None:
        return None
    source = sources.find(record.source)
    return Excerpt(
        heading=part.heading,
        text=part.text,
        record=record,
        href=f"{record.page}#{section}",
        source=source.title,
        source_url=source.url,
        source_key=source.key,
        known=checked(record),
    )
