"""The one opener of outside addresses (A16, R31)."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import transaction

from cms.fetch import FetchError, fetch, is_public


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.hits.append(self.path)
        if self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _step in range(50):
                time.sleep(0.05)
                self.wfile.write(b".")
                self.wfile.flush()
            return
        if self.path == "/large":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * 200_000)
            return
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(b"hello")

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *args):
        pass


@pytest.fixture
def serve():
    servers = []

    def start():
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.hits = []
        server.origin = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        servers.append((server, thread))
        return server

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


TARGETS = [
    "http://127.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://localhost:{port}/",
    "http://0.0.0.0:{port}/",
    "http://0:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://017700000001:{port}/",
    "http://[::1]:{port}/",
    "http://[::]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://192.168.0.1/",
    "http://172.16.0.1/",
    "http://100.64.0.1/",
    "http://user:secret@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}#@example.org/",
    "https://127.0.0.1:{port}/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/",
    "ftp://127.0.0.1:{port}/",
    "//127.0.0.1:{port}/",
    "http://",
    "http://[",
    "http://127.0.0.1:99999/",
    "javascript:alert(1)",
]


@pytest.mark.requirement("A16")
@pytest.mark.parametrize("target", TARGETS)
def test_inner_address_is_never_asked(serve, target):
    canary = serve()

    with pytest.raises(FetchError):
        fetch(target.format(port=canary.server_port), timeout_seconds=2)

    assert canary.hits == []


@pytest.mark.requirement("A16")
@pytest.mark.parametrize("scheme", ["http", "file", "gopher"])
def test_redirect_to_an_inner_address_is_not_followed(serve, scheme):
    door, canary = serve(), serve()

    with pytest.raises(FetchError):
        fetch(
            f"{door.origin}/to/{scheme}://127.0.0.1:{canary.server_port}/",
            trusted_origins={door.origin},
        )

    assert (len(door.hits), canary.hits) == (1, [])


@pytest.mark.requirement("A16")
def test_name_that_is_rebound_is_asked_for_once(serve, monkeypatch):
    """The first answer is public, the second would be loopback: nobody asks again."""
    canary = serve()
    answers = iter(["203.0.113.7", "127.0.0.1"])
    asked = []

    def resolve(host, port, **kwargs):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(FetchError):
        fetch("http://rebound.example/", timeout_seconds=0.2)

    assert (asked, canary.hits) == (["rebound.example"], [])


@pytest.mark.requirement("A16")
def test_name_with_one_inner_address_among_public_ones_is_refused(monkeypatch):
    def resolve(host, port, **kwargs):
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in ("93.184.215.14", "10.0.0.1")
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)

    with pytest.raises(FetchError, match="not a public address"):
        fetch("http://both.example/")


def test_trusted_origin_answers(serve):
    server = serve()

    answer = fetch(f"{server.origin}/x?y=1", trusted_origins={server.origin})

    assert (answer.status, answer.content_type, answer.content) == (
        200,
        "text/plain",
        b"hello",
    )
    assert server.hits == ["/x?y=1"]


@pytest.mark.requirement("R31")
@pytest.mark.parametrize(
    ("path", "reason"), [("/slow", "took too long|no answer"), ("/large", "too large")]
)
def test_time_and_size_have_limits(serve, path, reason):
    server = serve()
    started = time.monotonic()

    with pytest.raises(FetchError, match=reason):
        fetch(
            server.origin + path,
            timeout_seconds=0.4,
            bytes_max=100_000,
            trusted_origins={server.origin},
        )

    assert time.monotonic() - started < 2


def test_redirects_have_an_end(serve):
    server = serve()
    path = "/to/" * 5 + "/x"

    with pytest.raises(FetchError, match="too many redirects"):
        fetch(server.origin + path, trusted_origins={server.origin})


@pytest.mark.requirement("R31")
@pytest.mark.django_db
def test_no_call_within_a_transaction():
    with transaction.atomic(), pytest.raises(RuntimeError):
        fetch("http://example.org/")


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("93.184.215.14", True),
        ("2606:4700::1111", True),
        ("224.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("255.255.255.255", False),
    ],
)
def test_public_addresses_are_told_from_others(address, answer):
    assert is_public(address) is answer
