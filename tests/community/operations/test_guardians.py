"""Asking a guardian, the answers, and a yes that is taken back (P2, P34, P41, CO61)."""

import datetime as dt

import pytest
from django.utils import timezone

from cms.links import get_link_path
from cms.models import LinkToken, OutboxMail, StateChange
from cms.transitions import WrongStateError
from community.consent import find_standing
from community.enums import AccountState, ConsentScope, GuardianAnswer
from community.models import Consent, Guardian, Member
from community.operations.guardians import (
    ASK_PURPOSE,
    PAGE_PURPOSE,
    AnsweredAlreadyError,
    AskedTooOftenError,
    OwnAddressError,
    answer_as_guardian,
    ask_guardian,
    change_as_guardian,
    close_unanswered,
    remind_guardians,
)
from tests.community.people import make_child

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
PARENT = "eltern@example.org"


@pytest.fixture
def child():
    return make_child(has_consent=False, now=NOW)


@pytest.fixture
def guardian(child):
    return ask_guardian(member=child, email=PARENT, now=NOW)


def list_mails():
    rows = OutboxMail.objects.order_by("pk")
    return [(mail.recipient, mail.template.rsplit("/", 1)[1]) for mail in rows]


def list_scopes(child):
    given = Consent.objects.in_force().filter(member=child)
    return sorted(given.values_list("scope", "by_guardian"))


def list_working_links(purpose):
    return LinkToken.objects.filter(
        purpose=purpose, revoked_at__isnull=True, used_at__isnull=True
    ).count()


@pytest.mark.requirement("P2")
def test_guardian_gets_a_link_that_works_once_for_fourteen_days(child, guardian):
    link = LinkToken.objects.get()

    assert list_mails() == [(PARENT, "guardian_ask")]
    assert (link.purpose, link.is_single_use, link.expires_at) == (
        ASK_PURPOSE,
        True,
        NOW + 14 * DAY,
    )
    assert (guardian.answer, guardian.asked_count) == (GuardianAnswer.WAITING, 1)
    assert find_standing(child, NOW).is_pending


@pytest.mark.requirement("P2")
@pytest.mark.parametrize("address", ["kim@example.org", " KIM@Example.org "])
def test_child_is_not_its_own_guardian(child, address):
    with pytest.raises(OwnAddressError):
        ask_guardian(member=child, email=address, now=NOW)

    assert (Guardian.objects.count(), OutboxMail.objects.count()) == (0, 0)


@pytest.mark.requirement("P2", "P41")
def test_new_question_ends_the_link_before(child, guardian):
    ask_guardian(member=child, email="vater@example.org", now=NOW + DAY)
    guardian.refresh_from_db()

    assert (guardian.email, guardian.asked_count) == ("vater@example.org", 2)
    assert list_working_links(ASK_PURPOSE) == 1
    assert list_mails() == [
        (PARENT, "guardian_ask"),
        ("vater@example.org", "guardian_ask"),
    ]


def test_fourth_question_needs_somebody_who_helps(child, guardian):
    ask_guardian(member=child, email=PARENT, now=NOW + DAY)
    ask_guardian(member=child, email=PARENT, now=NOW + 2 * DAY)

    with pytest.raises(AskedTooOftenError):
        ask_guardian(member=child, email=PARENT, now=NOW + 3 * DAY)

    assert len(list_mails()) == 3


@pytest.mark.requirement("P2", "CO61")
def test_yes_opens_the_account_for_the_scopes_that_were_ticked(child, guardian):
    answer_as_guardian(
        guardian=guardian,
        answer=GuardianAnswer.YES,
        scopes=[ConsentScope.EVENTS],
        now=NOW + DAY,
    )

    assert list_scopes(child) == [("account", True), ("events", True)]
    assert find_standing(child, NOW + DAY).takes_part
    assert list_mails()[1:] == [
        (PARENT, "guardian_page"),
        ("kim@example.org", "consent_given"),
    ]
    assert list_working_links(PAGE_PURPOSE) == 1
    assert [row.to_state for row in StateChange.objects.all()] == ["yes"]


@pytest.mark.requirement("P34")
@pytest.mark.parametrize("answer", [GuardianAnswer.NO, GuardianAnswer.STRANGER])
def test_no_closes_the_account_in_the_same_request(child, guardian, answer):
    answer_as_guardian(guardian=guardian, answer=answer, scopes=[], now=NOW + DAY)
    child.refresh_from_db()
    child.user.refresh_from_db()

    assert (child.state, child.closed_at, child.user.is_active) == (
        AccountState.CLOSED,
        NOW + DAY,
        False,
    )
    assert list_scopes(child) == []
    assert list_mails()[1:] == [("kim@example.org", "consent_refused")]


def test_second_answer_is_refused(guardian):
    yes = {"guardian": guardian, "answer": GuardianAnswer.YES, "scopes": []}
    answer_as_guardian(**yes, now=NOW)

    with pytest.raises(WrongStateError):
        answer_as_guardian(**yes, now=NOW + DAY)


def test_after_an_answer_nobody_else_is_asked(child, guardian):
    answer_as_guardian(guardian=guardian, answer=GuardianAnswer.YES, scopes=[], now=NOW)

    with pytest.raises(AnsweredAlreadyError):
        ask_guardian(member=child, email="tante@example.org", now=NOW + DAY)


@pytest.mark.requirement("CO61", "CO65", "P3")
def test_guardian_gives_and_takes_single_scopes(child, guardian):
    answer_as_guardian(
        guardian=guardian,
        answer=GuardianAnswer.YES,
        scopes=[ConsentScope.EVENTS],
        now=NOW,
    )

    change_as_guardian(
        guardian=guardian,
        scopes=[ConsentScope.ACCOUNT, ConsentScope.PICTURES],
        now=NOW + DAY,
    )

    assert list_scopes(child) == [("account", True), ("pictures", True)]
    withdrawn = Consent.objects.get(scope=ConsentScope.EVENTS)
    assert withdrawn.withdrawn_at == NOW + DAY
    assert find_standing(child, NOW + DAY).takes_part


@pytest.mark.requirement("P3", "P34", "CO61")
def test_taking_back_the_account_closes_it(child, guardian):
    answer_as_guardian(
        guardian=guardian,
        answer=GuardianAnswer.YES,
        scopes=[ConsentScope.EVENTS],
        now=NOW,
    )

    change_as_guardian(guardian=guardian, scopes=[ConsentScope.EVENTS], now=NOW + DAY)
    child.refresh_from_db()

    assert (child.state, list_scopes(child)) == (AccountState.CLOSED, [])
    assert list_working_links(PAGE_PURPOSE) == 0


@pytest.mark.requirement("P41")
def test_silent_guardian_is_reminded_once(child, guardian):
    counts = [
        remind_guardians(now)
        for now in (NOW + 6 * DAY, NOW + 7 * DAY, NOW + 8 * DAY, NOW + 13 * DAY)
    ]

    assert counts == [0, 1, 0, 0]
    assert list_mails()[1:] == [(PARENT, "guardian_reminder")]
    working = LinkToken.objects.get(revoked_at__isnull=True)
    assert working.expires_at == NOW + 14 * DAY


@pytest.mark.requirement("P41")
def test_account_without_an_answer_is_closed_with_the_link(child, guardian):
    before = close_unanswered(NOW + 14 * DAY - dt.timedelta(seconds=1))
    after = close_unanswered(NOW + 14 * DAY)
    again = close_unanswered(NOW + 15 * DAY)
    child.refresh_from_db()

    assert (before, after, again) == (0, 1, 0)
    assert (child.state, child.closed_at) == (AccountState.CLOSED, NOW + 14 * DAY)


@pytest.mark.requirement("P31", "P41")
def test_who_turns_sixteen_meanwhile_is_neither_reminded_nor_closed(child, guardian):
    Member.objects.filter(pk=child.pk).update(
        birth_year=NOW.year - 16, birth_month=NOW.month - 1
    )

    counts = remind_guardians(NOW + 7 * DAY), close_unanswered(NOW + 14 * DAY)
    child.refresh_from_db()

    assert (counts, child.state) == ((0, 0), AccountState.ACTIVE)


@pytest.mark.requirement("P2", "CO61", "CO63")
def test_guardian_answers_by_link_without_an_account(client, settings, portal):
    child = make_child(has_consent=False)
    ask_guardian(member=child, email=PARENT, now=timezone.now())
    path = get_link_path(LinkToken.objects.get())

    shown = client.get(path)
    nothing_yet = list_scopes(child)
    empty = client.post(path, {})
    done = client.post(path, {"answer": "yes", "scopes": ["events"]})
    again = client.post(path, {"answer": "no"})

    assert (shown.status_code, nothing_yet, empty.status_code) == (200, [], 200)
    assert empty.context["form"].errors.as_data()["answer"][0].code == "required"
    assert (done.status_code, again.status_code) == (200, 410)
    assert list_scopes(child) == [("account", True), ("events", True)]


@pytest.mark.requirement("CO65", "P31")
def test_guardians_page_ends_with_the_sixteenth_birthday(client, portal):
    child = make_child(has_consent=False)
    guardian = ask_guardian(member=child, email=PARENT, now=timezone.now())
    answer_as_guardian(
        guardian=guardian, answer=GuardianAnswer.YES, scopes=[], now=timezone.now()
    )
    path = get_link_path(LinkToken.objects.get(purpose=PAGE_PURPOSE))
    before = client.get(path)

    child.birth_year -= 3
    child.save()
    after = client.get(path)

    assert before.context["form"].initial == {"scopes": ["account"]}
    assert (before.status_code, after.status_code) == (200, 410)
