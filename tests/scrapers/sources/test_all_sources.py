"""What holds for every source that has a file: its saved page, other layouts, noise, damage, its address."""

import itertools
import re
from pathlib import Path

import pytest

from directory_data.errors import SettingsError
from directory_data.models import record_from
from directory_data.vocabulary import CATEGORIES
from scrapers.errors import ReadProblem
from scrapers.page import Page
from scrapers.source import Source
from scrapers.sources import all_scrapers
from tests.scrapers.saved import PAGES, saved

SCRAPERS = all_scrapers()
SAVED = {
    key: sorted(path.stem for path in PAGES.glob(f"{key}*.html") if "redesigned" not in path.stem)
    for key in SCRAPERS
}
EVERY_PAGE = [(key, name) for key, names in SAVED.items() for name in names]
NOISE = (
    (r"(?<!cfemail=\")\b[0-9a-f]{8,}\b", "0badc0de01"),
    (r"(nonce|token|v|ver|sid|t)=[\w.]+", r"\1=000"),
    (r'("[\w-]*(?:nonce|token|Token|revision|session)\w*"?\s*[:=]\s*)"[^"]*"', r'\1"changed"'),
    (r"utm_(\w+)=(\w+)", r"utm_\1=elsewhere"),
    (r"<aside.*?</aside>|<div id=\"jp-relatedposts\">.*?</div>", ""),
    (r"<!-- .*? -->", ""),
)


def test_each_source_has_a_saved_page_and_a_test():
    assert len(SCRAPERS) == 8
    for key in SCRAPERS:
        assert SAVED[key], key
        assert (Path(__file__).parent / f"test_{key.replace('-', '_')}.py").exists()


@pytest.mark.parametrize("key", SCRAPERS)
def test_every_entry_fits_a_record_and_there_are_enough(key):
    items = [item for name in SAVED[key] for item in SCRAPERS[key].parse(saved(name)).items]
    keys = [item.key for item in items]
    assert len(set(keys)) == len(items) >= SCRAPERS[key].source.least_items
    for item in items:
        missing = {"key": "entry", "kind": SCRAPERS[key].source.kind, "summary": "", "source": key}
        record = record_from({**missing, **item.fields})
        assert set(record.categories) <= set(CATEGORIES)


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.redesigned.html")))
def test_a_redesigned_page_is_refused_and_nothing_is_made_up(name):
    key = next(key for key in SCRAPERS if name.startswith(f"{key}.") or name.startswith(f"{key}-service"))
    with pytest.raises(ReadProblem, match=r"not found|none was found"):
        SCRAPERS[key].parse(saved(name))


@pytest.mark.parametrize("key", SCRAPERS)
@pytest.mark.parametrize(
    "body", [b"", b"<html></html>", b"\x89PNG\r\n\x1a\n\x00\x00", (PAGES / "block-page.html").read_bytes()]
)
def test_a_page_that_is_something_else_is_refused(key, body):
    with pytest.raises(ReadProblem):
        SCRAPERS[key].parse(Page.of("https://source.example/page", body))


@pytest.mark.parametrize(("key", "name"), EVERY_PAGE)
def test_what_changes_with_every_visit_changes_nothing(key, name):
    page = saved(name)
    text = page.body.decode()
    for pattern, instead in NOISE:
        text = re.sub(pattern, instead, text, flags=re.DOTALL)
    assert text != page.body.decode()
    before, after = (SCRAPERS[key].parse(each) for each in (page, Page.of(page.url, text.encode())))
    assert before.next_urls == after.next_urls and before.missing == after.missing
    assert [without_tracking(item) for item in before.items] == [
        without_tracking(item) for item in after.items
    ]


def without_tracking(item):
    return item.key, {name: re.sub(r"\?utm_\w+=\w+", "", str(value)) for name, value in item.fields.items()}


@pytest.mark.parametrize(("key", "name"), EVERY_PAGE)
def test_no_field_comes_from_the_parts_around_the_page(key, name):
    around = re.compile(r"01632 ?960 ?(?:[156]00|20[01]|30[0-9]|40[01]|799|888|899|999)|hello@|rooms@")
    page = saved(name)
    assert around.search(page.body.decode())
    assert not any(around.search(str(item.fields)) for item in SCRAPERS[key].parse(page).items)


@pytest.mark.parametrize(("key", "name"), EVERY_PAGE)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.8, 0.99])
def test_a_page_that_breaks_off_is_refused(key, name, share):
    page = saved(name)
    with pytest.raises(ReadProblem):
        SCRAPERS[key].parse(Page.of(page.url, page.body[: int(len(page.body) * share)]))


@pytest.mark.parametrize(("key", "name"), EVERY_PAGE)
def test_missing_end_tags_change_nothing(key, name):
    page = saved(name)
    # lxml knows HTML 4, where nothing says that <figure> ends a paragraph.
    untidy = re.sub(rb"</(?:p|li|td|th|tr|dd|dt|body)>(?!\s*<figure)", b"", page.body)
    assert untidy != page.body
    assert SCRAPERS[key].parse(Page.of(page.url, untidy)) == SCRAPERS[key].parse(page)


@pytest.mark.parametrize("key", SCRAPERS)
def test_a_page_nested_without_end_is_no_trouble(key):
    body = saved(SAVED[key][0]).body.replace(b"<main", b"<div>" * 3000 + b"<main", 1)
    try:
        SCRAPERS[key].parse(Page.of("https://source.example/page", body))
    except ReadProblem:
        return


def test_sources_start_at_addresses_of_the_documents_only():
    start = {url for scraper in SCRAPERS.values() for url in scraper.source.start}
    assert start == {
        "http://www.oscb.org.uk/professionals/early-help-locality-community-support-service/",
        "https://www.oxfordshireallin.org",
        "https://www.oxfordhub.org/oxford-together",
        "https://foodmap.goodfoodoxford.org",
        "https://www.oxfordshire.gov.uk/familyinformation",
    }
    with pytest.raises(ValueError, match="no address"):
        Source("x", "X", "X", SCRAPERS["council-lcss"].source.kind, ())


def test_an_editor_gives_an_address(tmp_path):
    given = tmp_path / "addresses.yml"
    assert all_scrapers(given)["council-lcss"].source.start == ()
    given.write_text(
        "council-lcss: https://council.example/lcss\noxford-together: [https://a.example, https://b.example]\n"
    )
    scrapers = all_scrapers(given)
    assert scrapers["council-lcss"].source.start == ("https://council.example/lcss",)
    assert scrapers["oxford-together"].source.start == ("https://a.example", "https://b.example")
    assert scrapers["good-food-map"] == SCRAPERS["good-food-map"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("council: https://council.example", "'council' is not a source"),
        ("council-lcss: council.example/lcss", "Write it with https://"),
        ("council-lcss: [file:///etc/passwd]", "is not a web address"),
        ("- council-lcss", "must hold lines"),
        ("a: [", "not valid YAML"),
    ],
)
def test_an_address_that_cannot_be_used_is_named(tmp_path, text, named):
    given = tmp_path / "addresses.yml"
    given.write_text(text)
    with pytest.raises(SettingsError, match=re.escape(named)):
        all_scrapers(given)


def test_keys_of_sources_do_not_begin_with_one_another():
    assert not any(b.startswith(f"{a}-") for a, b in itertools.permutations(SCRAPERS, 2))
