"""Versions of pages and claims of providers go by time (P54, P56, CO5)."""

import datetime as dt

import pytest
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import Comment, Page, Revision

from cms.models import Image
from cms.models.images import Consent
from community.models import ModerationCase
from community.operations.erasing import erase_user
from community.operations.old_words import (
    forget_claims,
    forget_form_submissions,
    forget_old_versions,
)
from tests.cms.pages import make_news
from tests.cms.pictures import make_image
from tests.cms.staff import make_user
from tests.community.moderating import note
from tests.community.people import make_login

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def page(portal):
    page = make_news(title="Die Werkstatt")
    Revision.objects.all().delete()
    return Page.objects.get(pk=page.pk).specific


def save(page, *ages):
    """Save a version for each age in days, the oldest first."""
    for age in ages:
        page.summary = f"Vor {age} Tagen"
        version = page.save_revision()
        Revision.objects.filter(pk=version.pk).update(created_at=NOW - age * DAY)
    return version


def list_ages(page):
    rows = Revision.objects.filter(object_id=str(page.pk)).order_by("created_at")
    return [(NOW - moment).days for moment in rows.values_list("created_at", flat=True)]


@pytest.mark.requirement("P56", "P11", "P58")
def test_last_ten_versions_stay_and_none_is_older_than_a_year(page):
    save(page, *range(14, 0, -1))
    other = make_news(title="Die zweite")
    Revision.objects.filter(object_id=str(other.pk)).delete()
    save(type(other.specific).objects.get(pk=other.pk), 367, 366, 365, 2)

    counts = [forget_old_versions(NOW), forget_old_versions(NOW)]

    assert counts == [6, 0]
    assert list_ages(page) == list(range(10, 0, -1))
    assert list_ages(other) == [365, 2]


@pytest.mark.requirement("P56")
def test_what_is_live_newest_planned_talked_of_or_needed_by_a_case_stays(page):
    live = save(page, 900)
    live.publish()
    planned = save(page, 800)
    Revision.objects.filter(pk=planned.pk).update(approved_go_live_at=NOW)
    talked = save(page, 700)
    Comment.objects.create(
        page=page,
        user=make_user("ed"),
        text="?",
        contentpath="title",
        revision_created=talked,
    )
    needed = save(page, 600)
    case = note("article", page.article)
    ModerationCase.objects.filter(pk=case.pk).update(hidden=[[page.pk, needed.pk]])
    save(page, 500, 400)

    count = forget_old_versions(NOW)

    page.refresh_from_db()
    assert count == 1
    assert list_ages(page) == [900, 800, 700, 600, 400]
    assert page.live_revision_id == live.pk


@pytest.mark.requirement("CO5", "P1")
def test_claims_of_providers_are_emptied_and_the_login_stays():
    for name, claims in (("ada", {"family_name": "Muster"}), ("bo", {})):
        SocialAccount.objects.create(
            user=make_login(name), provider="schule", uid=name, extra_data=claims
        )

    counts = [forget_claims(timezone.now()), forget_claims(timezone.now())]

    assert counts == [1, 0]
    assert list(
        SocialAccount.objects.order_by("uid").values_list("uid", "extra_data")
    ) == [("ada", {}), ("bo", {})]


@pytest.mark.requirement("P54", "P11", "P58")
def test_answers_to_forms_go_after_a_year(page):
    for age in (364, 365, 366):
        row = FormSubmission.objects.create(page=page, form_data={"days": age})
        FormSubmission.objects.filter(pk=row.pk).update(submit_time=NOW - age * DAY)

    counts = [forget_form_submissions(NOW), forget_form_submissions(NOW)]

    assert counts == [2, 0]
    assert [row.form_data for row in FormSubmission.objects.all()] == [{"days": 364}]


@pytest.mark.requirement("P47")
def test_consent_to_a_picture_stays_as_long_as_the_picture(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = make_image("Am Stand")
    image.people_shown, image.consent = True, Consent.GIVEN
    image.uploaded_by_user = make_login("ada")
    image.save()

    erase_user(user_id=image.uploaded_by_user_id, now=NOW)
    kept = list(Image.objects.values_list("people_shown", "consent"))
    Image.objects.get().delete()

    assert kept == [(True, Consent.GIVEN)]
    assert Image.objects.count() == 0
