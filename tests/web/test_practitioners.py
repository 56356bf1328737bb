"""Guidance in the order of the work, each part with its source."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from directory_data import seed_files
from tests.web.pages import Page
from web import practitioners
from web.presenters import guidance_parts

Fetch = Callable[..., Page]
GUIDES = practitioners.guides()
RECORDS = {record.key: record for record in seed_files.records()}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.key)
def test_every_part_and_number_of_a_guide_exists(guide: practitioners.Guide) -> None:
    for step in guide.steps:
        for part in (*step.parts, *step.more):
            key, _, anchor = part.partition("#")
            assert anchor in {p.anchor for p in guidance_parts(RECORDS[key].sections)}, part
        assert all(RECORDS[key].phones for key in step.ring)
    assert guide.record in RECORDS


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.key)
def test_guide_shows_every_step_with_its_record_and_source(page: Fetch, guide: practitioners.Guide) -> None:
    shown = page(f"/practitioners/{guide.key}")
    anchors = [heading["id"] for heading in shown.all("h2") if "id" in heading]
    assert anchors == [step.anchor for step in guide.steps]
    for step in guide.steps:
        assert f"#{step.anchor}" in shown.links
        for part in (*step.parts, *step.more):
            record = RECORDS[part.partition("#")[0]]
            source = seed_files.sources()[record.source]
            assert f"/services/{part}" in shown.links
            assert (source.url or f"/sources#{source.key}") in shown.links


def test_links_into_records_reach_their_section(page: Fetch) -> None:
    link = next(link for link in page("/practitioners/thresholds").links if "guidance-thresholds#" in link)
    address, _, anchor = link.partition("#")
    assert anchor in {heading.get("id") for heading in page(address).all("h2")}


def test_urgent_steps_give_mash_first(page: Fetch) -> None:
    html = page("/practitioners/early-help-assessment").html
    step = html.index('id="check-that-it-is-not-urgent"')
    assert step < html.index("/services/mash", step) < html.index("/services/guidance", step)


def test_a_section_that_an_editor_renamed_is_left_out(page: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    step = practitioners.Step(
        "Read", parts=["guidance-taf#gone", "no-record#x", "guidance-taf#what-a-taf-is"]
    )
    guide = practitioners.Guide("test", "Test", "", "guidance-taf", [step])
    monkeypatch.setattr(practitioners, "guides", lambda: [guide])
    assert page("/practitioners/test").html.count('class="app-prose"') == 1


def test_start_page_leads_practitioners_on(page: Fetch) -> None:
    assert "/practitioners" in page("/").links
    index = page("/practitioners")
    assert {f"/practitioners/{guide.key}" for guide in GUIDES} <= index.links
    assert "/link-workers" in {form["action"] for form in index.all("form")}


def test_unknown_guide_is_not_found(page: Fetch) -> None:
    page("/practitioners/nowhere", status=404)
