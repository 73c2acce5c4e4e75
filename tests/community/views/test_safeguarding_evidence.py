"""An officer writes evidence down by hand; it stays as it is (ME39, ME40, P16)."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.enums import Role
from cms.models import OutboxMail
from community.models import CaseEntry, SafeguardingRead
from community.models.safeguarding import KeptEntryError
from community.operations.erasing import erase_user
from community.operations.safeguarding import add_party
from tests.cms.staff import give, make_network
from tests.community.moderating import make_browser
from tests.community.people import make_child, make_member
from tests.community.safeguarding import make_officer, make_staff, tell

pytestmark = pytest.mark.django_db
WORDS = "Er schrieb: „Komm allein.“ 👀"
GOOD = {"happened_at": "2026-02-03T14:30", "source": "Anruf der Mutter", "words": WORDS}


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def case(network):
    return tell(network, told_by=make_child("kim", network=network))


def post(client, case, **values):
    data = {f"evidence-{name}": value for name, value in (GOOD | values).items()}
    path = reverse("community_safeguarding:case_evidence", args=[case.number])
    return client.post(path, data)


def list_evidence():
    rows = CaseEntry.objects.filter(is_evidence=True)
    return list(rows.values_list("words", "source", "author__username"))


@pytest.mark.requirement("ME39", "ME40", "P16")
def test_officer_adds_evidence_and_each_look_at_it_is_logged(network, case):
    client = make_browser(make_officer("olga", network))

    answer = post(client, case)
    before = SafeguardingRead.objects.count()
    path = reverse("community_safeguarding:case_detail", args=[case.number])
    gate = client.get(path).content.decode()
    page = client.post(path, {"reason": "work"}).content.decode()

    assert (answer.status_code, answer.headers["Location"]) == (302, path)
    assert list_evidence() == [(WORDS, "Anruf der Mutter", "olga")]
    entry = CaseEntry.objects.get(is_evidence=True)
    assert entry.happened_at == dt.datetime(2026, 2, 3, 13, 30, tzinfo=dt.UTC)
    assert ("Komm allein" in gate, page.count("Komm allein")) == (False, 1)
    assert (before, SafeguardingRead.objects.count()) == (0, 1)
    assert "Komm allein" not in str(list(OutboxMail.objects.values()))


@pytest.mark.requirement("ME39")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("happened_at", ""),
        ("happened_at", "gestern"),
        ("happened_at", "2999-01-01T00:00"),
        ("happened_at", "0001-01-01T00:00"),
        ("source", ""),
        ("source", "x" * 201),
        ("words", ""),
        ("words", "x" * 10_000),
        ("words", "a\x00b"),
    ],
)
def test_mistake_keeps_the_words_and_nothing_is_written(network, case, field, value):
    client = make_browser(make_officer("olga", network))

    answer = post(client, case, **{field: value})

    assert answer.status_code in (200, 400)
    assert list_evidence() == []


@pytest.mark.requirement("ME39", "P16", "A2")
def test_nobody_but_the_officers_of_the_case_adds_evidence(network, case):
    ada = make_member("ada", network=network)
    pia = make_member("pia")
    give(pia.user, network, Role.SAFEGUARDING)
    add_party(case=case, member=pia)
    others = [
        make_browser(ada.user),
        make_browser(make_staff("cora", network, Role.COORDINATOR)),
        make_browser(make_officer("ost", make_network("Ost"))),
        make_browser(pia.user),
    ]

    codes = [post(client, case).status_code for client in others]

    assert (codes, post(Client(), case).status_code) == ([404] * 4, 302)
    assert list_evidence() == []


@pytest.mark.requirement("ME39")
def test_nothing_in_the_log_is_ever_changed(network, case):
    post(make_browser(make_officer("olga", network)), case)
    entry = CaseEntry.objects.get(is_evidence=True)
    entry.words = "Anders."

    with pytest.raises(KeptEntryError):
        entry.save()

    assert list_evidence()[0][0] == WORDS


@pytest.mark.requirement("ME40", "P37")
def test_evidence_stays_without_the_officer_who_is_erased(network, case):
    olga = make_officer("olga", network)
    post(make_browser(olga), case)

    erase_user(user_id=olga.pk, now=timezone.now())

    assert list_evidence() == [(WORDS, "Anruf der Mutter", None)]
