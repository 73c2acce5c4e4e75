"""The one opener of outside addresses (R31, A16).

The name is resolved once, every address it has must be public, and the connection goes to
the address that was checked: a name that points elsewhere a second later changes nothing.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.db import transaction

TIMEOUT_SECONDS = 5.0
BYTES_MAX = 2 * 1024 * 1024
REDIRECTS_MAX = 3
CHUNK_BYTES = 16_384
PORTS = {"http": 80, "https": 443}
REDIRECTS = {301, 302, 303, 307, 308}
USER_AGENT = "Verbund (+https://github.com/verbund)"


class FetchError(Exception):
    """The address may not be asked, did not answer in time, or sent too much."""


class TooLargeError(FetchError):
    """The address answers, with more than anybody wants to read."""


@dataclass(frozen=True)
class Fetched:
    url: str
    status: int
    content_type: str
    content: bytes


def fetch(
    url: str,
    *,
    timeout_seconds: float = TIMEOUT_SECONDS,
    bytes_max: int = BYTES_MAX,
    trusted_origins: Collection[str] = (),
) -> Fetched:
    """Get a public address within limits of time, size and redirects.

    ``trusted_origins`` (``"http://10.0.0.5:8080"``) may also lie in a private network;
    they come from settings, never from input. Raises: FetchError. A call within a
    transaction is a mistake of the programmer: RuntimeError.
    """
    if transaction.get_connection().in_atomic_block:
        raise RuntimeError("no outgoing call within a transaction (R31)")
    deadline = time.monotonic() + timeout_seconds
    for _step in range(REDIRECTS_MAX + 1):
        answer = _ask(url, deadline, bytes_max, trusted_origins)
        if isinstance(answer, Fetched):
            return answer
        url = urljoin(url, answer)
    raise FetchError("too many redirects")


def _ask(
    url: str, deadline: float, bytes_max: int, trusted_origins: Collection[str]
) -> Fetched | str:
    """Return the answer, or the address that it redirects to."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise FetchError("not an address") from error
    host = parts.hostname or ""
    if parts.scheme not in PORTS or not host or parts.username or parts.password:
        raise FetchError("not a public web address")
    is_trusted = f"{parts.scheme}://{parts.netloc}" in trusted_origins
    if not is_trusted and port != PORTS[parts.scheme]:
        raise FetchError("not a usual port")
    address = _resolve(host, port, is_trusted=is_trusted)
    connection = _connect(parts.scheme, host, port, address, _left(deadline))
    try:
        path = parts.path or "/"
        target = f"{path}?{parts.query}" if parts.query else path
        connection.request(
            "GET",
            target,
            headers={"Host": parts.netloc, "User-Agent": USER_AGENT, "Accept": "*/*"},
        )
        response = connection.getresponse()
        location = response.headers.get("Location")
        if response.status in REDIRECTS and location:
            return location
        content = _read(connection, response, deadline, bytes_max)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise FetchError("no answer") from error
    finally:
        connection.close()
    kind = response.headers.get("Content-Type", "")
    return Fetched(url, response.status, kind, content)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchError("took too long")
    return left


def _resolve(host: str, port: int, *, is_trusted: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError("unknown name") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not (is_trusted or all(map(is_public, addresses))):
        raise FetchError("not a public address")
    return addresses[0]


def is_public(address: str) -> bool:
    """Tell whether an address is one of the open internet, also in its IPv6 disguises."""
    parsed = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour
        if inner is not None:
            return inner.is_global and not inner.is_multicast
        if parsed in ipaddress.ip_network("64:ff9b::/96"):
            return False
    return parsed.is_global and not parsed.is_multicast


def _connect(
    scheme: str, host: str, port: int, address: str, timeout: float
) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    try:
        plain = socket.create_connection((address, port), timeout)
        connection.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host)
            if scheme == "https"
            else plain
        )
    except OSError as error:
        raise FetchError("no connection") from error
    return connection


def _read(connection: Any, response: Any, deadline: float, bytes_max: int) -> bytes:
    content = b""
    while True:
        # A server that drips bytes is cut off as a whole, not for each read.
        if connection.sock is not None:
            connection.sock.settimeout(_left(deadline))
        _left(deadline)
        chunk = response.read1(CHUNK_BYTES)
        if not chunk:
            return content
        content += chunk
        if len(content) > bytes_max:
            raise TooLargeError("too large")
