"""Staff of the portal write versions of the rules; what holds is read only (CO7)."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.enums import Role
from cms.models import Network
from community.models import RulesVersion
from tests.cms.staff import give, make_network, make_user
from tests.community.rules import make_rules

pytestmark = pytest.mark.django_db


def log_in(network, role):
    user = make_user("egon")
    give(user, network, role)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(portal):
    return log_in(Network.objects.get_site(), Role.EDITOR)


def fill(languages=("de", "en"), days=5, **values):
    rows = {
        "kind": "terms",
        "version": "2027-01",
        "valid_from": timezone.localdate() + dt.timedelta(days=days),
        "texts-TOTAL_FORMS": len(languages),
        "texts-INITIAL_FORMS": 0,
        "texts-MIN_NUM_FORMS": 0,
        "texts-MAX_NUM_FORMS": 1000,
    }
    for number, language in enumerate(languages):
        rows |= {
            f"texts-{number}-language": language,
            f"texts-{number}-text": "Sei freundlich.",
            f"texts-{number}-changes": "Alles neu.",
        }
    return rows | values


@pytest.mark.requirement("CO7")
def test_editor_of_the_portal_writes_a_version_in_both_languages(editor):
    answer = editor.post(reverse("rules:add"), fill())

    row = RulesVersion.objects.get()
    assert answer.status_code == 302
    assert list(row.texts.values_list("language", "text", "changes")) == [
        ("de", "Sei freundlich.", "Alles neu."),
        ("en", "Sei freundlich.", "Alles neu."),
    ]


@pytest.mark.requirement("CO7")
@pytest.mark.parametrize(
    "values",
    [
        fill(languages=("de",)),
        fill(languages=("de", "de")),
        fill(languages=("de", "en", "en")),
        fill(days=0),
        fill(days=-3),
        fill(kind="x"),
        fill(version=""),
        fill(version="x" * 10_000),
        fill(**{"texts-0-text": ""}),
        fill(**{"texts-0-text": "a\x00b"}),
    ],
)
def test_wrong_version_is_not_kept(editor, values):
    answer = editor.post(reverse("rules:add"), values)

    assert (answer.status_code, RulesVersion.objects.count()) == (200, 0)


@pytest.mark.requirement("CO7")
@pytest.mark.parametrize(("days", "status"), [(0, 302), (-1, 302), (1, 200)])
def test_what_holds_is_not_changed_any_more(editor, days, status):
    row = make_rules(days=days)

    edit = editor.get(reverse("rules:edit", args=[row.pk]))
    delete = editor.get(reverse("rules:delete", args=[row.pk]))
    shown = editor.get(reverse("rules:inspect", args=[row.pk]))

    assert (edit.status_code, delete.status_code) == (status, status)
    assert shown.status_code == 200


@pytest.mark.requirement("S25", "CO7")
@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR])
def test_staff_of_a_network_write_no_rules(portal, role):
    client = log_in(make_network("Nord"), role)

    answers = [
        client.get(reverse("rules:index")),
        client.post(reverse("rules:add"), fill()),
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert RulesVersion.objects.count() == 0
