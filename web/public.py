"""The pages of the directory, and the pages that say how this site works."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request, url_for

from directory_data import opening_times
from directory_data.errors import UnknownRecord
from directory_data.freshness import NotShown
from directory_data.models import Record
from web import about, cards, nothing_found, practitioners, sharing
from web.parts import parts
from web.presenters import service_page
from web.search_page import search_page
from web.search_parameters import Parameters

FIXED_PAGES = (
    "public.home",
    "chat.chat",
    "public.search",
    "public.link_workers",
    "public.safeguarding",
    "problems.page",
    "practitioners.index",
    "public.privacy",
    "public.accessibility",
    "public.cookies",
    "about.transparency",
    "about.sources",
    "about.offline",
    "developers.page",
)

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
def home() -> str:
    """Chat box, needs and search."""
    return render_template("public/home.html")


@blueprint.get("/search")
def search() -> str:
    """Find services; what cannot be used in the address is named and left out."""
    parameters = Parameters(request.args)
    wanted = parameters.query()
    searcher = parts().directory.searcher
    results = searcher.search(wanted)
    page = search_page(wanted, results, opening_times.now())
    steps = nothing_found.next_steps(searcher, wanted, results)
    return render_template("public/search.html", page=page, steps=steps, faults=parameters.faults)


@blueprint.get("/services/<key>")
def service(key: str) -> str | Response:
    """Everything about one record, or why it is not shown."""
    gone = parts().directory.not_shown(key)
    if gone is not None:
        return _not_shown(key, gone)
    record = _record(key)
    page = service_page(record, _related(record), opening_times.now())
    return render_template("public/service.html", page=page, sharing=sharing.of_record(record))


@blueprint.get("/services/<key>/qr.svg")
def service_qr(key: str) -> Response:
    """The address of a record's page as a QR code."""
    return sharing.qr_code(url_for("public.service", key=_record(key).key, _external=True))


@blueprint.get("/link-workers")
def link_workers() -> str:
    """Which area office knows an organisation's link worker."""
    text = Parameters(request.args).text("q")
    return render_template("public/link-workers.html", text=text, found=parts().directory.link_workers(text))


@blueprint.get("/safeguarding")
def safeguarding() -> str:
    """Who to ring when a child may not be safe."""
    return render_template("public/safeguarding.html", awaiting_review=not cards.are_reviewed())


@blueprint.get("/privacy")
def privacy() -> str:
    return render_template(
        "public/privacy.html", keeps_words=parts().settings.report_words, **about.operator()
    )


@blueprint.get("/accessibility")
def accessibility() -> str:
    return render_template("public/accessibility.html", **about.operator())


@blueprint.get("/cookies")
def cookies() -> str:
    return render_template("public/cookies.html")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page for search engines."""
    addresses = [url_for(page, _external=True) for page in FIXED_PAGES]
    addresses += [
        url_for("practitioners.guide", key=guide.key, _external=True) for guide in practitioners.guides()
    ]
    keys = sorted(parts().directory.searcher.catalogue.by_key)
    addresses += [url_for("public.service", key=key, _external=True) for key in keys]
    return Response(render_template("public/sitemap.xml", addresses=addresses), mimetype="application/xml")


@blueprint.get("/robots.txt")
def robots() -> Response:
    lines = [
        "User-agent: *",
        "Disallow: /api/chat",
        "Disallow: /desk",
        f"Sitemap: {url_for('public.sitemap', _external=True)}",
        "",
    ]
    return Response("\n".join(lines), mimetype="text/plain")


def _not_shown(key: str, gone: NotShown) -> Response:
    """Nobody confirmed it for long: whom to ring instead."""
    by_key = parts().directory.searcher.catalogue.by_key
    family_information = by_key.get(nothing_found.FAMILY_INFORMATION)
    body = render_template("public/not-shown.html", key=key, gone=gone, family_information=family_information)
    return Response(body, headers={"X-Robots-Tag": "noindex"})


def _record(key: str) -> Record:
    try:
        return parts().directory.get(key)
    except UnknownRecord:
        abort(404)


def _related(record: Record) -> list[Record]:
    """The records it leads on to, those that are published."""
    by_key = parts().directory.searcher.catalogue.by_key
    return [by_key[key] for key in record.related if key in by_key]
