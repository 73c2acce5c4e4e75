"""The people and the pages that most tests need."""

import gc

import pytest
from django.conf import settings
from django.core.cache import caches
from django.utils import translation
from wagtail.models import Locale

from cms.counter import forget_pending
from cms.models import HomePage
from cms.operations.portal import open_portal
from tests.databases import copy_migrated_database
from tests.layers import (
    HOSTNAME,
    PortalLayer,
    begins_with_portal,
    is_flushing,
    uses_database,
)
from tests.sowing import (
    know_content_types,
    read_sown_rows,
    record_portal,
    sow_if_flushed,
)

BLOCKER = pytest.StashKey()
UNCOUNTED = (
    "tests/a11y",
    "tests/security",
    "tests/test_role_matrix",
    "tests/cms/test_load_demo",
)
"""Thousands of requests through everything: counting lines makes them take twice as long.

What is ours in them is counted where it is tested by itself.
"""
ONE_DATABASE = (
    "tests/alumni/matching",
    "tests/architecture",
    "tests/cms/api",
    "tests/cms/forms",
    "tests/cms/middleware",
    "tests/cms/test_blocks",
    "tests/cms/test_editor_forms",
    "tests/cms/test_fetch",
    "tests/cms/test_limits_of_processes",
    "tests/cms/test_load_demo",
    "tests/cms/test_page_types",
    "tests/cms/validators",
    "tests/cms/views",
    "tests/cms/viewsets",
    "tests/community/notifications",
    "tests/community/views",
    "tests/community/viewsets",
    "tests/config",
)
"""What draws, starts processes of its own or asks nothing of a database (decision 18).

Views and admin screens are among it: the matrix asks each route on PostgreSQL.
"""

portal_layer = PortalLayer()


def pytest_addoption(parser):
    parser.addoption(
        "--repetitions",
        type=int,
        default=1,
        help="how often races and kill loops run; `make proof` asks for 20",
    )


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings) -> bool:
    """Begin on SQLite with a copy of a migrated database, on PostgreSQL from nothing."""
    database = settings.DATABASES["default"]
    is_file = database["ENGINE"].endswith("sqlite3")
    if is_file:
        copy_migrated_database(database["TEST"]["NAME"])
    return is_file


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        read_sown_rows()
        record_portal(HOSTNAME)
        know_content_types()
    request.config.stash[BLOCKER] = django_db_blocker
    yield
    with django_db_blocker.unblock():
        portal_layer.close()
    forget_pending()


def pytest_itemcollected(item):
    """Mark before ``-m`` chooses."""
    if item.nodeid.startswith(ONE_DATABASE):
        item.add_marker("one_database")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Let the tests of one layer follow each other; those that flush stay the last.

    What was imported until here stays: the collector need not look at it at each test.
    """
    for item in items:
        is_browser = item.get_closest_marker("browser") is not None
        if is_browser or item.nodeid.startswith(UNCOUNTED):
            item.add_marker("no_cover")
        if is_browser:
            # Once more after a wait in vain, and after nothing else (decision 19).
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=["TimeoutError"]))
    gc.collect()
    gc.freeze()
    items.sort(key=lambda item: (is_flushing(item), begins_with_portal(item)))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    blocker = item.config.stash.get(BLOCKER, None)
    # Before the first test there is no database; that one opens its portal itself.
    if blocker is not None and uses_database(item):
        with blocker.unblock():
            if begins_with_portal(item):
                portal_layer.open()
            else:
                portal_layer.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Sow again after a test that ended with a flush, once its last fixture is gone."""
    result = yield
    blocker = item.config.stash.get(BLOCKER, None)
    # With the last test the database itself is gone.
    if blocker is not None and is_flushing(item) and nextitem is not None:
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
    if not portal_layer.is_open:
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
