"""A page that did not change costs the site next to nothing."""

import datetime as dt

import pytest

from directory_data.raw_copies import KEPT_DAYS
from scrapers.kept_pages import Kept, KeptPages
from tests.scrapers.site import HTML, fetcher

MARKS = HTML | {"ETag": '"v1"', "Last-Modified": "Sun, 22 Nov 2026 09:00:00 GMT"}
PAGE = (200, MARKS, b"<p>one</p>")


def conditional(request):
    if request.headers["If-None-Match"] == '"v1"':
        return 304, {}, b""
    return PAGE


def test_the_second_time_the_site_is_asked_for_changes_only(site, tmp_path):
    site.routes = {"/": conditional}
    for _ in range(3):
        with fetcher(tmp_path) as fetching:
            page = fetching.get(site.url())
    assert (page.status, page.unchanged, page.text, page.media_type) == (304, True, "<p>one</p>", "text/html")
    first, *later = site.asked("/")
    assert "if-none-match" not in first and "if-modified-since" not in first
    for headers in later:
        assert headers["if-none-match"] == '"v1"' and headers["if-modified-since"] == MARKS["Last-Modified"]


def test_the_same_bytes_are_unchanged_without_marks_too(site, tmp_path):
    site.routes = {"/": [(200, HTML, b"one"), (200, HTML, b"one"), (200, HTML, b"two")]}
    with fetcher(tmp_path) as fetching:
        assert [fetching.get(site.url()).unchanged for _ in range(3)] == [False, True, False]


def test_a_redirect_that_leads_elsewhere_is_a_change(site, tmp_path):
    site.routes = {
        "/": [(302, {"Location": "/a"}, b""), (302, {"Location": "/a"}, b""), (302, {"Location": "/b"}, b"")],
        "/a": conditional,
        "/b": (200, HTML, b"two"),
    }
    with fetcher(tmp_path) as fetching:
        fetching.get(site.url("/b"))
        pages = [fetching.get(site.url()) for _ in range(3)]
    assert [(page.status, page.unchanged) for page in pages] == [(200, False), (304, True), (200, False)]


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_damaged_copy_is_fetched_again(site, tmp_path, damage):
    site.routes = {"/": conditional}
    with fetcher(tmp_path) as fetching:
        page = fetching.get(site.url())
        copy = tmp_path / "fetched" / "copies" / page.sha256[:2] / page.sha256
        assert copy.read_bytes() == b"<p>one</p>"
        copy.write_bytes(b"<p>") if damage == "cut" else copy.unlink()
        assert fetching.get(site.url()).body == b"<p>one</p>"
    assert "if-none-match" not in site.asked("/")[1]
    assert copy.read_bytes() == b"<p>one</p>"


def test_a_problem_leaves_what_was_kept(site, tmp_path):
    site.routes = {"/": [PAGE, (404, HTML, b"gone"), conditional]}
    with fetcher(tmp_path) as fetching:
        fetching.get(site.url())
        with pytest.raises(Exception, match="404"):
            fetching.get(site.url())
        assert fetching.get(site.url()).unchanged


def test_damaged_notes_count_as_none(tmp_path):
    pages = KeptPages(tmp_path)
    pages.keep(Kept("https://example.org/", "0" * 64, "text/html"), b"")
    assert pages.last("https://example.org/")
    for note in (tmp_path / "seen").rglob("*.json"):
        note.write_text('{"url": "https://exa')
    assert pages.last("https://example.org/") is None


def test_old_copies_that_no_address_gives_any_more_are_dropped(site, tmp_path):
    site.routes = {"/": [(200, HTML, b"one"), (200, HTML, b"two")], "/other": (200, HTML, b"three")}
    today = dt.datetime.now(dt.timezone.utc)
    with fetcher(tmp_path) as fetching:
        one, two, three = (fetching.get(site.url(path)) for path in ("/", "/", "/other"))

    def copies():
        return {path.name for path in (tmp_path / "fetched" / "copies").glob("*/*")}

    for days in (1, KEPT_DAYS - 1):
        fetcher(tmp_path, now=lambda: today + dt.timedelta(days=days)).close()  # noqa: B023
        assert copies() == {one.sha256, two.sha256, three.sha256}
    fetcher(tmp_path, now=lambda: today + dt.timedelta(days=KEPT_DAYS + 1)).close()
    assert copies() == {two.sha256, three.sha256}
