"""The pages that the law and good practice expect: who runs this, how it decides, whom to tell."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from flask import Blueprint, Response, abort, render_template, url_for

from directory_data import emergency, opening_times, seed_files
from directory_data import sources as all_sources
from directory_data.emergency import EmergencyContact
from web.assets import static_url
from web.evaluation_figures import evaluation
from web.parts import parts

NO_OPERATOR = "No organisation runs this copy yet."
NO_CONTACT = "The organisation that runs this copy will name its contact here."
SECURITY_NOTE_DAYS = 180
"""How long programs may trust what security.txt says; the standard asks for less than a year."""

blueprint = Blueprint("about", __name__)


class Section(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    fields: list[tuple[str, str]]


class TransparencyRecord(msgspec.Struct, forbid_unknown_fields=True):
    standard: str
    updated: dt.date
    tier_1: list[tuple[str, str]]
    tier_2: list[Section]


@blueprint.get("/algorithmic-transparency")
def transparency() -> str:
    """How the chat and the search decide, by the fields of the UK's recording standard."""
    written = seed_files.load_yaml(seed_files.DATA / "transparency_record.yml")
    record = msgspec.convert(written, TransparencyRecord, strict=False)
    return render_template(
        "public/transparency.html", record=record, filled=_filled_in(), evaluation=evaluation()
    )


@blueprint.get("/sources")
def sources() -> str:
    """The documents that the information comes from."""
    known = sorted(all_sources.known().values(), key=lambda source: source.dated, reverse=True)
    return render_template("public/sources.html", sources=known)


@blueprint.get("/offline")
def offline() -> str:
    """The numbers to print, or to keep on the device for when there is no connection."""
    return render_template("public/offline.html", core=_core())


@blueprint.get("/offline/numbers")
def numbers() -> str:
    """What is kept: it says nothing that is true for this moment only."""
    return render_template("public/numbers.html", core=_core())


@blueprint.get("/keep-numbers.js")
def keeper() -> Response:
    """The service worker, at the root because it answers for the whole site; only ``/offline`` starts it."""
    style = static_url("build/site.css")
    page = url_for("about.numbers")
    body = render_template("public/keep-numbers.js", page=page, style=style)
    return Response(body, mimetype="text/javascript")


@blueprint.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Whom to tell about a weakness (RFC 9116); not there until a contact is set."""
    contact = parts().settings.security_contact
    if not contact:
        abort(404)
    expires = dt.datetime.now(dt.timezone.utc) + dt.timedelta(days=SECURITY_NOTE_DAYS)
    lines = [
        f"Contact: {contact if '://' in contact else f'mailto:{contact}'}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {url_for('about.security_txt', _external=True)}",
    ]
    return Response("\n".join([*lines, ""]), mimetype="text/plain")


def operator() -> dict[str, Any]:
    """Who runs this copy and how to reach them, as the settings say; empty when they do not."""
    settings = parts().settings
    contact = settings.operator_contact
    return {
        "operator": settings.operator,
        "operator_contact": contact,
        "operator_href": contact if "://" in contact else f"mailto:{contact}",
    }


def _core() -> list[EmergencyContact]:
    """In an order that does not depend on the hour."""
    return emergency.contacts(emergency.CORE, opening_times.now())


def _filled_in() -> dict[str, str]:
    settings = parts().settings
    return {
        "operator": settings.operator or NO_OPERATOR,
        "contact": settings.operator_contact or NO_CONTACT,
        "address": url_for("public.home", _external=True),
    }
