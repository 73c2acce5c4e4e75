"""With the cache away reading goes on (R8)."""

import pytest
from django.core.cache import cache

from tests.brokencache import SETTING


@pytest.fixture(autouse=True)
def absent_cache(settings):
    settings.CACHES = SETTING
    yield
    del settings.CACHES


@pytest.mark.requirement("R8")
def test_reading_and_writing_go_on_as_if_nothing_were_stored():
    assert cache.get("x") is None
    assert cache.get("x", "default") == "default"
    assert cache.get_many(["x"]) == {}
    assert cache.set("x", 1) is None
    assert cache.set_many({"x": 1}) == []
    assert cache.delete("x") is False


@pytest.mark.requirement("R8", "S55")
@pytest.mark.parametrize("method", ["add", "incr"])
def test_what_counts_fails(method):
    with pytest.raises(ConnectionError):
        getattr(cache, method)("x", 1)


@pytest.mark.requirement("R8")
def test_pages_are_read(client, portal, settings):
    settings.VERBUND_PAGE_CACHE_SECONDS = 60

    assert [client.get(path).status_code for path in ("/de/", "/accounts/login/")] == [
        200,
        200,
    ]


@pytest.mark.requirement("R24")
def test_readiness_is_degraded(client, db):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["checks"]["cache"] == "degraded"
