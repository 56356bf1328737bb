import datetime as dt
import gzip

import pytest

from directory_data.errors import SettingsError
from directory_data.settings import Settings
from scrapers.errors import Kind
from scrapers.fetch import Fetcher, FetchProblem, Limits
from tests.scrapers.site import HTML, Clock, fetcher

PAGE = (200, HTML, "<h1>Café</h1>".encode())


def problem_of(fetching: Fetcher, url: str) -> FetchProblem:
    with fetching, pytest.raises(FetchProblem) as caught:
        fetching.get(url)
    assert caught.value.reason.endswith(".") and "Error" not in caught.value.reason
    return caught.value


def test_a_page_comes_with_everything_about_it(site, tmp_path):
    site.routes = {"/a": (302, {"Location": "b?x=1#top"}, b""), "/b?x=1": PAGE}
    now = dt.datetime(2026, 11, 22, tzinfo=dt.timezone.utc)
    with fetcher(tmp_path, now=lambda: now) as fetching:
        page = fetching.get(site.url("/a#here"))
    assert (page.url, page.final_url, page.status) == (site.url("/a"), site.url("/b?x=1"), 200)
    assert (page.text, page.media_type, page.fetched) == ("<h1>Café</h1>", "text/html", now)
    assert not page.unchanged


def test_the_owner_of_a_site_learns_who_reads_it(site, tmp_path):
    site.routes = {"/": PAGE}
    with fetcher(tmp_path) as fetching:
        fetching.get(site.url())
    for path in ("/robots.txt", "/"):
        agent = site.asked(path)[0]["user-agent"]
        assert agent.startswith("Signpost ") and "editors@example.org" in agent
    with pytest.raises(SettingsError, match="SIGNPOST_CONTACT"):
        Fetcher(Settings(data=tmp_path))


def test_a_host_is_asked_once_a_second_and_a_little_by_chance(site, tmp_path):
    site.routes = {"/": PAGE, "/2": PAGE}
    clock = Clock()
    with fetcher(tmp_path, clock) as fetching:
        fetching.get(site.url())
        fetching.get(site.url("/2"))
    assert clock.slept == [1.0, 1.0]  # after robots.txt, and after the first page


def test_waits_are_spread(site, tmp_path):
    site.routes = {"/": PAGE}
    clock = Clock()
    settings = Settings(data=tmp_path, contact="editors@example.org", fetch_loopback=True)
    with Fetcher(settings, clock=clock, sleep=clock.sleep, chance=lambda: 0.8) as fetching:
        fetching.get(site.url())
    assert clock.slept == [1.4]


def test_429_then_200_is_no_trouble(site, tmp_path):
    site.routes = {"/": [(429, {"Retry-After": "17"}, b"slow down"), PAGE]}
    clock = Clock()
    with fetcher(tmp_path, clock) as fetching:
        assert fetching.get(site.url()).status == 200
    assert 17 in clock.slept


def test_a_site_may_name_the_time_to_come_back(site, tmp_path):
    site.routes = {"/": [(503, {"Retry-After": "Sun, 22 Nov 2026 10:00:30 GMT"}, b""), PAGE]}
    clock = Clock()
    now = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.timezone.utc)
    with fetcher(tmp_path, clock, now=lambda: now) as fetching:
        fetching.get(site.url())
    assert 30 in clock.slept


@pytest.mark.parametrize("after", ["soon", "", "99999999999", "Sun, 99 Nov 2026 10:00:30 GMT", "-4"])
def test_a_site_that_stays_busy_is_left_alone(site, tmp_path, after):
    site.routes = {"/": (429, {"Retry-After": after}, b"")}
    clock = Clock()
    problem = problem_of(fetcher(tmp_path, clock), site.url())
    assert problem.kind is Kind.BUSY and "(429)" in problem.reason
    assert sum(clock.slept) < 60
    assert len(site.asked("/")) == (1 if after == "99999999999" else 3)


def test_a_500_then_200_is_no_trouble(site, tmp_path):
    site.routes = {"/": [(500, HTML, b""), (502, HTML, b""), PAGE]}
    clock = Clock()
    with fetcher(tmp_path, clock) as fetching:
        assert fetching.get(site.url()).status == 200
    assert [wait for wait in clock.slept if wait > 1] == [2.0, 4.0]


def test_500s_are_said_after_three_tries(site, tmp_path):
    site.routes = {"/": (500, HTML, b"<h1>oops</h1>")}
    problem = problem_of(fetcher(tmp_path), site.url())
    assert (problem.kind, problem.reason) == (Kind.SERVER, "127.0.0.1 has a fault of its own (500).")
    assert len(site.asked("/")) == 3


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, Kind.REFUSED),
        (403, Kind.REFUSED),
        (404, Kind.GONE),
        (410, Kind.GONE),
        (418, Kind.REFUSED),
        (451, Kind.REFUSED),
    ],
)
def test_what_does_not_pass_is_asked_once(site, tmp_path, status, kind):
    site.routes = {"/": (status, HTML, b"<h1>no</h1>")}
    problem = problem_of(fetcher(tmp_path), site.url())
    assert problem.kind is kind and f"({status})" in problem.reason
    assert len(site.asked("/")) == 1


@pytest.mark.parametrize("status", [204, 206, 304, 305])
def test_an_answer_without_a_page_is_no_page(site, tmp_path, status):
    site.routes = {"/": (status, HTML, b"")}
    assert problem_of(fetcher(tmp_path), site.url()).kind is Kind.SERVER


def test_a_host_that_keeps_failing_is_left_alone_for_a_while(site, tmp_path):
    site.routes = {"/robots.txt": PAGE, "/": (500, HTML, b"")}
    clock = Clock()
    fetching = fetcher(tmp_path, clock)
    assert problem_of(fetching, site.url()).kind is Kind.SERVER
    problem = problem_of(fetching, site.url())
    assert problem.kind is Kind.RESTING and "15 minutes" in problem.reason
    assert len(site.asked("/")) == 5
    assert problem_of(fetching, site.url()).kind is Kind.RESTING
    assert len(site.asked("/")) == 5
    clock.time += 901
    site.routes["/"] = PAGE
    with fetching:
        assert fetching.get(site.url()).status == 200


def test_one_host_resting_does_not_stop_another(site, tmp_path):
    site.routes = {"/": (500, HTML, b""), "/fine": PAGE}
    with fetcher(tmp_path, limits=Limits(failures=1)) as fetching:
        for _ in range(2):
            with pytest.raises(FetchProblem):
                fetching.get(site.url())
        assert fetching.get(site.url("/fine", host="localhost")).status == 200


def test_a_circle_of_redirects_ends(site, tmp_path):
    site.routes = {"/a": (301, {"Location": "/b"}, b""), "/b": (301, {"Location": "/a"}, b"")}
    problem = problem_of(fetcher(tmp_path), site.url("/a"))
    assert problem.kind is Kind.REDIRECTS and "circle" in problem.reason


def test_an_endless_redirect_ends(site, tmp_path):
    site.routes = {f"/{n}": (302, {"Location": f"/{n + 1}"}, b"") for n in range(50)}
    assert problem_of(fetcher(tmp_path), site.url("/0")).kind is Kind.REDIRECTS
    assert [path for path, _ in site.requests] == ["/robots.txt", *(f"/{n}" for n in range(6))]


@pytest.mark.parametrize(
    "location",
    ["", "file:///etc/passwd", "http://[::1", "//user:secret@example.org/", "mailto:a@b.c"],
)
def test_a_redirect_to_what_is_no_web_address_is_refused(site, tmp_path, location):
    site.routes = {"/": (302, {"Location": location}, b"")}
    assert problem_of(fetcher(tmp_path), site.url()).kind is Kind.ADDRESS


@pytest.mark.parametrize(
    "url",
    ["", "example.org", "ftp://example.org/", "file:///etc/passwd", "data:,x", "http://a:b@example.org/"],
)
def test_what_is_no_web_address_is_never_asked(tmp_path, url):
    assert problem_of(fetcher(tmp_path), url).kind is Kind.ADDRESS


def test_a_wrong_charset_does_not_break_words(site, tmp_path):
    site.routes = {"/": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, "Café – £2".encode())}
    with fetcher(tmp_path) as fetching:
        assert fetching.get(site.url()).text == "Café – £2"


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/zip"])
def test_a_file_that_nobody_reads_is_not_loaded(site, tmp_path, kind):
    site.routes = {"/": lambda request: site.stream(request, b"x" * 65_536, {"Content-Type": kind})}
    problem = problem_of(fetcher(tmp_path), site.url())
    assert problem.kind is Kind.TYPE and kind in problem.reason


def test_a_packed_page_is_unpacked(site, tmp_path):
    packed = gzip.compress(b"<p>one</p>") + gzip.compress(b"<p>two</p>")
    site.routes = {"/": (200, HTML | {"Content-Encoding": "gzip"}, packed)}
    with fetcher(tmp_path) as fetching:
        assert fetching.get(site.url()).body == b"<p>one</p><p>two</p>"
