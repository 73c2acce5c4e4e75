"""Steps of age: told once, answered by the person, nothing wider by itself (P31, P32)."""

import datetime as dt
import threading
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from cms.models import LinkToken, OutboxMail
from community.consent import find_standing
from community.enums import (
    AccountState,
    AgeStep,
    ConsentScope,
    GuardianAnswer,
    MemberRole,
    MembershipState,
)
from community.models import AgeNotice, Consent, Member, Membership
from community.operations.ages import (
    WrongStepError,
    answer_adult_step,
    set_own_consents,
    tell_age_steps,
)
from community.operations.guardians import answer_as_guardian, ask_guardian
from tests.cms.staff import make_network
from tests.community.people import make_child, make_member

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
JOINED = dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC)
EVENTS, PICTURES = ConsentScope.EVENTS, ConsentScope.PICTURES
PARENT = "eltern@example.org"


def born(member, year, month):
    Member.objects.filter(pk=member.pk).update(birth_year=year, birth_month=month)
    member.refresh_from_db()
    return member


def grow_up(year=2011, month=6, scopes=(EVENTS, PICTURES)):
    """Return a child of 14 that joined in January 2026 with the yes of a guardian."""
    member = born(make_child(has_consent=False, now=JOINED), year, month)
    guardian = ask_guardian(member=member, email=PARENT, now=JOINED)
    answer_as_guardian(
        guardian=guardian, answer=GuardianAnswer.YES, scopes=scopes, now=JOINED
    )
    OutboxMail.objects.all().delete()
    return member


def at(year, month, day=1, hour=0, minute=0):
    return dt.datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def list_mails():
    rows = OutboxMail.objects.order_by("pk")
    return [(mail.recipient, mail.template.rsplit("/", 1)[1]) for mail in rows]


@pytest.mark.requirement("P31", "P32")
@pytest.mark.parametrize("month", range(1, 13))
def test_both_are_told_at_midnight_after_the_birth_month_and_once(month):
    grow_up(2011, month)
    day = at(2028, 1) if month == 12 else at(2027, month + 1)

    before = tell_age_steps(day - dt.timedelta(minutes=1))
    told = [tell_age_steps(day), tell_age_steps(day + dt.timedelta(days=40))]

    assert (before, told) == (0, [1, 0])
    assert list_mails() == [
        ("kim@example.org", "age_youth"),
        (PARENT, "age_guardian"),
    ]


@pytest.mark.requirement("P31")
def test_leap_february_ends_on_its_last_day():
    grow_up(2012, 2)

    assert tell_age_steps(at(2028, 2, 29, 23, 59)) == 0
    assert tell_age_steps(at(2028, 3)) == 1


@pytest.mark.requirement("P32", "CO61")
def test_link_of_the_guardian_ends_and_nothing_is_taken_over():
    member = grow_up()

    tell_age_steps(at(2027, 7))
    standing = find_standing(member, at(2027, 7))

    assert LinkToken.objects.filter(revoked_at=None, used_at=None).count() == 0
    assert (standing.step, standing.is_asked) == (AgeStep.YOUTH, True)
    assert (standing.takes_part, standing.scopes) == (True, frozenset())


@pytest.mark.requirement("P32")
def test_nothing_needs_the_job_to_have_run():
    member = grow_up()

    standing = find_standing(member, at(2027, 7))

    assert (standing.is_asked, standing.scopes) == (True, frozenset())


@pytest.mark.requirement("P2", "P32")
def test_who_never_got_the_yes_of_a_guardian_gives_the_own_first():
    member = born(make_child(has_consent=False, now=JOINED), 2011, 6)
    before = find_standing(member, at(2027, 7))

    set_own_consents(member=member, scopes=[], now=at(2027, 7))
    after = find_standing(member, at(2027, 7))

    assert (before.needs_guardian, before.takes_part) == (False, False)
    assert (after.is_asked, after.takes_part) == (False, True)


@pytest.mark.requirement("P32", "CO64")
def test_own_yes_counts_from_the_same_moment_and_is_kept_with_its_version():
    member = grow_up()
    now = at(2027, 7)

    set_own_consents(member=member, scopes=[EVENTS, ConsentScope.MENTORING], now=now)
    first = find_standing(member, now).scopes
    set_own_consents(member=member, scopes=[EVENTS], now=now + dt.timedelta(days=1))

    assert first == {ConsentScope.ACCOUNT, EVENTS, ConsentScope.MENTORING}
    assert find_standing(member, now).scopes == {ConsentScope.ACCOUNT, EVENTS}
    own = Consent.objects.filter(by_guardian=False).order_by("scope")
    assert [(row.scope, row.text_version, row.withdrawn_at) for row in own] == [
        ("account", "2026-11", None),
        ("events", "2026-11", None),
        ("mentoring", "2026-11", now + dt.timedelta(days=1)),
    ]


@pytest.mark.requirement("P30", "P32")
@pytest.mark.parametrize(("scopes", "expected"), [((PICTURES,), True), ((), False)])
def test_pictures_below_18_need_both(scopes, expected):
    member = grow_up(scopes=scopes)

    set_own_consents(member=member, scopes=[PICTURES], now=at(2027, 7))

    assert find_standing(member, at(2027, 7)).allows(PICTURES) is expected


@pytest.mark.parametrize("age", [14, 30])
def test_only_who_is_16_or_17_gives_own_consents(age):
    member = make_member(age=age, now=JOINED)

    with pytest.raises(WrongStepError):
        set_own_consents(member=member, scopes=[EVENTS], now=JOINED)

    assert (Consent.objects.count(), AgeNotice.objects.count()) == (0, 0)


@pytest.mark.requirement("P32")
def test_who_joined_older_is_asked_nothing():
    make_member("ada", age=16, now=JOINED)
    make_member("bo", age=18, now=JOINED)

    assert tell_age_steps(JOINED + dt.timedelta(days=5)) == 0
    assert list_mails() == []


@pytest.mark.parametrize("state", [s for s in AccountState if s != AccountState.ACTIVE])
def test_who_is_not_there_is_told_later(state):
    member = grow_up()
    Member.objects.update(state=state, closed_at=JOINED)

    assert tell_age_steps(at(2027, 7)) == 0
    Member.objects.filter(pk=member.pk).update(state=AccountState.ACTIVE)
    assert tell_age_steps(at(2027, 8)) == 1


@pytest.mark.requirement("P32", "CO64")
def test_at_18_the_old_settings_hold_until_the_answer():
    member = grow_up()
    set_own_consents(member=member, scopes=[EVENTS], now=at(2027, 7))
    OutboxMail.objects.all().delete()
    before = [tell_age_steps(at(2029, 6, 30, 23, 59)), OutboxMail.objects.count()]
    OutboxMail.objects.all().delete()

    now = at(2029, 7)
    told = [tell_age_steps(now), tell_age_steps(now)]
    asked = find_standing(member, now)
    answer_adult_step(member=member, becomes_graduate=False, memberships=[], now=now)
    answered = find_standing(member, now)

    assert (before, told) == ([0, 0], [1, 0])
    assert list_mails() == [("kim@example.org", "age_adult"), (PARENT, "age_guardian")]
    assert (asked.is_minor, asked.is_protected) == (False, True)
    assert (asked.allows(EVENTS), asked.allows(PICTURES)) == (True, False)
    assert (answered.is_protected, answered.allows(PICTURES)) == (False, True)
    with pytest.raises(WrongStepError):
        answer_adult_step(
            member=member, becomes_graduate=False, memberships=[], now=now
        )


@pytest.mark.requirement("P32", "CO1")
def test_graduate_takes_along_what_was_ticked_and_is_confirmed_anew(portal):
    nord, ost = make_network("Nord"), make_network("Ost")
    member = grow_up()
    rows = [
        Membership.objects.create(
            member=member, network=network, state="confirmed", claimed_at=JOINED
        )
        for network in (nord, ost)
    ]

    answer_adult_step(
        member=member, becomes_graduate=True, memberships=rows[:1], now=at(2029, 7)
    )
    member.refresh_from_db()

    states = Membership.objects.order_by("network__name").values_list(
        "state", flat=True
    )
    assert member.role == MemberRole.ALUMNUS
    assert list(states) == [MembershipState.CLAIMED, MembershipState.ENDED]
    assert Membership.objects.get(network=nord).claimed_at == at(2029, 7)


def test_only_who_learns_becomes_a_graduate():
    member = grow_up()
    Member.objects.update(role=MemberRole.TEACHER)

    with pytest.raises(WrongStepError):
        answer_adult_step(
            member=member, becomes_graduate=True, memberships=[], now=at(2029, 7)
        )

    assert Member.objects.get().role == MemberRole.TEACHER


@pytest.mark.race
@pytest.mark.requirement("P32")
@pytest.mark.django_db(transaction=True)
def test_parallel_jobs_and_answers_write_one_row(repetitions):
    for number in range(repetitions):
        member = born(
            make_child(f"kim{number}", has_consent=False, now=JOINED), 2011, 6
        )
        barrier = threading.Barrier(4)

        def tell(barrier=barrier):
            barrier.wait()
            tell_age_steps(at(2027, 7))
            connection.close()

        def answer(barrier=barrier, member=member):
            barrier.wait()
            set_own_consents(member=member, scopes=[EVENTS], now=at(2027, 7))
            connection.close()

        threads = [threading.Thread(target=deed) for deed in (tell, answer) * 2]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert AgeNotice.objects.filter(member=member).count() == 1
        assert Consent.objects.in_force().filter(member=member).count() == 2
        assert OutboxMail.objects.filter(recipient=member.user.email).count() <= 1
