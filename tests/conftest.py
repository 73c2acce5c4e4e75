"""The people and the pages that most tests need."""

import pytest
from django.core.cache import caches
from django.utils import translation
from wagtail.models import Locale

from cms.counter import forget_pending
from cms.models import HomePage
from cms.operations.portal import open_portal
from tests.sowing import sow_if_flushed


def pytest_addoption(parser):
    parser.addoption(
        "--repetitions",
        type=int,
        default=1,
        help="how often races and kill loops run; `make proof` asks for 20",
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        sow_if_flushed()
    yield
    forget_pending()


@pytest.fixture(autouse=True)
def empty_caches():
    """Leave no count of tries, no figure and no stored page to the next test."""
    yield
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
    sow_if_flushed()
    return open_portal(hostname="testserver")


@pytest.fixture
def german(portal) -> Locale:
    return Locale.objects.get(language_code="de")


@pytest.fixture
def english(portal) -> Locale:
    return Locale.objects.get(language_code="en")
