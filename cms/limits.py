"""How often something is allowed: one table in settings, counted in the cache (S50–S55)."""

import ipaddress
import math
import time
from dataclasses import dataclass
from typing import Any

import structlog
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from cms.conf import get_setting

IPV6_PREFIX = 64
CLOSED_SECONDS = 60

log = structlog.get_logger("verbund.limits")


class LimitExceededError(Exception):
    """Too often; ``retry_after`` says in how many seconds it may be tried again."""

    def __init__(self, name: str, retry_after: int) -> None:
        super().__init__(f"{name}: again in {retry_after} s")
        self.name = name
        self.retry_after = retry_after


@dataclass(frozen=True)
class Budget:
    """So many in so many seconds, and what holds when nobody can count."""

    count: int
    seconds: int
    is_closed_without_cache: bool


def check_limit(
    name: str,
    *,
    request: HttpRequest | None = None,
    person: Any = None,
    code: str | None = None,
) -> None:
    """Count one try and refuse it if it is one too many.

    The try counts for the person where there is one (a user, or the name that somebody
    claims to have), else for the code or link, else for the address of the request: a
    class behind one address shares no budget once it has codes (S52).

    Raises:
        LimitExceededError: the budget is used up, or nobody can count and the limit is
            one that then refuses.
    """
    kind, value = _choose_key(name, request, person, code)
    budget = get_budget(name, kind)
    now = time.time()
    window = math.floor(now / budget.seconds)
    digest = salted_hmac("cms.limits", value).hexdigest()[:32]
    key = f"limit:{name}:{kind}:{digest}:{window}"
    try:
        count = _count(key, budget.seconds)
    except Exception as error:
        # Any cache, any of its errors: what counts is that nobody can count.
        log.exception("limit_not_counted", limit=name)
        if budget.is_closed_without_cache:
            raise LimitExceededError(name, CLOSED_SECONDS) from error
        return
    if count > budget.count:
        retry_after = math.ceil((window + 1) * budget.seconds - now)
        raise LimitExceededError(name, max(retry_after, 1))


def get_budget(name: str, kind: str) -> Budget:
    """Return one cell of the table; an undeclared limit is a KeyError."""
    row = get_setting("LIMITS")[name]
    count, seconds = row[kind]
    return Budget(count, seconds, row.get("without_cache") == "closed")


def get_client_address(request: HttpRequest) -> str:
    """Return the address behind our own proxies; what others claim is not asked (S53).

    Each trusted proxy appends the address that it saw: with two of them the client is
    the second from the right. Everything further left may be forged.
    """
    count = get_setting("TRUSTED_PROXY_COUNT")
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not count:
        return direct
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    seen = [part.strip() for part in forwarded if part.strip()]
    return seen[-count] if len(seen) >= count else direct


def get_address_key(address: str) -> str:
    """Return what an address counts as: IPv6 by /64, which is what one household has."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    network = ipaddress.ip_network((parsed, IPV6_PREFIX), strict=False)
    return str(network)


def _choose_key(
    name: str, request: HttpRequest | None, person: Any, code: str | None
) -> tuple[str, str]:
    row = get_setting("LIMITS")[name]
    is_known = person and getattr(person, "is_authenticated", True)
    if is_known and "person" in row:
        return "person", str(getattr(person, "pk", person)).strip().lower()
    if code and "code" in row:
        return "code", code
    if request is None:
        raise ValueError(f"{name}: nobody to count for")
    return "address", get_address_key(get_client_address(request))


def _count(key: str, seconds: int) -> int:
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:
        # It ran out between the two lines.
        cache.add(key, 1, timeout=seconds)
        return 1
