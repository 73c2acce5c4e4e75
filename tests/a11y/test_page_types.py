"""The list of page types is whole (W2)."""

import datetime as dt

import pytest

from tests.a11y.exceptions import ALLOWED_VIOLATIONS, SETTLED_QUESTIONS
from tests.a11y.page_types import PAGE_TYPES, find_missing_models, find_missing_routes


@pytest.mark.requirement("W2")
def test_every_page_model_has_a_page_type():
    assert find_missing_models() == []


@pytest.mark.requirement("W2", "W3")
def test_every_route_has_a_page_type():
    assert find_missing_routes() == []


def test_page_types_are_named_once():
    names = [page_type.name for page_type in PAGE_TYPES]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.requirement("W18")
def test_no_exception_has_ended():
    today = dt.datetime.now(tz=dt.UTC).date()
    ended = [
        exemption
        for exemption in (*ALLOWED_VIOLATIONS, *SETTLED_QUESTIONS)
        if exemption.ends_on < today
    ]

    assert ended == []
