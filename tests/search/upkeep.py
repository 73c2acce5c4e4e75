"""A fixture that lets entries follow their rows, as they do outside of tests."""

import pytest
from django.db import connection

from search.indexing.upkeep import find_listener, listen


@pytest.fixture(autouse=True)
def upkeep(settings, db):
    """Let entries follow; what was made before the test is followed with its first write."""
    settings.VERBUND_SEARCH_UPKEEP = True
    listen(connection)
    listener = find_listener(connection)
    listener.is_pending = True
    yield listener
    listener.is_pending = False
