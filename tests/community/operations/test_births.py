"""Another month of birth: asked by the member, decided by the coordination, logged (P31)."""

import datetime as dt
import threading

import pytest
from django.db import connection

from cms.models import OutboxMail, StateChange
from cms.transitions import WrongStateError
from community.consent import find_standing
from community.enums import AgeStep, CorrectionState, GuardianAnswer
from community.models import AgeNotice, BirthCorrection, Consent, Member
from community.operations.accounts import erase_due_accounts
from community.operations.ages import set_own_consents, tell_age_steps
from community.operations.births import (
    AskedAlreadyError,
    SameMonthError,
    ask_birth_correction,
    decide_birth_correction,
    take_birth_correction_back,
)
from community.operations.guardians import answer_as_guardian, ask_guardian
from tests.community.people import make_child, make_login, make_member

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
GRANTED, REFUSED = CorrectionState.GRANTED, CorrectionState.REFUSED


def ask(member, year=2012, month=5):
    return ask_birth_correction(
        member=member, birth_year=year, birth_month=month, words="Vertippt", now=NOW
    )


def decide(correction, decision=GRANTED, actor=None, words=""):
    return decide_birth_correction(
        correction=correction, decision=decision, words=words, actor=actor, now=NOW
    )


def list_mails():
    rows = OutboxMail.objects.order_by("pk")
    return [(mail.recipient, mail.template.rsplit("/", 1)[1]) for mail in rows]


@pytest.mark.requirement("P31")
def test_asking_changes_nothing_and_granting_is_logged():
    member = make_member(age=30, now=NOW)
    old = (member.birth_year, member.birth_month)
    correction = ask(member)
    member.refresh_from_db()
    held = (member.birth_year, member.birth_month)
    coordinator = make_login("coordinator")

    decide(correction, actor=coordinator, words="Ausweis gesehen")
    member.refresh_from_db()
    change = StateChange.objects.get()

    assert held == old
    assert (member.birth_year, member.birth_month) == (2012, 5)
    assert (correction.old_year, correction.old_month) == old
    assert (change.actor, change.to_state, change.reason) == (
        coordinator,
        "granted",
        "Ausweis gesehen",
    )
    assert list_mails() == [("ada@example.org", "birth_granted")]


@pytest.mark.requirement("P31")
def test_refused_wish_leaves_the_month():
    member = make_member(now=NOW)
    old = (member.birth_year, member.birth_month)

    decide(ask(member), REFUSED)
    member.refresh_from_db()

    assert (member.birth_year, member.birth_month) == old
    assert list_mails() == [("ada@example.org", "birth_refused")]


def test_one_open_wish_at_a_time_and_none_for_the_same_month():
    member = make_member(now=NOW)
    with pytest.raises(SameMonthError):
        ask(member, member.birth_year, member.birth_month)
    first = ask(member)
    with pytest.raises(AskedAlreadyError):
        ask(member, 2011)
    take_birth_correction_back(correction=first, now=NOW)
    ask(member, 2011)

    states = BirthCorrection.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["taken_back", "asked"]
    with pytest.raises(WrongStateError):
        decide(first)


@pytest.mark.requirement("P2", "P31")
def test_who_becomes_a_child_needs_the_guardian():
    member = make_member(age=17, now=NOW)
    set_own_consents(member=member, scopes=[], now=NOW)

    decide(ask(member, 2013, 5))
    member.refresh_from_db()
    standing = find_standing(member, NOW)

    assert (standing.step, standing.is_pending) == (AgeStep.CHILD, True)
    assert Consent.objects.in_force().count() == 0


@pytest.mark.requirement("P31", "CO61")
def test_guardian_who_had_agreed_gets_a_new_link():
    member = make_child(has_consent=False, now=NOW)
    guardian = ask_guardian(member=member, email="eltern@example.org", now=NOW)
    answer_as_guardian(guardian=guardian, answer=GuardianAnswer.YES, scopes=[], now=NOW)
    decide(ask(member, 2010, 5))
    tell_age_steps(NOW)
    told = list_mails()[-2:]
    member.refresh_from_db()

    decide(ask(member, 2013, 5))
    member.refresh_from_db()

    assert told == [
        ("kim@example.org", "age_youth"),
        ("eltern@example.org", "age_guardian"),
    ]
    assert list_mails()[-2:] == [
        ("eltern@example.org", "guardian_page"),
        ("kim@example.org", "birth_granted"),
    ]
    assert find_standing(member, NOW).takes_part
    assert AgeNotice.objects.count() == 0


@pytest.mark.race
@pytest.mark.requirement("P31")
@pytest.mark.django_db(transaction=True)
def test_of_two_wishes_at_once_one_is_kept(repetitions):
    for number in range(repetitions):
        member = make_member(f"ada{number}", now=NOW)
        barrier, lost = threading.Barrier(4), []

        def wish(barrier=barrier, member=member, lost=lost):
            barrier.wait()
            try:
                ask(member)
            except AskedAlreadyError:
                lost.append(1)
            finally:
                connection.close()

        threads = [threading.Thread(target=wish) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert (member.birth_corrections.count(), len(lost)) == (1, 3)


@pytest.mark.requirement("P10")
def test_words_about_a_birth_go_with_the_account():
    member = make_member(now=NOW)
    decide(ask(member), words="Ausweis gesehen")
    Member.objects.update(state="closed", closed_at=NOW - dt.timedelta(days=8))

    erase_due_accounts(NOW)

    assert BirthCorrection.objects.count() == 0
    assert StateChange.objects.get().reason == ""
