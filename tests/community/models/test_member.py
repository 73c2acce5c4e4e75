"""Ages by year and month of birth (P3, P31)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from community.enums import AgeStep
from community.models import Member
from tests.community.people import make_member

MARCH_2010 = {"birth_year": 2010, "birth_month": 3}


@pytest.mark.requirement("P3", "P31")
@pytest.mark.parametrize(
    ("day", "age"),
    [
        (dt.date(2026, 2, 28), 15),
        (dt.date(2026, 3, 1), 15),
        (dt.date(2026, 3, 31), 15),
        (dt.date(2026, 4, 1), 16),
        (dt.date(2027, 3, 31), 16),
        (dt.date(2027, 4, 1), 17),
        (dt.date(2028, 2, 29), 17),
        (dt.date(2028, 4, 1), 18),
    ],
)
def test_year_of_life_begins_with_the_month_after_the_birth_month(day, age):
    assert Member(**MARCH_2010).age_on(day) == age


@pytest.mark.requirement("P3", "P31")
@pytest.mark.parametrize("month", range(1, 13))
def test_every_birth_month_reaches_an_age_on_a_first(month):
    member = Member(birth_year=2010, birth_month=month)

    day = member.get_birthday_of(16)

    assert (day.day, member.age_on(day), member.age_on(day - dt.timedelta(days=1))) == (
        1,
        16,
        15,
    )


@pytest.mark.requirement("P31")
@pytest.mark.parametrize(
    ("day", "step"),
    [
        (dt.date(2026, 3, 31), AgeStep.CHILD),
        (dt.date(2026, 4, 1), AgeStep.YOUTH),
        (dt.date(2028, 3, 31), AgeStep.YOUTH),
        (dt.date(2028, 4, 1), AgeStep.ADULT),
    ],
)
def test_step_follows_the_age(day, step):
    assert Member(**MARCH_2010).step_on(day) == step


@pytest.mark.requirement("P3", "P31")
@pytest.mark.django_db
@pytest.mark.parametrize("day", [dt.date(2026, 3, 31), dt.date(2026, 4, 1)])
def test_database_counts_ages_as_the_member_does(day):
    member = make_member()
    Member.objects.filter(pk=member.pk).update(**MARCH_2010)
    member.refresh_from_db()

    found = Member.objects.aged_at_least(16, day).exists()
    children = Member.objects.under_consent_age_on(day).exists()

    assert (found, children) == (member.age_on(day) >= 16, member.age_on(day) < 16)


@pytest.mark.requirement("CO8")
def test_address_of_a_profile_tells_nothing_of_the_login():
    slugs = {Member.make_slug("Jürgen ★"), Member.make_slug("Jürgen ★")}

    assert len(slugs) == 2
    assert {slug.rsplit("-", 1)[0] for slug in slugs} == {"juergen"}
    assert Member.make_slug("★★").startswith("member-")


@pytest.mark.requirement("P31")
@pytest.mark.django_db
@pytest.mark.parametrize(
    "values", [{"birth_month": 0}, {"birth_month": 13}, {"birth_year": 1800}]
)
def test_database_refuses_a_birth_that_cannot_be(values):
    member = make_member()

    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=member.pk).update(**values)
