"""Class codes: who makes them, how often they work, what ends them (CO3, S50)."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cms.enums import Role
from cms.transitions import apply_transition
from community.consent import find_standing
from community.enums import MemberRole, MembershipState
from community.models import ClassCode, Membership
from community.models.class_code import ALPHABET, clean_code
from community.operations.accounts import close_account, erase_user, pause_account
from community.operations.class_codes import (
    CodeDoesNotWorkError,
    MayNotMakeCodeError,
    NotForThisRoleError,
    RevokedAlreadyError,
    redeem_class_code,
    revoke_class_code,
)
from community.permissions.class_codes import find_usable_code
from community.transitions import DECLINE_MEMBERSHIP
from tests.cms.staff import give, make_network, make_user
from tests.community.invitations import (
    DAY,
    make_code,
    make_coordinator,
    make_teacher,
)
from tests.community.people import make_child, make_member

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def class_code(network):
    return make_code(network, make_teacher(network).user, now=NOW)


def redeem(member, class_code, now=NOW):
    return redeem_class_code(member=member, text=class_code.code, now=now)


def get_state(member):
    return list(member.memberships.values_list("network__name", "state"))


@pytest.mark.requirement("CO3")
@pytest.mark.parametrize("text", ["{}", " {} ", "lower", "grouped"])
def test_pupil_joins_as_confirmed_however_the_code_is_typed(class_code, text):
    pupil = make_child()
    forms = {"lower": class_code.code.lower(), "grouped": class_code.printed}

    redeem_class_code(
        member=pupil, text=forms.get(text, text.format(class_code.code)), now=NOW
    )
    class_code.refresh_from_db()

    assert get_state(pupil) == [("Nord", MembershipState.CONFIRMED)]
    assert class_code.used_count == 1


@pytest.mark.requirement("CO3", "P2")
def test_code_is_no_consent(class_code):
    pupil = make_child(has_consent=False)

    redeem(pupil, class_code)

    standing = find_standing(pupil, NOW)
    assert (standing.is_pending, standing.takes_part) == (True, False)


@pytest.mark.requirement("CO1", "CO3")
@pytest.mark.parametrize(
    "role", [role for role in MemberRole if role not in ("pupil", "trainee")]
)
def test_code_confirms_nobody_but_learners(class_code, role):
    member = make_member(role=role)

    with pytest.raises(NotForThisRoleError):
        redeem(member, class_code)

    class_code.refresh_from_db()
    assert (get_state(member), class_code.used_count) == ([], 0)


@pytest.mark.requirement("CO3")
def test_who_belongs_already_costs_no_use(class_code):
    pupil = make_child()

    redeem(pupil, class_code)
    redeem(pupil, class_code)
    class_code.refresh_from_db()

    assert class_code.used_count == 1


@pytest.mark.requirement("CO1", "CO3")
def test_whom_the_network_has_declined_asks_again(network, class_code):
    pupil = make_child(network=network, is_confirmed=False)
    row = Membership.objects.get(member=pupil)
    apply_transition(row=row, transition=DECLINE_MEMBERSHIP, actor=None, now=NOW)

    redeem(pupil, class_code)

    assert get_state(pupil) == [("Nord", MembershipState.CLAIMED)]


@pytest.mark.requirement("CO3")
def test_claim_is_confirmed_by_the_code(network, class_code):
    pupil = make_child(network=network, is_confirmed=False)

    redeem(pupil, class_code)

    assert get_state(pupil) == [("Nord", MembershipState.CONFIRMED)]


def end_by_time(class_code):
    ClassCode.objects.update(created_at=NOW - DAY, expires_at=NOW)


def end_by_hand(class_code):
    revoke_class_code(class_code=class_code, now=NOW)


def end_by_number(class_code):
    ClassCode.objects.update(used_count=30)


def end_by_maker_disabled(class_code):
    maker = class_code.created_by
    maker.is_active = False
    maker.save()


def end_by_maker_resting(class_code):
    pause_account(member=class_code.created_by.community_member, now=NOW)


def end_by_maker_leaving(class_code):
    maker = class_code.created_by
    close_account(member=maker.community_member, actor=maker, now=NOW)


def end_by_network(class_code):
    Membership.objects.filter(member__user=class_code.created_by).update(state="ended")


@pytest.mark.requirement("CO3", "S50", "A25")
@pytest.mark.parametrize(
    "end",
    [
        end_by_time,
        end_by_hand,
        end_by_number,
        end_by_maker_disabled,
        end_by_maker_resting,
        end_by_maker_leaving,
        end_by_network,
    ],
)
def test_ended_code_lets_nobody_in(class_code, end):
    pupil = make_child()
    end(class_code)

    with pytest.raises(CodeDoesNotWorkError):
        redeem(pupil, class_code)

    assert get_state(pupil) == []


@pytest.mark.parametrize(
    "text",
    ["", "\0", "x" * 10_000, "Null", "🙂" * 8, "ABCD-EFG0", "' OR 1=1", "ABCDEFG"],
)
def test_what_is_no_code_finds_none(class_code, text):
    assert find_usable_code(text, NOW) is None


def test_codes_are_long_and_without_lookalikes(class_code):
    assert len(class_code.code) == 8
    assert set("01OIL") & set(ALPHABET) == set()
    assert clean_code(class_code.printed) == class_code.code


def make_editor(network):
    user = make_user("egon")
    give(user, network, Role.EDITOR)
    return user


@pytest.mark.requirement("CO3")
@pytest.mark.parametrize(
    ("make", "may"),
    [
        (lambda network: make_teacher(network).user, True),
        (lambda network: make_teacher(network, is_confirmed=False).user, False),
        (lambda network: make_teacher(make_network("Ost")).user, False),
        (lambda network: make_teacher(network, age=17).user, False),
        (lambda network: make_member(network=network).user, False),
        (make_coordinator, True),
        (lambda network: make_coordinator(make_network("Ost")), False),
        (make_editor, False),
    ],
)
def test_only_coordinators_and_confirmed_teachers_make_codes(network, make, may):
    user = make(network)

    if may:
        assert make_code(network, user).created_by == user
    else:
        with pytest.raises(MayNotMakeCodeError):
            make_code(network, user)


def test_revoked_code_is_not_revoked_again(class_code):
    revoke_class_code(class_code=class_code, now=NOW)

    with pytest.raises(RevokedAlreadyError):
        revoke_class_code(class_code=class_code, now=NOW + DAY)

    class_code.refresh_from_db()
    assert class_code.revoked_at == NOW


@pytest.mark.parametrize(
    "values", [{"used_count": 31}, {"max_uses": 0}, {"max_uses": 101}]
)
def test_database_refuses_what_cannot_be(class_code, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        ClassCode.objects.update(**values)


def test_codes_go_with_their_maker(class_code):
    pupil = make_child()
    redeem(pupil, class_code)

    erase_user(user_id=class_code.created_by_id, now=NOW)

    assert ClassCode.objects.count() == 0
    assert get_state(pupil) == [("Nord", MembershipState.CONFIRMED)]


@pytest.mark.race
@pytest.mark.requirement("CO3", "R12")
@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_never_use_it_too_often(portal, repetitions):
    network = make_network("Nord")
    teacher = make_teacher(network).user
    pupils = [make_child(f"kind{number}") for number in range(50)]
    for _round in range(repetitions):
        Membership.objects.filter(member__in=pupils).delete()
        class_code = make_code(network, teacher, max_uses=20)
        results, barrier = [], threading.Barrier(50)

        def use(pupil, class_code=class_code, results=results, barrier=barrier):
            barrier.wait()
            try:
                redeem(pupil, class_code, timezone.now())
                results.append("in")
            except CodeDoesNotWorkError:
                results.append("out")
            finally:
                connection.close()

        threads = [threading.Thread(target=use, args=[pupil]) for pupil in pupils]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        class_code.refresh_from_db()
        joined = Membership.objects.confirmed().filter(member__in=pupils).count()
        assert sorted(results) == ["in"] * 20 + ["out"] * 30
        assert (class_code.used_count, joined) == (20, 20)
