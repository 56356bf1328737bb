"""The pages that the law and good practice expect: what they say, and that nothing on them is made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from directory_data import seed_files
from directory_data.settings import Settings
from tests.web.pages import Page, checked
from web import about, create_app
from web.evaluation_figures import evaluation

Fetch = Callable[..., Page]
ATRS_SECTIONS = [
    "Owner and responsibility",
    "Description and rationale",
    "Decision making and human oversight",
    "Tool specification",
    "Risks, mitigations and impact assessments",
]
LEGAL = ["/privacy", "/accessibility", "/algorithmic-transparency"]


@pytest.fixture
def run_by_a_council(settings: Settings) -> FlaskClient:
    wanted = replace(
        settings,
        operator="Example Council",
        operator_contact="web@council.example",
        security_contact="security@council.example",
    )
    return create_app(wanted).test_client()


@pytest.mark.parametrize("address", LEGAL)
def test_without_an_operator_none_is_made_up(page: Fetch, address: str) -> None:
    shown = page(address)
    assert "No organisation runs this copy" in shown.text
    assert not any(link == "mailto:" for link in shown.links)


@pytest.mark.parametrize("address", LEGAL)
def test_operator_and_contact_come_from_the_settings(run_by_a_council: FlaskClient, address: str) -> None:
    shown = checked(run_by_a_council.get(address))
    assert "Example Council" in shown.text and "web@council.example" in shown.text
    assert "No organisation runs this copy" not in shown.text


def test_accessibility_statement_has_the_parts_of_the_model(page: Fetch) -> None:
    text = page("/accessibility").text
    for part in (
        "How accessible it is",
        "If you cannot use part of it",
        "Tell us about a problem",
        "If you are not happy with the answer",
        "Technical information",
        "How it was tested",
        "Written on",
    ):
        assert part in text
    assert "No disabled people have tested it yet" in text


def test_privacy_notice_names_rights_and_the_regulator(page: Fetch) -> None:
    shown = page("/privacy")
    for part in ("Who is responsible", "Why the law lets us do this", "Your rights", "What we count"):
        assert part in shown.text
    assert "https://ico.org.uk/make-a-complaint/" in shown.links


def test_transparency_record_has_the_sections_of_the_standard(page: Fetch) -> None:
    shown = page("/algorithmic-transparency")
    assert [title for title in ATRS_SECTIONS if title not in shown.text] == []
    for field in ("Human review", "Appeals and review", "Models", "Senior responsible owner"):
        assert field in shown.text


def test_transparency_record_shows_the_measured_figures(page: Fetch) -> None:
    found = evaluation()
    assert found is not None and len(found.figures) > 10
    text = page("/algorithmic-transparency").text
    for figure in found.figures:
        assert f"{figure.of} {figure.share}" in " ".join(text.split())


def test_figures_are_left_out_where_there_is_no_report(tmp_path: Path) -> None:
    assert evaluation(tmp_path / "none.md") is None


def test_every_source_has_its_place(page: Fetch) -> None:
    shown = page("/sources")
    ids = {heading.get("id") for heading in shown.all("h2")}
    assert seed_files.sources().keys() <= ids


def test_every_record_leads_to_its_source(page: Fetch) -> None:
    for key in ("guidance-taf", "lcss-north"):
        record = next(r for r in seed_files.records() if r.key == key)
        source = seed_files.sources()[record.source]
        assert (source.url or f"/sources#{source.key}") in page(f"/services/{key}").links


def test_every_answer_of_the_chat_leads_to_its_source(prepared: Settings) -> None:
    answered = create_app(prepared).test_client().post("/chat", data={"message": "What is a TAF meeting?"})
    shown = checked(answered)
    assert "Where this comes from" in shown.text
    assert shown.html.index("Where this comes from") < shown.html.index('href="/sources"')


def test_security_txt_is_there_only_with_a_contact(
    client: FlaskClient, run_by_a_council: FlaskClient
) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    response = run_by_a_council.get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in response.get_data(as_text=True).splitlines())
    assert lines["Contact"] == "mailto:security@council.example"
    left = dt.datetime.fromisoformat(lines["Expires"].replace("Z", "+00:00")) - dt.datetime.now(
        dt.timezone.utc
    )
    assert dt.timedelta(days=about.SECURITY_NOTE_DAYS - 1) < left < dt.timedelta(days=365)
    assert response.mimetype == "text/plain"


def test_kept_numbers_say_nothing_of_this_moment(client: FlaskClient) -> None:
    kept = Page(client.get("/offline/numbers").get_data(as_text=True))
    assert {"tel:999", "tel:+443450507666", "tel:+44800833408", "tel:+443452412703"} <= kept.links
    assert "open now" not in kept.text.lower() and "closed now" not in kept.text.lower()
    numbers = [link["href"] for link in kept.all("a")][:3]
    assert numbers == ["tel:999", "tel:+443450507666", "tel:+44800833408"]  # whatever answers now
    assert not kept.faults and kept.all("script") == []


def test_numbers_are_kept_by_a_worker_of_the_whole_site(client: FlaskClient, page: Fetch) -> None:
    worker = client.get("/keep-numbers.js")
    assert worker.mimetype == "text/javascript" and "/offline/numbers" in worker.get_data(as_text=True)
    assert 'data-keep="/keep-numbers.js"' in page("/offline").html


@pytest.mark.parametrize("address", ["/", "/chat", "/search", "/services/mash"])
def test_no_other_page_starts_the_worker(page: Fetch, address: str) -> None:
    assert "keep-numbers" not in page(address).html


def test_links_for_messengers_are_described(page: Fetch) -> None:
    properties = {
        meta.get("property"): meta.get("content") for meta in page("/services/lcss-north").all("meta")
    }
    assert properties["og:title"] == "LCSS North"
    assert properties["og:type"] == "website" and properties["og:locale"] == "en_GB"
    assert properties["og:url"] == "http://localhost/services/lcss-north"
    assert properties["og:description"] and "Cherwell" in properties["og:description"]


def test_address_for_messengers_leaves_out_what_was_typed(page: Fetch) -> None:
    properties = {
        meta.get("property"): meta.get("content") for meta in page("/search?q=my+secret").all("meta")
    }
    assert properties["og:url"] == "http://localhost/search"
