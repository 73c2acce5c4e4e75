"""The hour that does not exist and the one that exists twice (R28)."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from cms.editor_forms import BerlinDateTimeField
from cms.validators.times import explain_wall_time

HOLE = (
    "02:30 on 29.03.2026 does not exist: that night the clocks go from 02:00 to 03:00. "
    "Enter a time before 02:00 or from 03:00 on."
)
TWICE = (
    "02:30 on 25.10.2026 exists twice: that night the clocks go back from 03:00 to "
    "02:00. Enter a time before 02:00 or from 03:00 on."
)


@pytest.mark.requirement("R28")
@pytest.mark.parametrize(
    ("wall_time", "sentence"),
    [
        ("2026-03-29 01:59", ""),
        ("2026-03-29 02:30", HOLE),
        ("2026-03-29 03:00", ""),
        ("2026-10-25 01:59", ""),
        ("2026-10-25 02:30", TWICE),
        ("2026-10-25 03:00", ""),
        ("2026-10-31 23:59", ""),
    ],
)
def test_wall_time_is_explained(wall_time, sentence):
    with translation.override("en"):
        assert explain_wall_time(dt.datetime.fromisoformat(wall_time)) == sentence


@pytest.mark.requirement("R28")
@pytest.mark.parametrize(
    ("text", "sentence"), [("2026-03-29 02:30", HOLE), ("2026-10-25 02:30", TWICE)]
)
def test_form_field_says_what_to_enter(text, sentence):
    with translation.override("en"), pytest.raises(ValidationError) as error:
        BerlinDateTimeField().clean(text)

    assert error.value.messages == [sentence]


@pytest.mark.requirement("R28")
def test_form_field_stores_utc_of_berlin_time():
    value = BerlinDateTimeField().clean("2026-10-31 23:59")

    assert value.astimezone(dt.UTC) == dt.datetime(2026, 10, 31, 22, 59, tzinfo=dt.UTC)


def test_other_errors_stay_as_they_are():
    with pytest.raises(ValidationError) as error:
        BerlinDateTimeField().clean("morgen")

    assert error.value.code == "invalid"
