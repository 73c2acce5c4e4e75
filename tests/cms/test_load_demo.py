"""The demo is complete, in both languages, and a second run changes nothing (R23)."""

import datetime as dt
import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.cms_demo.people import PASSWORD
from cms.enums import CallStatus
from cms.models import (
    Article,
    Call,
    CallPage,
    GenericPage,
    HelpPage,
    LegalPage,
    Network,
    NetworkRole,
    NewsPage,
    RegionPage,
)

MODELS = (
    Article,
    Call,
    CallPage,
    GenericPage,
    HelpPage,
    LegalPage,
    Network,
    NetworkRole,
    NewsPage,
    Page,
    RegionPage,
    get_image_model(),
    get_image_model().get_rendition_model(),
)


def count_rows() -> dict[str, int]:
    return {model._meta.label: model.objects.count() for model in MODELS}


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.VERBUND_DEMO = True
    settings.MEDIA_ROOT = tmp_path
    # The pictures' sizes are made ahead, so their jobs after the upload have nothing to do.
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }
    call_command("load_demo", verbosity=0)


def test_a_real_site_is_not_filled_with_public_passwords(db):
    with pytest.raises(CommandError, match="public passwords"):
        call_command("load_demo")


@pytest.mark.requirement("R23", "ED5", "ED57")
def test_demo_is_complete_and_loading_again_changes_nothing(demo, client):
    before = count_rows()

    call_command("load_demo", verbosity=0)

    assert count_rows() == before
    live = {
        (model.__name__, language): model.objects.filter(
            live=True, alias_of=None, locale__language_code=language
        ).count()
        for model in (NewsPage, CallPage, HelpPage, GenericPage, RegionPage)
        for language in ("de", "en")
    }
    assert live == {
        ("NewsPage", "de"): 40,
        ("NewsPage", "en"): 40,
        ("CallPage", "de"): 15,
        ("CallPage", "en"): 15,
        ("HelpPage", "de"): 6,
        ("HelpPage", "en"): 6,
        ("GenericPage", "de"): 5,
        ("GenericPage", "en"): 5,
        ("RegionPage", "de"): 127,
        ("RegionPage", "en"): 127,
    }
    now = timezone.now()
    assert {call.get_status(now) for call in Call.objects.all()} == set(CallStatus)
    assert Article.objects.filter(published_at__gt=now + dt.timedelta(1)).count() == 0
    assert client.login(username="editor@example.org", password=PASSWORD)
    pictures = get_image_model().objects.all()
    assert [image.title for image in pictures if not image.credit] == []
    assert [image.title for image in pictures if not image.description] == []
    for page in NewsPage.objects.filter(live=True):
        assert page.lead_image_alt or page.lead_image is None
        stored = json.dumps(page.body.get_prep_value())
        assert re.findall(r"lorem|ipsum|page:", stored) == []
