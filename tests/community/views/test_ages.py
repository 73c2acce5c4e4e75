"""Own consents, the screen at 18 and the wish for another month, in the browser's words."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from community.consent import find_standing
from community.enums import ConsentScope, CorrectionState, MemberRole
from community.models import AgeNotice, BirthCorrection, Member
from tests.cms.staff import make_network
from tests.community.people import born, consent_to, make_child, make_member

pytestmark = pytest.mark.django_db
CONSENTS, ADULT, BIRTH = "/de/me/consents/", "/de/me/adult/", "/de/me/birth/"
YEARS = dt.timedelta(days=366)


@pytest.fixture
def own(portal):
    def log_in(member):
        client = Client()
        client.force_login(member.user)
        return client

    return log_in


def make_grown(age, **values):
    """Return somebody who joined long ago as a child of 14."""
    member = make_member("kim", age=14, role=MemberRole.PUPIL, **values)
    year, month = born(age)
    Member.objects.update(
        birth_year=year,
        birth_month=month,
        joined_at=timezone.now() - (age - 14) * YEARS,
    )
    member.refresh_from_db()
    consent_to(member, ConsentScope.ACCOUNT)
    return member


@pytest.mark.requirement("A19")
@pytest.mark.parametrize("path", [CONSENTS, BIRTH])
def test_pages_are_kept_by_no_cache_and_need_a_login(own, client, path):
    answer = own(make_member(age=16)).get(path)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (
        200,
        "private, no-store",
    )
    assert client.get(path).headers["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.requirement("P32", "CO64")
def test_nothing_is_ticked_and_what_is_ticked_counts(own):
    member = make_grown(16)
    client = own(member)

    shown = client.get(CONSENTS).context["form"]
    client.post(CONSENTS, {"scopes": ["events", "meeting"]})
    again = client.get(CONSENTS).context["form"]

    assert shown.initial == {"scopes": []}
    assert again.initial == {"scopes": ["account", "events", "meeting"]}
    assert find_standing(member, timezone.now()).scopes == {
        ConsentScope.ACCOUNT,
        ConsentScope.EVENTS,
        ConsentScope.MEETING,
    }


@pytest.mark.requirement("P32")
def test_account_asks_until_there_is_an_answer(own):
    client = own(make_grown(17))

    asked = client.get("/de/me/").context["account"].asks_about_age
    client.post(CONSENTS, {})

    assert asked is True
    assert client.get("/de/me/").context["account"].asks_about_age is False


@pytest.mark.parametrize("scope", ["account", "pictures", "x", "\x00", "😀" * 5000])
def test_scope_that_is_not_offered_is_refused(own, scope):
    client = own(make_grown(16))

    answer = client.post(CONSENTS, {"scopes": [scope]})

    assert sorted(answer.context["form"].errors) == ["scopes"]
    assert AgeNotice.objects.count() == 0


def test_child_reads_what_the_guardian_has_allowed(own):
    child = make_child()
    consent_to(child, ConsentScope.EVENTS)
    client = own(child)

    answer = client.get(CONSENTS)
    client.post(CONSENTS, {"scopes": ["mentoring"]})

    assert answer.context["form"] is None
    assert [allowed for _label, allowed in answer.context["scopes"]] == [
        False,
        False,
        False,
        True,
    ]
    assert find_standing(child, timezone.now()).scopes == {
        ConsentScope.ACCOUNT,
        ConsentScope.EVENTS,
    }


@pytest.mark.requirement("P32")
def test_at_18_only_what_is_ticked_goes_along(own, portal):
    member = make_grown(18, network=make_network("Nord"))
    client = own(member)

    form = client.get(ADULT).context["form"]
    empty = client.post(ADULT, {})
    answer = client.post(ADULT, {"way": "graduate"})

    assert (form.initial, list(form.fields)) == ({}, ["way", "memberships"])
    assert sorted(empty.context["form"].errors) == ["way"]
    assert answer.headers["Location"] == "/de/me/"
    assert member.memberships.get().state == "ended"
    assert Member.objects.get().role == MemberRole.ALUMNUS
    assert client.get(ADULT).headers["Location"] == "/de/me/"


def test_adult_teacher_only_stays(own):
    member = make_grown(18)
    Member.objects.update(role=MemberRole.TEACHER)
    client = own(member)

    refused = client.post(ADULT, {"way": "graduate"})
    client.post(ADULT, {"way": "stay"})

    assert sorted(refused.context["form"].errors) == ["way"]
    assert AgeNotice.objects.get().answered_at is not None


def test_who_joined_as_an_adult_has_nothing_to_answer(own):
    client = own(make_member())

    assert client.get(ADULT).headers["Location"] == "/de/me/"
    assert client.get(CONSENTS).headers["Location"] == "/de/me/"


@pytest.mark.requirement("P31")
def test_member_asks_for_another_month_and_takes_it_back(own):
    member = make_member()
    client = own(member)
    said = {"birth_month": 3, "birth_year": 2009, "words": "Vertippt"}

    client.post(BIRTH, said)
    twice = client.post(BIRTH, said)
    shown = client.get(BIRTH).context["correction"]
    client.post(f"{BIRTH}take-back/")

    row = BirthCorrection.objects.get()
    assert shown == row
    assert list(twice.context["form"].errors) == ["__all__"]
    assert row.state == CorrectionState.TAKEN_BACK
    assert client.get(BIRTH).context["correction"] is None


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"birth_month": "13"}, ["birth_month"]),
        ({"birth_year": "1000"}, ["birth_year"]),
        ({"birth_year": "9" * 10_000}, ["birth_year"]),
        ({"words": "x" * 10_000}, ["words"]),
        ({"words": "a\x00b"}, ["words"]),
        ({"words": "Null 😀"}, []),
    ],
)
def test_bad_text_is_said_at_its_field(own, values, fields):
    client = own(make_member())
    said = {"birth_month": 3, "birth_year": 2009, "words": ""}

    answer = client.post(BIRTH, said | values)

    found = list(answer.context["form"].errors) if answer.status_code == 200 else []
    assert found == fields


def test_month_that_we_hold_is_said_at_the_field(own):
    member = make_member()
    client = own(member)

    answer = client.post(
        BIRTH, {"birth_month": member.birth_month, "birth_year": member.birth_year}
    )

    assert list(answer.context["form"].errors) == ["birth_month"]
