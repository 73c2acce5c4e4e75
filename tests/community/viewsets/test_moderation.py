"""The queue, the case and the decision in Wagtail's admin (CO50, CO52, A2)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.enums import Role
from cms.models import Network
from cms.todos import get_waiting_todos
from community.enums import AccountState, CaseState, NoticeReason, Outcome
from community.models import CaseDecision, ModerationCase
from community.operations.moderation import decide_case
from tests.cms.staff import make_network
from tests.community.moderating import (
    NOW,
    judge,
    make_author,
    make_browser,
    make_moderator,
    make_page,
    note,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def moderator(network):
    return make_browser(make_moderator("momo", network))


@pytest.fixture
def author(network):
    return make_author(network=network)


@pytest.fixture
def case(network, author, moderator):
    return note("article", make_page(network, owner=author.user).article)


def decide(client, case, **values):
    return client.post(reverse("moderation:edit", args=[case.pk]), values)


def list_errors(answer):
    return {
        name: [error.code for error in errors]
        for name, errors in answer.context["form"].errors.as_data().items()
    }


@pytest.mark.requirement("CO50")
def test_queue_leads_to_the_case_and_from_there_to_the_decision(moderator, case):
    inspect_url = reverse("moderation:inspect", args=[case.pk])
    listed = moderator.get(reverse("moderation:index")).text
    shown = moderator.get(inspect_url).text

    assert listed.count(f'href="{inspect_url}"') == 1
    assert reverse("moderation:edit", args=[case.pk]) in shown
    for part in ("Ferien im Labor", "Ein Satz.", "Das beleidigt Kim.", "rita@"):
        assert part in shown
    assert "call the police, 110" in shown


def test_case_of_advertising_shows_no_checklist(moderator, network):
    found = note("article", make_page(network).article, reason=NoticeReason.FRAUD)

    shown = moderator.get(reverse("moderation:inspect", args=[found.pk])).text

    assert "call the police, 110" not in shown


@pytest.mark.requirement("P7", "CO50")
def test_child_at_risk_stands_first_in_the_queue(moderator, case, network):
    urgent = note(
        "article", make_page(network, title="B").article, reason=NoticeReason.CHILD
    )
    decide_case(
        case=note("article", make_page(network, title="C").article, now=NOW),
        verdict=judge(Outcome.NOTHING),
        actor=moderator.user,
        now=NOW,
    )
    shown = moderator.get(reverse("moderation:index")).text

    numbers = [urgent.number, case.number, ModerationCase.objects.latest("pk").number]
    places = [shown.index(number) for number in numbers]
    assert places == sorted(places)


@pytest.mark.requirement("CO50")
def test_case_is_taken_up_first(moderator, case):
    answer = decide(moderator, case, decision="review")
    case.refresh_from_db()

    assert (answer.status_code, case.state) == (302, CaseState.IN_REVIEW)


@pytest.mark.requirement("CO50", "P8")
@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({}, {"decision": ["required"]}),
        ({"decision": "hide"}, {"facts": ["required"], "basis": ["required"]}),
        ({"decision": "hide", "facts": " ", "basis": "fraud"}, {"facts": ["required"]}),
        (
            {"decision": "suspend", "facts": "x", "basis": "fraud"},
            {"days": ["required"]},
        ),
        (
            {"decision": "suspend", "facts": "x", "basis": "fraud", "days": "366"},
            {"days": ["max_value"]},
        ),
        ({"decision": "keep", "facts": "x"}, {"decision": ["invalid_choice"]}),
        (
            {"decision": "hide", "facts": "a\0b", "basis": "fraud"},
            {"facts": ["null_characters_not_allowed"]},
        ),
        (
            {"decision": "hide", "facts": "x" * 10_000, "basis": "fraud"},
            {"facts": ["max_length"]},
        ),
    ],
)
def test_decision_without_reasons_is_refused(moderator, case, values, errors):
    answer = decide(moderator, case, **values)

    assert (answer.status_code, list_errors(answer)) == (200, errors)
    assert CaseDecision.objects.count() == 0


@pytest.mark.requirement("CO50")
def test_account_is_shut_for_days(moderator, case, author):
    decide(
        moderator, case, decision="suspend", basis="fraud", facts="Werbung.", days="7"
    )
    author.refresh_from_db()

    decision = CaseDecision.objects.get()
    assert author.state == AccountState.BLOCKED
    assert (decision.ends_at - decision.decided_at).days in (6, 7)


@pytest.mark.requirement("A2", "CO52", "S25")
@pytest.mark.parametrize("screen", ["inspect", "edit", "history", "usage", "delete"])
def test_case_of_others_is_like_none(network, case, screen):
    people = [
        make_moderator("otto", make_network("Ost")),
        make_moderator("pia", Network.objects.get_site()),
        make_moderator("clara", network, Role.COORDINATOR),
    ]
    answers = [
        make_browser(user).get(reverse(f"moderation:{screen}", args=[key]))
        for user in people
        for key in (case.pk, 999_999)
    ]

    assert {answer.status_code for answer in answers} == {404}
    listed = [make_browser(user).get(reverse("moderation:index")) for user in people]
    assert all(case.number not in answer.text for answer in listed)


@pytest.mark.requirement("CO50", "R12")
def test_second_moderator_gets_a_sentence(moderator, case, monkeypatch):
    stale = ModerationCase.objects.select_related("network", "author").get(pk=case.pk)
    decide_case(
        case=case, verdict=judge(Outcome.NOTHING), actor=moderator.user, now=NOW
    )
    monkeypatch.setattr(
        "community.viewsets.moderation.DecideCaseView.get_object",
        lambda *_args, **_kwargs: stale,
    )

    answer = decide(moderator, case, decision="hide", basis="fraud", facts="x")

    assert answer.status_code == 200
    assert "Somebody has decided in the meantime." in answer.text


@pytest.mark.requirement("CO50")
def test_case_waits_among_the_todos(moderator, case):
    def list_waiting():
        found = get_waiting_todos(moderator.user, timezone.now())
        return [(todo.name, todo.count) for todo in found]

    before = list_waiting()
    decide(moderator, case, decision="nothing")

    assert (before, list_waiting()) == ([("community.cases", 1)], [])


def test_queue_asks_the_same_for_one_and_three_cases(moderator, case, network):
    url = reverse("moderation:index")
    moderator.get(url)

    def count():
        with CaptureQueriesContext(connection) as queries:
            moderator.get(url)
        return len(queries)

    one = count()
    for name in ("B", "C"):
        note("article", make_page(network, title=name).article)

    assert count() == one


def test_case_asks_the_same_for_one_and_three_notices(moderator, case):
    url = reverse("moderation:inspect", args=[case.pk])
    moderator.get(url)

    def count():
        with CaptureQueriesContext(connection) as queries:
            moderator.get(url)
        return len(queries)

    one = count()
    for name in ("b", "c"):
        note("article", case.thing, email=f"{name}@example.org")

    assert count() == one
