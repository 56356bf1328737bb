"""From an address to entries without touching code."""

import json

import pytest

from directory_data.errors import SettingsError
from directory_data.settings import ROOT
from directory_data.vocabulary import Kind
from scrapers.readers import load, scrapers_in
from scrapers.readers.documents import HEADINGS
from scrapers.readers.values import READINGS
from tests.scrapers.site import HTML, fetcher

MAP = """
reader: selector_map
title: Groups in Exampleton
publisher: Exampleton Town Council
kind: food
start: ["{start}"]
rhythm_days: 30
least_items: 2
map:
  entries: li.group
  next: a.more
  fields:
    name: b
    phones: {{select: span, required: true}}
"""
PLAIN = """
reader: {reader}
title: Groups in Exampleton
publisher: Exampleton Town Council
start: ["{start}"]
"""
SERVICE = {"@type": "Service", "name": "Example Advice", "telephone": "01632 960001"}
FEED = {"contents": [{"id": "1", "name": "Example Advice", "phones": [{"number": "01632 960001"}]}]}
TABLE = b"Name,Phone\nExample Advice,01632 960001\n"


@pytest.mark.parametrize(
    ("text", "content_type", "body"),
    [
        (MAP, "text/html", b"<li class=group><b>Example Advice</b><span>01632 960001</span>"),
        (
            PLAIN.replace("{reader}", "json_ld"),
            "text/html",
            f"<script type=application/ld+json>{json.dumps(SERVICE)}</script>".encode(),
        ),
        (PLAIN.replace("{reader}", "open_referral"), "application/json", json.dumps(FEED).encode()),
        (PLAIN.replace("{reader}", "documents"), "text/csv", TABLE),
    ],
)
def test_a_file_and_an_address_make_a_source(site, tmp_path, text, content_type, body):
    site.routes = {"/groups": (200, HTML | {"Content-Type": content_type}, body)}
    (tmp_path / "exampleton.yml").write_text(text.format(start=site.url("/groups")))
    scraper = scrapers_in(tmp_path)["exampleton"]
    with fetcher(tmp_path) as fetching:
        (item,) = scraper.parse(fetching.get(scraper.source.start[0])).items
    assert item.fields == {"name": "Example Advice", "phones": [{"number": "01632 960001"}]}


def test_what_the_file_says_of_the_source_is_kept(tmp_path):
    (tmp_path / "exampleton.yml").write_text(MAP.format(start="https://example.org/"))
    source = scrapers_in(tmp_path)["exampleton"].source
    assert (source.key, source.kind, source.rhythm_days, source.least_items) == (
        "exampleton",
        Kind.FOOD,
        30,
        2,
    )


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("reader: selector_map", "reader: guess"), "reader"),
        (("title: Groups in Exampleton\n", ""), "title"),
        (("https://example.org/", "example.org"), "Write it with https"),
        (('["https://example.org/"]', "[]"), "at least one"),
        (("kind: food", "kind: meal"), "kind"),
        (("name: b", "name: b["), "not a CSS selector"),
        (("  entries", "  entreis"), "entreis"),
        (("map:", "map: ["), "not valid YAML"),
    ],
)
def test_a_wrong_file_says_what_to_put_right(tmp_path, change, fault):
    path = tmp_path / "exampleton.yml"
    path.write_text(MAP.format(start="https://example.org/").replace(*change))
    with pytest.raises(SettingsError, match=rf"exampleton\.yml: .*{fault}"):
        load(path)


def test_every_heading_names_a_field_that_is_read():
    assert set(HEADINGS) <= set(READINGS)


def test_the_example_of_the_guide_is_a_source(tmp_path):
    guide = (ROOT / "docs" / "sources.md").read_text()
    (tmp_path / "exampleton.yml").write_text(guide.split("```yaml\n")[1].split("```")[0])
    assert scrapers_in(tmp_path)["exampleton"].source.least_items == 10
