"""The people and the pages that most tests need."""

import pytest
from django.core.cache import caches
from django.utils import translation
from wagtail.models import Locale

from cms.counter import forget_pending
from cms.models import HomePage
from cms.operations.portal import open_portal
from tests.sowing import (
    know_content_types,
    read_sown_rows,
    record_portal,
    sow_if_flushed,
)

BLOCKER = pytest.StashKey()
HOSTNAME = "testserver"


def pytest_addoption(parser):
    parser.addoption(
        "--repetitions",
        type=int,
        default=1,
        help="how often races and kill loops run; `make proof` asks for 20",
    )


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        read_sown_rows()
        record_portal(HOSTNAME)
        know_content_types()
    request.config.stash[BLOCKER] = django_db_blocker
    yield
    forget_pending()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Sow again after a test that ended with a flush, once its last fixture is gone."""
    result = yield
    blocker = item.config.stash.get(BLOCKER, None)
    marker = item.get_closest_marker("django_db")
    has_flushed = "transactional_db" in item.fixturenames or (
        marker is not None and marker.kwargs.get("transaction", False)
    )
    # With the last test the database itself is gone.
    if blocker is not None and has_flushed and nextitem is not None:
        with blocker.unblock():
            sow_if_flushed()
    return result


@pytest.fixture(autouse=True)
def empty_memory():
    """Leave no count of tries or visits, no figure and no stored page to the next test."""
    yield
    forget_pending()
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def english_interface():
    """Say sentences outside a request in the language of the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def repetitions(request) -> int:
    """Return how often a race is run."""
    return request.config.getoption("--repetitions")


@pytest.fixture
def portal(db) -> HomePage:
    """Return the German home page of a fresh portal."""
    recorded = record_portal(HOSTNAME)
    if not recorded.fits():  # an earlier fixture has made pages
        return open_portal(hostname=HOSTNAME)
    recorded.replay()
    return HomePage.objects.get(locale__language_code="de")


@pytest.fixture
def german(portal) -> Locale:
    return Locale.objects.get(language_code="de")


@pytest.fixture
def english(portal) -> Locale:
    return Locale.objects.get(language_code="en")
