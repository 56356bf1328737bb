"""No address of a source, however it is written or moved, leads inside our own network."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpcore
import pytest

from scrapers.addresses import is_public, resolve
from scrapers.errors import FetchProblem, Kind
from scrapers.fetch import Fetcher, Limits
from tests.scrapers.site import HTML, PUBLIC, Recorded, fetcher

PAGE = (200, HTML, b"<p>one</p>")
INSIDE = """
    127.0.0.1 127.1.2.3 localhost 127.1 2130706433 017700000001 0x7f000001 0x7f.0.0.1 0177.0.0.1 0
    ①②⑦.⓪.⓪.① 10.1.2.3 172.16.0.1 192.168.1.1 3232235777 169.254.169.254 100.64.0.1 0.0.0.0
    192.0.2.1 198.18.0.1 224.0.0.1 255.255.255.255 240.0.0.1
    [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:10.0.0.1] [::127.0.0.1] [0:0:0:0:0:0:0:1]
    [64:ff9b::7f00:1] [64:ff9b::10.0.0.1] [64:ff9b:1::a00:1] [2002:7f00:1::] [2002:a00:1::1]
    [2001:0:4136:e378:8000:63bf:f5ff:fffe] [fe80::1] [fd00::1] [fec0::1] [ff02::1] [2001:db8::1]
""".split()


@contextmanager
def refused(fetching: Fetcher) -> Iterator[Fetcher]:
    with fetching, pytest.raises(FetchProblem) as caught:
        yield fetching
    assert caught.value.kind is Kind.ADDRESS, caught.value.reason


@pytest.mark.parametrize("host", INSIDE)
def test_an_address_inside_is_never_connected_to(tmp_path, host):
    network = Recorded()
    with refused(fetcher(tmp_path, names=resolve, network=network)) as fetching:
        fetching.get(f"http://{host}:8080/")
    assert network.wanted == []


@pytest.mark.parametrize(
    "address", [PUBLIC, "2606:4700::1111", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e", "2002:5db8:d70e::1"]
)
def test_the_open_internet_is_open(address):
    assert is_public(address)


def test_a_name_of_an_address_inside_is_refused(tmp_path):
    network = Recorded()
    for addresses in (["10.0.0.5"], [PUBLIC, "192.168.0.9"]):
        with refused(fetcher(tmp_path, names=lambda *_: addresses, network=network)) as fetching:  # noqa: B023
            fetching.get("http://inside.example.org/")
    assert network.wanted == []


def test_a_redirect_inside_is_refused(site, tmp_path):
    network = Recorded()

    def names(host, port):
        known = {"help.example.org": [PUBLIC], "inside.example.org": ["169.254.169.254"]}
        return known.get(host) or resolve(host, port)

    for target in ("inside.example.org", "169.254.169.254", "2852039166"):
        site.routes = {"/": (302, {"Location": f"http://{target}:{site.port}/latest"}, b""), "/latest": PAGE}
        with refused(fetcher(tmp_path, names=names, network=network)) as fetching:
            fetching.get(site.url(host="help.example.org"))
    assert set(network.wanted) == {PUBLIC} and not site.asked("/latest")


def test_a_redirect_of_robots_txt_inside_is_refused(site, tmp_path):
    site.routes = {"/robots.txt": (302, {"Location": "http://10.0.0.1/robots.txt"}, b""), "/": PAGE}
    network = Recorded()

    def names(host, port):
        return [PUBLIC] if host == "help.example.org" else resolve(host, port)

    with refused(fetcher(tmp_path, names=names, network=network)) as fetching:
        fetching.get(site.url(host="help.example.org"))
    assert set(network.wanted) == {PUBLIC}


def test_a_name_that_moves_inside_between_check_and_connection_leads_nowhere_else(site, tmp_path):
    answers = [[PUBLIC], ["127.0.0.1"]]
    network = Recorded()
    site.routes = {"/robots.txt": PAGE, "/": PAGE}
    looked_up = []

    def names(host, port):
        looked_up.append(host)
        return answers[min(len(looked_up), 2) - 1]

    with fetcher(tmp_path, names=names, network=network) as fetching:
        assert fetching.get(site.url(host="rebinding.example.org")).status == 200
    assert network.wanted == [PUBLIC]  # the checked address itself, never the name again
    assert looked_up == ["rebinding.example.org"]
    assert site.asked("/")[0]["host"] == f"rebinding.example.org:{site.port}"


def test_a_name_that_moved_inside_is_refused_at_the_next_connection(site, tmp_path):
    network = Recorded()
    site.routes = {"/robots.txt": (200, HTML | {"Connection": "close"}, b""), "/": PAGE}
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    with refused(fetcher(tmp_path, names=lambda host, port: next(answers), network=network)) as fetching:
        fetching.get(site.url(host="rebinding.example.org"))
    assert network.wanted == [PUBLIC] and not site.asked("/")


def test_the_next_address_is_tried(site, tmp_path):
    site.routes = {"/robots.txt": PAGE, "/": PAGE}

    class FirstIsDown(Recorded):
        def connect_tcp(self, host, port, *rest, **named):
            if host == "93.184.215.15":
                self.wanted.append(host)
                raise httpcore.ConnectError("down")
            return super().connect_tcp(host, port, *rest, **named)

    network = FirstIsDown()
    with fetcher(tmp_path, names=lambda *_: ["93.184.215.15", PUBLIC], network=network) as fetching:
        assert fetching.get(site.url(host="help.example.org")).status == 200
    assert network.wanted == ["93.184.215.15", PUBLIC]


@pytest.mark.parametrize("found", [OSError("no such name"), UnicodeError("label too long"), []])
def test_a_name_that_nobody_has_is_said(tmp_path, found):
    def names(host, port):
        if isinstance(found, Exception):
            raise found
        return found

    fetching = fetcher(tmp_path, names=names, network=Recorded(), limits=Limits(tries=1))
    with fetching, pytest.raises(FetchProblem, match=r"There is no site with the name gone\.example\.org"):
        fetching.get("http://gone.example.org/")


def test_the_setting_for_tests_opens_this_machine_only(tmp_path):
    with fetcher(tmp_path) as fetching:
        for host in ("10.0.0.1", "169.254.169.254", "[fd00::1]", "[::ffff:192.168.0.1]"):
            with pytest.raises(FetchProblem) as caught:
                fetching.get(f"http://{host}/")
            assert caught.value.kind is Kind.ADDRESS
