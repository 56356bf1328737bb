"""Whatever another site sends, reading it ends with text or a refusal."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scrapers.compare import Entry
from scrapers.errors import ReadProblem
from scrapers.normalise import normalised
from scrapers.opening_hours import schedules_in
from scrapers.page import Page, decoded, media_type
from scrapers.plausibility import usable
from scrapers.readers import documents, json_ld, open_referral, selector_map
from scrapers.readers.selector_map import SelectorMap
from tests.scrapers.readers.test_documents import word

HERE = "https://example.org/groups"

EXAMPLES = 100
budget = settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None)
TYPES = [
    "text/html",
    "text/html; charset=utf-8",
    "text/html; charset=nonsense",
    "application/json",
    "",
    ";;;=",
    "é",
]
TAGS = [
    "<p>",
    "</p>",
    "<table>",
    "<td",
    "<script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "&amp",
    "&#x110000;",
    "\x00",
    "text",
]


@budget
@given(body=st.binary(max_size=600), kind=st.sampled_from(TYPES) | st.text(max_size=40))
@example(body=b"\xff\xfe", kind="text/html; charset=utf-16")
def test_any_bytes_become_text(body: bytes, kind: str) -> None:
    assert isinstance(decoded(body, kind), str)
    assert isinstance(media_type(kind), str)


@budget
@given(parts=st.lists(st.sampled_from(TAGS), max_size=60))
def test_any_markup_becomes_a_page(parts: list[str]) -> None:
    page = Page.of("https://example.org/", "".join(parts).encode())
    assert isinstance(page.text, str)


@budget
@given(
    text=st.text(max_size=200)
    | st.lists(st.sampled_from("Mon to Fri 9 am - 5 : 30 pm closed , & noon 24 60".split()), max_size=12).map(
        " ".join
    )
)
def test_any_text_is_read_for_opening_times(text: str) -> None:
    found = schedules_in(text)
    assert found is None or all(isinstance(one, dict) for one in found)


def fed(**service: Any) -> dict[str, Any]:
    """What a run may keep of the first service of a feed."""
    (item,) = open_referral.parse(_feed({"id": 1, "name": "Example Group", "phones": [], **service})).items
    return dict(usable(Entry(item.key, item.url, normalised(item.fields), frozenset()))[0].fields)


def _feed(*services: dict[str, Any]) -> Page:
    return Page.of(HERE, json.dumps(services).encode(), "application/json")


@pytest.mark.parametrize("bad", ["http://[", "http://example.org:99999/", "https://[x]/a"])
def test_an_address_that_can_be_none_spoils_nothing_else(bad: str) -> None:
    """Each was found by ``make fuzz``: the whole page counted as rebuilt."""
    html = (
        f'<article><h2>Ash</h2><a class="site" href="{bad}">x</a></article><a rel="next" href="{bad}">2</a>'
    )
    told = SelectorMap(fields={"name": "h2", "urls": ".site"}, entries="article", next="[rel=next]")
    (item,) = selector_map.parse(Page.of(HERE, html.encode()), told).items
    assert item.fields == {"name": "Ash"}
    node = {"@type": "Service", "name": "Ash", "url": bad, "itemListElement": [{"url": bad}]}
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    spread = f'<div itemscope itemtype="Service" itemid="{bad}"><a itemprop="url" href="{bad}">x</a></div>'
    (item,) = json_ld.parse(Page.of(HERE, (script + spread).encode())).items
    assert item.fields == {"name": "Ash"}
    assert "urls" not in fed(url=bad)


def test_a_name_of_marks_only_is_missing_and_the_others_are_read() -> None:
    parsed = open_referral.parse(_feed({"name": "...", "phones": []}, {"name": "Ash", "phones": []}))
    assert [item.key for item in parsed.items] == ["ash"] and [gap.field for gap in parsed.missing] == [
        "name"
    ]
    parsed = documents.parse(Page.of(HERE, b"Group;Tel\n...;01632 960001\nAsh;01632 960002\n"))
    assert [item.key for item in parsed.items] == ["ash"] and [gap.item for gap in parsed.missing] == ["..."]


@pytest.mark.parametrize("clock", ["09:99", "77:00", "24:30"])
def test_hours_that_no_clock_shows_are_left_out(clock: str) -> None:
    assert "schedules" not in fed(schedules=[{"byday": "MO", "opens_at": clock, "closes_at": "17:00"}])
    assert "schedules" in fed(schedules=[{"byday": "MO", "opens_at": "09:00", "closes_at": "24:00"}])


@pytest.mark.parametrize("part", ["_rels/.rels", "word/document.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [b"", b"<a/>", b"<Relationships xmlns='x'><a/></Relationships>"])
def test_a_document_with_a_part_of_another_sort_is_refused(part: str, content: bytes) -> None:
    packed = io.BytesIO(word())
    with zipfile.ZipFile(packed, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(part, content)
    with pytest.raises(ReadProblem):
        documents.parse(Page.of(HERE, packed.getvalue()))
