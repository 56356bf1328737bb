"""A list of entries that somebody gathers. It lives in the address alone: nothing is kept, a link shares it.

Every page that can show the list takes ``list`` (keys with commas between) in its address. A form adds to
``add`` or ``remove`` the key of one entry, and the same page comes back under an address with the new list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from flask import Blueprint, Flask, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory_data import opening_times
from directory_data.models import Record
from web import sharing
from web.parts import parts
from web.presenters import service_page

NAME, ADD, REMOVE, SHOWN = "list", "add", "remove", "shown"
MOST = 30
"""Entries of a list: more would not fit into the address that a QR code can hold, nor help anyone."""
CARRIERS = {"public.search", "public.service", "shortlist.page"}

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_KEY = 100  # characters

blueprint = Blueprint("shortlist", __name__)


def init_app(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.before_request(_change)
    app.jinja_env.filters.update(carried=carried, carried_pages=_carried_pages)
    app.context_processor(_on_every_page)


@blueprint.get("/shortlist")
def page() -> str:
    """The list, to send, print and hand out."""
    records = _records(chosen())
    at = opening_times.now()
    return render_template(
        "public/shortlist.html",
        entries=[service_page(record, [], at) for record in records],
        gone=len(chosen()) - len(records),
        most=MOST,
        sharing=sharing.of_list(records, address(record.key for record in records)) if records else None,
    )


@blueprint.get("/shortlist/qr.svg")
def qr() -> Response:
    """The address of the list as a QR code."""
    return sharing.qr_code(address(chosen()))


def chosen() -> tuple[str, ...]:
    """The keys in the address of this request, each once, those that can be keys."""
    given = request.args.get(NAME, "").split(",")
    keys = [key for key in given if len(key) <= _LONGEST_KEY and _KEY.fullmatch(key)]
    return tuple(dict.fromkeys(keys))[:MOST]


def address(keys: Iterable[str]) -> str:
    """The whole address of a list, for other devices."""
    return with_list(url_for("shortlist.page", _external=True), tuple(keys))


def with_list(href: str, keys: tuple[str, ...]) -> str:
    """The address with this list in it, instead of any other."""
    parts_of = urlsplit(href)
    pairs = [(name, value) for name, value in parse_qsl(parts_of.query, True) if name != NAME]
    query = urlencode(pairs)
    if keys:
        query += ("&" if query else "") + f"{NAME}={quote(','.join(keys), safe=',')}"
    return urlunsplit(parts_of._replace(query=query))


def carried(href: str) -> str:
    """The address of a page of this site that keeps the list of the page it stands on."""
    keys = chosen()
    return with_list(href, keys) if keys else href


def _carried_pages(pages: dict[str, Any]) -> dict[str, Any]:
    """GOV.UK's pagination with the list in its links."""
    return {
        name: [_carried_pages(item) for item in value]
        if name == "items"
        else _carried_pages(value)
        if isinstance(value, dict)
        else carried(value)
        if name == "href"
        else value
        for name, value in pages.items()
    }


def _change() -> ResponseReturnValue | None:
    """Answer a press of "Add" or "Remove" with the same page under its new address."""
    if request.endpoint not in CARRIERS or not {ADD, REMOVE} & request.args.keys():
        return None
    added, removed = request.args.get(ADD, ""), request.args.get(REMOVE, "")
    keys = [key for key in (*chosen(), added) if key != removed]
    kept = [key for key in dict.fromkeys(keys) if _KEY.fullmatch(key)][:MOST]
    pairs = [
        (name, value)
        for name, value in request.args.items(multi=True)
        if value and name not in {NAME, ADD, REMOVE, SHOWN}
    ]
    shown = request.args.get(SHOWN, "")
    if shown.isdecimal():
        pairs.append(("page", shown))
    query = urlencode(pairs)
    place = f"#entry-{added or removed}" if request.endpoint == "public.search" else "#list"
    return redirect(with_list(f"{request.path}?{query}{place}", tuple(kept)), 303)


def _records(keys: Iterable[str]) -> list[Record]:
    by_key = parts().directory.searcher.catalogue.by_key
    return [by_key[key] for key in keys if key in by_key]


def _on_every_page() -> dict[str, Any]:
    return {"chosen": chosen()}
