import pytest
from django.utils import translation


@pytest.fixture
def _in_english():
    with translation.override("en"):
        yield
