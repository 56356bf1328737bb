"""What is too long, too large, too slow or broken off ends soon and is said in plain words."""

import datetime as dt
import gzip
import ipaddress
import socket
import ssl
import threading
import tracemalloc
import zlib

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from scrapers.addresses import CheckedNetwork
from scrapers.errors import FetchProblem, Kind
from scrapers.fetch import Limits
from scrapers.wire import Wire
from tests.scrapers.site import HTML, PUBLIC, Clock, Recorded, fetcher

MEGABYTE = 1 << 20
SMALL = Limits(largest=MEGABYTE)
PAGE = (200, HTML, b"<p>one</p>")


def trouble(fetching, url):
    with fetching, pytest.raises(FetchProblem) as caught:
        fetching.get(url)
    return caught.value


def test_a_gigabyte_is_cut_off(site, tmp_path):
    site.routes = {"/": lambda request: site.stream(request, b"x" * 65_536, HTML)}
    tracemalloc.start()
    problem = trouble(fetcher(tmp_path, limits=SMALL), site.url())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (problem.kind, problem.reason) == (
        Kind.TOO_LARGE,
        "127.0.0.1 sent more than 1 MB, so it was not read to the end.",
    )
    assert site.sent < 64 * MEGABYTE  # what the sockets' buffers hold
    assert peak < 8 * MEGABYTE
    assert len(site.asked("/")) == 1 and not list(tmp_path.rglob("copies/*/*"))


def test_a_page_that_says_it_is_a_gigabyte_is_not_begun(site, tmp_path):
    def answer(request):
        request.send_response(200)
        request.send_header("Content-Length", str(1 << 30))
        request.end_headers()

    site.routes = {"/": answer}
    assert trouble(fetcher(tmp_path, limits=SMALL), site.url()).kind is Kind.TOO_LARGE


def bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(size)) + packer.flush()


def test_a_gzip_bomb_is_cut_off(site, tmp_path):
    packed = bomb(100)
    assert len(packed) < MEGABYTE / 4
    site.routes = {"/": (200, HTML | {"Content-Encoding": "gzip"}, packed)}
    tracemalloc.start()
    problem = trouble(fetcher(tmp_path, limits=SMALL), site.url())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.kind is Kind.TOO_LARGE
    assert peak < 8 * MEGABYTE


def test_empty_packed_parts_without_end_are_cut_off(site, tmp_path):
    headers = HTML | {"Content-Encoding": "gzip"}
    site.routes = {"/": lambda request: site.stream(request, gzip.compress(b"") * 1000, headers)}
    assert trouble(fetcher(tmp_path, limits=SMALL), site.url()).kind is Kind.TOO_LARGE


@pytest.mark.parametrize(
    ("encoding", "body", "kind"),
    [
        ("gzip", gzip.compress(b"<p>one</p>")[:-9], Kind.DAMAGED),
        ("gzip", b"<p>not packed at all</p>", Kind.DAMAGED),
        ("br", b"x", Kind.TYPE),
        ("gzip, gzip", gzip.compress(gzip.compress(b"one")), Kind.TYPE),
    ],
)
def test_a_page_that_cannot_be_unpacked_is_none(site, tmp_path, encoding, body, kind):
    site.routes = {"/": (200, HTML | {"Content-Encoding": encoding}, body)}
    assert trouble(fetcher(tmp_path), site.url()).kind is kind


def test_a_page_that_breaks_off_is_asked_for_again(site, tmp_path):
    def half(request):
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"<p>half of")
        request.close_connection = True

    site.routes = {"/": [half, PAGE]}
    with fetcher(tmp_path) as fetching:
        assert fetching.get(site.url()).body == b"<p>one</p>"
    site.routes = {"/": half}
    assert trouble(fetcher(tmp_path), site.url()).kind is Kind.DAMAGED


def test_a_silent_site_is_left_after_a_while(site, tmp_path):
    over = threading.Event()
    site.routes = {"/robots.txt": PAGE, "/": lambda request: over.wait(20) and None}
    problem = trouble(fetcher(tmp_path, limits=Limits(read=0.05, tries=1)), site.url())
    over.set()
    assert (problem.kind, problem.reason) == (Kind.TIMEOUT, "127.0.0.1 took too long to answer.")


def test_a_timeout_then_an_answer_is_no_trouble(site, tmp_path):
    over = threading.Event()
    site.routes = {"/": [lambda request: over.wait(20) and None, PAGE]}
    with fetcher(tmp_path, limits=Limits(read=0.2)) as fetching:
        assert fetching.get(site.url()).status == 200
    over.set()


def test_a_drip_of_bytes_ends_with_the_time_for_the_whole(site, tmp_path):
    site.routes = {"/robots.txt": PAGE, "/": lambda request: site.stream(request, b"x", HTML)}
    limits = Limits(total=60, tries=1, pause=0)
    assert trouble(fetcher(tmp_path, Clock(step=10), limits), site.url()).kind is Kind.TIMEOUT
    assert site.sent < 8 * MEGABYTE


def test_a_drip_of_headers_ends_too(site, tmp_path):
    site.routes = {
        "/robots.txt": PAGE,
        "/": lambda request: site.pour(request, b"HTTP/1.1 100 Go on\r\n\r\n"),
    }
    limits = Limits(total=60, tries=1, pause=0)
    assert trouble(fetcher(tmp_path, Clock(step=10), limits), site.url()).kind is Kind.TIMEOUT


def test_headers_without_end_are_cut_off(site, tmp_path):
    site.routes = {"/": lambda request: site.pour(request, b"HTTP/1.1 200 OK\r\nX: " + b"x" * 65_536)}
    assert trouble(fetcher(tmp_path, limits=Limits(tries=1)), site.url()).kind is Kind.DAMAGED


def test_what_is_no_http_at_all(site, tmp_path):
    site.routes = {"/": lambda request: site.pour(request, b"SSH-2.0-OpenSSH_9.2\r\n")}
    assert trouble(fetcher(tmp_path, limits=Limits(tries=1)), site.url()).kind is Kind.DAMAGED


def test_a_closed_door_is_said(tmp_path):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    problem = trouble(fetcher(tmp_path), f"http://127.0.0.1:{port}/")
    assert (problem.kind, problem.reason) == (Kind.NETWORK, "127.0.0.1 could not be reached.")


@pytest.fixture
def secure_site(site, tmp_path):
    """The site over TLS, for the name help.example.org; its address is not in the certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "help.example.org")])
    now = dt.datetime.now(dt.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("help.example.org")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "site.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    site.wrap(context)
    site.routes = {"/": PAGE}
    return site, ssl.create_default_context(cafile=file)


def test_a_pinned_address_still_has_to_prove_its_name(secure_site, request):
    site, trusting = secure_site
    clock, network = Clock(), Recorded()
    checked = CheckedNetwork(clock, resolve=lambda host, port: [PUBLIC], network=network)
    wire = Wire(checked, Limits(), clock, trusting)
    request.addfinalizer(wire.close)
    assert wire.ask(httpx.URL(f"https://help.example.org:{site.port}/"), {}).body == b"<p>one</p>"
    with pytest.raises(FetchProblem, match="certificate"):
        wire.ask(httpx.URL(f"https://other.example.org:{site.port}/"), {})
    assert all(ipaddress.ip_address(address) for address in network.wanted)


def test_a_certificate_that_nobody_vouches_for_is_said(secure_site, request):
    site, _ = secure_site
    clock = Clock()
    wire = Wire(CheckedNetwork(clock, allow_loopback=True), Limits(), clock)
    request.addfinalizer(wire.close)
    with pytest.raises(FetchProblem, match="has no certificate that can be trusted"):
        wire.ask(httpx.URL(f"https://127.0.0.1:{site.port}/"), {})
