"""New terms and house rules: shown at the next sign-in, accepted or left (CO7)."""

import threading

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.audiences import find_viewer
from community.consent import find_standing
from community.enums import ConsentScope
from community.models import Member, RulesAcceptance, RulesVersion
from community.operations.rules import RulesChangedError, accept_rules
from tests.community.people import PASSWORD, born, make_login, make_member
from tests.community.rules import make_rules

pytestmark = pytest.mark.django_db
RULES = "/de/me/rules/"


@pytest.fixture
def own(portal):
    def log_in(member):
        client = Client()
        client.force_login(member.user)
        return client

    return log_in


def log_in(path=""):
    client = Client()
    answer = client.post(
        reverse("account_login") + (f"?next={path}" if path else ""),
        {"login": "ada", "password": PASSWORD} | ({"next": path} if path else {}),
    )
    return client, answer.headers["Location"]


def stand(member):
    return find_standing(member, timezone.now())


@pytest.mark.requirement("CO7")
def test_new_version_is_shown_at_the_next_sign_in_with_what_changed(portal):
    make_rules("1", days=-9)
    member = make_member()
    _client, before = log_in("/de/aktuelles/")
    row = make_rules("2", changes="Neu: kein Rauchen.")

    client, led = log_in("/de/aktuelles/")
    shown = client.get(led)
    accepted = client.post(RULES, {"versions": [row.pk], "next": "/de/aktuelles/"})
    _again, after = log_in("/de/aktuelles/")

    assert (before, after) == ("/de/aktuelles/", "/de/aktuelles/")
    assert led == "/de/me/rules/?next=%2Fde%2Faktuelles%2F"
    assert "Neu: kein Rauchen." in shown.content.decode()
    assert accepted.headers["Location"] == "/de/aktuelles/"
    rows = RulesAcceptance.objects.filter(member=member).order_by("pk")
    assert list(rows.values_list("version__version", flat=True)) == ["1", "2"]


@pytest.mark.requirement("CO7")
def test_who_declines_still_reaches_the_own_account_and_closing(own):
    member = make_member()
    make_rules()
    client = own(member)

    account = client.get("/de/me/")
    closing = client.post("/de/me/close/")

    assert stand(member).takes_part is False
    assert [stand(member).allows(scope) for scope in ConsentScope] == [False] * 5
    assert find_viewer(member.user).tokens == {"public", f"owner:{member.pk}"}
    assert (account.status_code, account.context["account"].asks_about_rules) == (
        200,
        True,
    )
    assert closing.headers["Location"].startswith("/accounts/reauthenticate/")


@pytest.mark.requirement("CO7")
@pytest.mark.parametrize(("days", "expected"), [(1, True), (0, False), (-1, False)])
def test_version_counts_from_its_first_day(days, expected):
    member = make_member()
    make_rules(days=days)

    assert stand(member).takes_part is expected


@pytest.mark.requirement("CO7")
def test_each_kind_has_its_own_newest_version(db):
    make_rules("1", days=-9)
    newest = make_rules("2", days=-1)
    house = make_rules("1", kind="house-rules", days=-5)
    make_rules("3", days=5)

    rows = RulesVersion.objects.in_force_on(timezone.localdate())

    assert set(rows) == {newest, house}


@pytest.mark.requirement("CO7")
def test_sign_up_accepts_the_version_in_force_and_names_it(portal, client):
    row = make_rules()
    make_rules("2", days=3)
    user = make_login("chef")
    client.force_login(user)
    year, month = born(40)

    shown = client.get("/de/me/start/").context["form"].rules_url
    client.post(
        "/de/me/start/",
        {
            "display_name": "Chef",
            "role": "friend",
            "birth_year": year,
            "birth_month": month,
        },
    )

    accepted = RulesAcceptance.objects.get()
    assert shown == RULES
    assert (accepted.version, accepted.member) == (row, Member.objects.get())
    assert accepted.accepted_at == Member.objects.get().joined_at


def test_without_rules_nothing_is_named(client, portal):
    form = client.get(reverse("account_signup")).context["form"]

    assert form.rules_url == ""


@pytest.mark.requirement("CO7")
def test_visitors_and_staff_without_a_member_read_and_accept_nothing(portal, client):
    row = make_rules()
    visitor = client.get(RULES)
    client.force_login(make_login("chef"))
    staff = client.post(RULES, {"versions": [row.pk]})

    assert (visitor.context["form"], staff.context["form"]) == (None, None)
    assert visitor.headers["Cache-Control"] == "private, no-store"
    assert RulesAcceptance.objects.count() == 0


@pytest.mark.requirement("CO7")
def test_nobody_accepts_what_was_not_shown(own):
    member = make_member()
    row, later = make_rules("1"), make_rules("2", days=4)
    client = own(member)

    for sent in ([later.pk], [row.pk, later.pk], ["x"], ["\x00"], ["9" * 5000], []):
        assert client.post(RULES, {"versions": sent}).status_code == 200
    with pytest.raises(RulesChangedError):
        accept_rules(member=member, versions=[later], now=timezone.now())

    assert RulesAcceptance.objects.count() == 0


@pytest.mark.requirement("A12", "CO7")
@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "\x00/",
        "Null",
        "http:evil.example",
    ],
)
def test_way_on_leads_to_our_own_host_only(own, target):
    client = own(make_member())
    row = make_rules()

    answer = client.post(RULES, {"versions": [row.pk], "next": target})

    assert answer.headers["Location"] == "/de/me/"


def test_closed_account_is_not_asked(own):
    member = make_member()
    make_rules()
    Member.objects.update(state="closed", closed_at=timezone.now())

    assert own(member).get(RULES).context["form"] is None
    assert log_in()[1] == "/"


def test_words_come_in_the_language_that_is_spoken(client, portal):
    make_rules()

    texts = [
        client.get(path).context["versions"][0][1].text
        for path in (RULES, "/en/me/rules/")
    ]

    assert texts == ["Sei freundlich.", "Be kind."]


@pytest.mark.requirement("CO7")
def test_what_was_accepted_cannot_be_deleted():
    row = make_rules()
    make_member()

    with pytest.raises(ProtectedError):
        row.delete()

    assert RulesAcceptance.objects.count() == 1


def test_page_needs_as_many_queries_for_two_kinds_as_for_one(
    client, portal, django_assert_max_num_queries
):
    make_rules()
    client.get(RULES)
    with django_assert_max_num_queries(100) as one:
        client.get(RULES)
    make_rules(kind="house-rules")
    with django_assert_max_num_queries(100) as two:
        client.get(RULES)

    assert len(two) == len(one)


@pytest.mark.race
@pytest.mark.requirement("CO7")
@pytest.mark.django_db(transaction=True)
def test_two_clicks_are_one_yes(repetitions):
    for number in range(repetitions):
        member = make_member(f"ada{number}")
        row = make_rules(f"{number}", days=-number)
        barrier = threading.Barrier(4)

        def accept(barrier=barrier, member=member, row=row):
            barrier.wait()
            accept_rules(member=member, versions=[row], now=timezone.now())
            connection.close()

        threads = [threading.Thread(target=accept) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert RulesAcceptance.objects.filter(member=member).count() == 1
        RulesAcceptance.objects.all().delete()
        RulesVersion.objects.all().delete()
