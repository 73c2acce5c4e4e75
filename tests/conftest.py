"""The people and the pages that most tests need."""

import pytest
from wagtail.models import Locale

from cms.models import HomePage
from cms.operations.portal import open_portal


@pytest.fixture
def portal(db) -> HomePage:
    """Return the German home page of a fresh portal."""
    return open_portal(hostname="testserver")


@pytest.fixture
def german(portal) -> Locale:
    return Locale.objects.get(language_code="de")


@pytest.fixture
def english(portal) -> Locale:
    return Locale.objects.get(language_code="en")
