import pytest

from scrapers.errors import Kind
from scrapers.fetch import FetchProblem
from tests.scrapers.site import HTML, Clock, fetcher

TEXT = {"Content-Type": "text/plain"}
PAGE = (200, HTML, b"<p>one</p>")


def robots(*lines: str):
    return 200, TEXT, "\n".join(lines).encode()


@pytest.mark.parametrize(
    "rules",
    [
        robots("User-agent: *", "Disallow: /private"),
        robots("User-agent: signpost", "Disallow: /*/list$", "", "User-agent: *", "Allow: /"),
        (500, TEXT, b""),
        (503, TEXT, b""),
    ],
)
def test_a_page_that_is_not_ours_is_never_asked(site, tmp_path, rules):
    site.routes = {"/robots.txt": rules, "/private/list": PAGE}
    with fetcher(tmp_path) as fetching, pytest.raises(FetchProblem) as caught:
        fetching.get(site.url("/private/list"))
    assert caught.value.kind is (Kind.ROBOTS if rules[0] == 200 else Kind.SERVER)
    assert not site.asked("/private/list")


@pytest.mark.parametrize(
    "rules",
    [
        robots("User-agent: *", "Disallow: /private", "Allow: /private/list"),
        robots("User-agent: GPTBot", "Disallow: /"),
        (200, HTML, b"<!doctype html><h1>Welcome</h1>"),
        (403, TEXT, b""),
        (404, TEXT, b""),
        (301, {"Location": "/robots.txt"}, b""),
    ],
)
def test_a_site_that_does_not_mind_is_read(site, tmp_path, rules):
    site.routes = {"/robots.txt": rules, "/private/list": PAGE}
    with fetcher(tmp_path) as fetching:
        assert fetching.get(site.url("/private/list")).status == 200


def test_the_rules_are_asked_for_once_a_day(site, tmp_path):
    site.routes = {"/robots.txt": robots("User-agent: *", "Allow: /"), "/": PAGE}
    clock = Clock()
    with fetcher(tmp_path, clock) as fetching:
        fetching.get(site.url())
        fetching.get(site.url())
        assert len(site.asked("/robots.txt")) == 1
        clock.time += 24 * 3600 + 1
        fetching.get(site.url())
    assert len(site.asked("/robots.txt")) == 2


def test_a_slower_pace_is_kept(site, tmp_path):
    site.routes = {"/robots.txt": robots("User-agent: *", "Crawl-delay: 10"), "/": PAGE}
    clock = Clock()
    with fetcher(tmp_path, clock) as fetching:
        fetching.get(site.url())
        fetching.get(site.url())
    assert clock.slept == [1.0, 10.0]


def test_a_pace_that_no_run_can_keep_is_said(site, tmp_path):
    site.routes = {"/robots.txt": robots("User-agent: *", "Crawl-delay: 86400"), "/": PAGE}
    with fetcher(tmp_path) as fetching, pytest.raises(FetchProblem, match="86400 seconds"):
        fetching.get(site.url())
    assert not site.asked("/")


def test_rules_hold_where_a_redirect_leads(site, tmp_path):
    site.routes = {
        "/robots.txt": robots("User-agent: *", "Disallow: /private"),
        "/": (302, {"Location": "/private"}, b""),
        "/private": PAGE,
    }
    with fetcher(tmp_path) as fetching, pytest.raises(FetchProblem, match="robots"):
        fetching.get(site.url())
    assert not site.asked("/private")
