"""The open data of the directory: Open Referral UK 3.0 (HSDS-UK-3.0), for any program, without a key."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, request

from directory_data import openreferral, seed_files
from directory_data.models import Organization, Record
from directory_data.open_feed import At, Feed, has_words
from directory_data.openreferral_parts import Json
from directory_data.taxonomies import taxonomies, terms
from web.open_data_answers import listed, one
from web.open_data_parameters import OpenDataParameters
from web.parts import parts

PREFIX = "/api/oruk/v3"
blueprint = Blueprint("open_data", __name__, url_prefix=PREFIX)


@blueprint.get("/", strict_slashes=False)
def about() -> Response:
    """Which standard this is."""
    return one(
        {
            "version": "HSDS-UK-3.0",
            "profile": "https://openreferraluk.org",
            "openapi_url": "https://openreferraluk.org/specifications/3.0/openapi.json",
        }
    )


@blueprint.get("/services")
def services() -> Response:
    parameters = OpenDataParameters(request.args)
    filters, full, minimal = parameters.filters(), parameters.flag("full"), parameters.flag("minimal")
    paging = parameters.paging()
    parameters.refuse_faults()
    feed = _feed()
    found = feed.services(filters)
    if minimal:  # a copy asks this way what it has to fetch, so it gets every service at once
        return listed(
            found, lambda record: openreferral.minimal_service(record, feed.edited(record)), paging.whole()
        )
    return listed(found, lambda record: _service(feed, record, full), paging)


@blueprint.get("/services/<uuid:id_>")
def service(id_: UUID) -> Response:
    feed = _feed()
    record = feed.service(str(id_)) or abort(404)
    return one(_service(feed, record, True))


@blueprint.get("/service_at_locations")
def service_at_locations() -> Response:
    parameters = OpenDataParameters(request.args)
    filters, full, paging = parameters.filters(), parameters.flag("full"), parameters.paging()
    parameters.refuse_faults()
    feed = _feed()
    return listed(feed.service_at_locations(filters), lambda at: _service_at_location(feed, at, full), paging)


@blueprint.get("/service_at_locations/<uuid:id_>")
def service_at_location(id_: UUID) -> Response:
    feed = _feed()
    at = feed.service_at_location(str(id_)) or abort(404)
    return one(_service_at_location(feed, at, True))


@blueprint.get("/organizations")
def organizations() -> Response:
    parameters = OpenDataParameters(request.args)
    search, full_service = parameters.text("search"), parameters.flag("full_service")
    full, paging = parameters.flag("full") or full_service, parameters.paging()
    parameters.refuse_faults()
    feed = _feed()
    return listed(
        feed.runners(search), lambda runner: _organization(feed, runner, full, full_service), paging
    )


@blueprint.get("/organizations/<uuid:id_>")
def organization(id_: UUID) -> Response:
    parameters = OpenDataParameters(request.args)
    full_service = parameters.flag("full_service")
    parameters.refuse_faults()
    feed = _feed()
    runner = next((runner for runner in feed.runners() if runner.id == str(id_)), None) or abort(404)
    return one(_organization(feed, runner, True, full_service))


@blueprint.get("/taxonomies")
def taxonomy_list() -> Response:
    parameters = OpenDataParameters(request.args)
    search, paging = parameters.text("search"), parameters.paging()
    parameters.refuse_faults()
    found = [t for t in taxonomies().values() if has_words(search, t.name, t.description)]
    return listed(found, lambda taxonomy: taxonomy.as_open_referral(), paging)


@blueprint.get("/taxonomies/<uuid:id_>")
def taxonomy(id_: UUID) -> Response:
    found = taxonomies().get(str(id_)) or abort(404)
    return one(found.as_open_referral(full=True))


@blueprint.get("/taxonomy_terms")
def taxonomy_terms() -> Response:
    """Our taxonomies are flat: every term is a top one, and none has a parent."""
    parameters = OpenDataParameters(request.args)
    search, taxonomy_id = parameters.text("search"), parameters.id_of("taxonomy_id")
    parent_id, paging = parameters.id_of("parent_id"), parameters.paging()
    parameters.flag("top_only")
    parameters.refuse_faults()
    found = [
        term
        for term in ([] if parent_id else terms().values())
        if has_words(search, term.name, term.description) and taxonomy_id in ("", term.taxonomy.id)
    ]
    return listed(found, lambda term: term.as_open_referral(), paging)


@blueprint.get("/taxonomy_terms/<uuid:id_>")
def taxonomy_term(id_: UUID) -> Response:
    found = terms().get(str(id_)) or abort(404)
    return one(found.as_open_referral())


@blueprint.after_app_request
def _open_to_every_site(response: Response) -> Response:
    """Also on errors, and on addresses below the prefix that do not exist."""
    if request.path == PREFIX or request.path.startswith(f"{PREFIX}/"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response


def _feed() -> Feed:
    return Feed(parts().directory.searcher, seed_files.organizations())


def _service(feed: Feed, record: Record, full: bool) -> Json:
    runner = feed.runner(record)
    shape = openreferral.full_service if full else openreferral.service
    return shape(record, runner, edited=feed.edited(record))


def _service_at_location(feed: Feed, at: At, full: bool) -> Json:
    record, place = at
    there = openreferral.service_at_location(record, place, full=full)
    return there | {"service": _service(feed, record, full)}


def _organization(feed: Feed, runner: Organization, full: bool, full_service: bool) -> Json:
    basic = openreferral.organization(runner)
    if not full:
        return basic
    shape = openreferral.full_service if full_service else openreferral.service
    return basic | {
        "services": [
            shape(record, runner, inside=True, edited=feed.edited(record)) for record in feed.run_by(runner)
        ]
    }
