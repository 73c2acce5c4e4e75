"""Devices are forgotten with their login (P55)."""

import datetime as dt
import uuid

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from community.operations.devices import forget_devices
from tests.community.people import make_login

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)


@pytest.mark.requirement("P55", "P58")
def test_device_goes_when_its_login_has_ended(db):
    user, key = make_login("ada"), uuid.uuid4().hex
    UserSession.objects.create(
        user=user, ip="198.51.100.7", session_key=key, last_seen_at=NOW
    )
    Session.objects.create(session_key=key, expire_date=NOW)
    second = dt.timedelta(seconds=1)

    counts = [forget_devices(NOW - second), forget_devices(NOW)]

    assert counts == [0, 1]
