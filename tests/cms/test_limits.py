"""How often something is allowed (S50–S55, A9)."""

import threading

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache

from cms.conf import DEFAULTS
from cms.limits import (
    LimitExceededError,
    check_limit,
    get_address_key,
    get_budget,
    get_client_address,
)
from tests.brokencache import SETTING

NAMES = sorted(DEFAULTS["LIMITS"])
NOON = "2027-03-03 12:00:10+00:00"
CLASS_OF_PUPILS = 30


@pytest.fixture
def limits(settings):
    """Return a small table, so that a test need not try hundreds of times."""
    settings.VERBUND_LIMITS = {
        "login": {
            "person": (3, 60),
            "code": (2, 60),
            "address": (5, 60),
            "without_cache": "closed",
        },
        "search": {"address": (2, 60)},
    }
    return settings


@pytest.fixture
def broken_cache(settings):
    settings.CACHES = SETTING
    yield
    del settings.CACHES


def count_allowed(tries, **key):
    allowed = 0
    for _try in range(tries):
        try:
            check_limit("login", **key)
            allowed += 1
        except LimitExceededError:
            continue
    return allowed


@pytest.mark.requirement("S54")
@pytest.mark.parametrize("name", NAMES)
def test_every_limit_holds_for_an_address_and_has_room_for_a_class(rf, name):
    request = rf.get("/")
    budget = get_budget(name, "address")
    assert budget.count >= CLASS_OF_PUPILS

    with time_machine.travel(NOON, tick=False):
        for _try in range(budget.count):
            check_limit(name, request=request)
        with pytest.raises(LimitExceededError) as caught:
            check_limit(name, request=request)

    assert 0 < caught.value.retry_after <= budget.seconds


@pytest.mark.requirement("S54")
def test_limit_opens_again_when_it_says(rf, limits):
    request = rf.get("/")
    with time_machine.travel(NOON, tick=False) as clock:
        assert count_allowed(9, request=request) == 5
        with pytest.raises(LimitExceededError) as caught:
            check_limit("login", request=request)
        assert caught.value.retry_after == 50
        clock.shift(50)
        assert count_allowed(9, request=request) == 5


@pytest.mark.requirement("S52")
def test_person_counts_before_code_before_address(rf, limits, db):
    request = rf.get("/")
    request.user = get_user_model().objects.create_user("kim")
    with time_machine.travel(NOON, tick=False):
        assert count_allowed(9, request=request, person=request.user, code="a") == 3
        assert count_allowed(9, request=request, code="a") == 2
        assert count_allowed(9, request=request, person=AnonymousUser()) == 5
        # Each has a budget of its own.
        assert count_allowed(9, request=request, code="b") == 2
        assert count_allowed(9, person=" KIM@example.org") == 3
        assert count_allowed(9, person="kim@example.org ") == 0


def test_limit_without_anybody_to_count_for_is_a_mistake(limits):
    with pytest.raises(ValueError, match="nobody to count for"):
        check_limit("search")
    with pytest.raises(KeyError):
        check_limit("unknown")


@pytest.mark.requirement("A9", "S53")
@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "", "10.0.0.1"),
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, " , ", "10.0.0.1"),
    ],
)
def test_only_own_proxies_are_believed(rf, settings, proxies, forwarded, expected):
    settings.VERBUND_TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)

    assert get_client_address(request) == expected


@pytest.mark.requirement("A9")
@pytest.mark.parametrize("proxies", [0, 1])
def test_forged_header_resets_nothing(rf, limits, proxies):
    limits.VERBUND_TRUSTED_PROXY_COUNT = proxies
    with time_machine.travel(NOON, tick=False):
        allowed = sum(
            count_allowed(
                1,
                request=rf.get(
                    "/", HTTP_X_FORWARDED_FOR=f"6.6.6.{number}, 203.0.113.9"
                ),
            )
            for number in range(50)
        )

    assert allowed == 5


@pytest.mark.requirement("S52")
@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("unix:", "unix:"),
    ],
)
def test_ipv6_counts_by_household(address, key):
    assert get_address_key(address) == key


@pytest.mark.requirement("S55", "R8")
def test_without_cache_logins_are_refused_and_reading_goes_on(rf, limits, broken_cache):
    with pytest.raises(LimitExceededError) as caught:
        check_limit("login", request=rf.get("/"))

    assert caught.value.retry_after == 60
    assert check_limit("search", request=rf.get("/")) is None


@pytest.mark.race
@pytest.mark.requirement("A9")
def test_limit_holds_in_fifty_parallel_tries(rf, limits, repetitions):
    for _round in range(repetitions):
        cache.clear()
        results, barrier = [], threading.Barrier(50)

        def attempt(results=results, barrier=barrier):
            barrier.wait()
            results.append(count_allowed(1, request=rf.get("/")))

        with time_machine.travel(NOON, tick=False):
            threads = [threading.Thread(target=attempt) for _number in range(50)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        assert (sum(results), len(results)) == (5, 50)


@pytest.mark.requirement("A9")
def test_cache_holds_no_address(rf, limits):
    check_limit("login", request=rf.get("/", REMOTE_ADDR="203.0.113.9"))

    keys = list(cache._cache)  # noqa: SLF001 -- the local-memory cache of the tests
    assert len(keys) == 1
    assert "203.0.113.9" not in keys[0]
