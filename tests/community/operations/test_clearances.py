"""Clearances: two people, dates, ends, and nothing kept that need not be (ME15, P6, P45)."""

import datetime as dt
import threading

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models

from cms.enums import Role
from cms.models import Network, OutboxMail, StateChange
from cms.transitions import TransitionError
from community.clearance import is_cleared
from community.enums import ClearanceState, ClearanceTier, MembershipState
from community.models import Clearance, Membership, Notification
from community.operations.accounts import pause_account
from community.operations.clearances import (
    CertificateTooOldError,
    InspectedLaterError,
    OverAlreadyError,
    OwnClearanceError,
    SecondPersonError,
    TooLongError,
    WaitsAlreadyError,
    approve_clearance,
    end_clearance,
    refuse_clearance,
)
from community.operations.clearances_due import (
    end_left_clearances,
    forget_clearances,
    remind_clearances,
)
from tests.cms.staff import give, make_network
from tests.community.people import make_member
from tests.community.safeguarding import (
    DAY,
    NOW,
    TODAY,
    clear,
    enter,
    list_mails,
    make_staff,
)


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def mentor(network):
    return make_member("mia", network=network, now=NOW)


@pytest.fixture
def first(network):
    return make_staff("clara", network, Role.COORDINATOR)


@pytest.fixture
def second(network):
    return make_staff("dora", network, Role.COORDINATOR)


@pytest.fixture
def row(mentor, network, first, second):
    return clear(mentor, network, first, second)


@pytest.mark.requirement("ME15", "P6", "P23")
def test_no_file_and_no_text_can_be_kept():
    texts = [
        column.name
        for column in Clearance._meta.local_fields
        if isinstance(column, models.FileField | models.TextField | models.CharField)
    ]

    assert texts == ["state"]


@pytest.mark.requirement("ME15", "P5")
def test_holds_once_a_second_person_has_approved(mentor, network, first, second):
    row = enter(mentor, network, first)
    before = is_cleared(mentor, ClearanceTier.GROUP, network, TODAY)

    approve_clearance(clearance=row, actor=second, now=NOW)

    assert (before, is_cleared(mentor, ClearanceTier.GROUP, network, TODAY)) == (
        False,
        True,
    )
    assert (row.inspected_by, row.approved_by) == (first, second)
    changes = StateChange.objects.filter(to_state="approved")
    assert list(changes.values_list("actor", "reason")) == [(second.pk, "")]
    assert list_mails("clearance") == [("dora", "clearance_waits")]
    assert Notification.objects.get().kind == "clearance"


@pytest.mark.requirement("ME16", "P5")
@pytest.mark.parametrize(
    ("tier", "cleared"),
    [
        (ClearanceTier.GROUP, True),
        (ClearanceTier.ONLINE, True),
        (ClearanceTier.IN_PERSON, False),
    ],
)
def test_tier_holds_for_itself_and_those_before(row, mentor, network, tier, cleared):
    assert row.tier == ClearanceTier.ONLINE
    assert is_cleared(mentor, tier, network, TODAY) == cleared
    assert not is_cleared(mentor, tier, make_network("Ost"), TODAY)


@pytest.mark.requirement("ME15", "P6", "P24")
@pytest.mark.parametrize(
    ("dates", "error"),
    [
        ({"certificate_date": dt.date(2026, 12, 3)}, None),
        ({"certificate_date": dt.date(2026, 12, 2)}, CertificateTooOldError),
        ({"certificate_date": dt.date(2027, 3, 4)}, InspectedLaterError),
        ({"inspected_on": dt.date(2027, 3, 4)}, InspectedLaterError),
        (
            {
                "certificate_date": dt.date(2027, 3, 3),
                "valid_until": dt.date(2032, 3, 3),
            },
            None,
        ),
        (
            {
                "certificate_date": dt.date(2027, 3, 3),
                "valid_until": dt.date(2032, 3, 4),
            },
            TooLongError,
        ),
        (
            {"inspected_on": dt.date(2027, 2, 25), "valid_until": dt.date(2027, 3, 2)},
            OverAlreadyError,
        ),
        ({"valid_until": dt.date(2027, 3, 3)}, OverAlreadyError),
    ],
)
def test_dates(mentor, network, first, dates, error):
    if error is None:
        assert enter(mentor, network, first, **dates).state == ClearanceState.ENTERED
        return
    with pytest.raises(error):
        enter(mentor, network, first, **dates)
    assert not Clearance.objects.exists()


@pytest.mark.requirement("ME15", "ME18")
def test_nobody_enters_or_approves_for_themselves(mentor, network, first, second):
    give(mentor.user, network, Role.COORDINATOR)
    with pytest.raises(OwnClearanceError):
        enter(mentor, network, mentor.user)
    row = enter(mentor, network, first)
    for actor in (mentor.user, first):
        with pytest.raises(SecondPersonError):
            approve_clearance(clearance=row, actor=actor, now=NOW)
        with pytest.raises(SecondPersonError):
            refuse_clearance(clearance=row, actor=actor, now=NOW)
    with pytest.raises(WaitsAlreadyError):
        enter(mentor, network, second)

    assert Clearance.objects.get().state == ClearanceState.ENTERED


@pytest.mark.requirement("ME18")
def test_where_one_coordinates_the_portal_is_the_second_person(
    mentor, network, first, portal
):
    boss = make_staff("pia", Network.objects.get_site(), Role.COORDINATOR)
    row = enter(mentor, network, first)
    other = make_staff("edda", make_network("Ost"), Role.COORDINATOR)

    with pytest.raises(SecondPersonError):
        approve_clearance(clearance=row, actor=other, now=NOW)
    approve_clearance(clearance=row, actor=boss, now=NOW)

    assert list_mails("clearance") == [("pia", "clearance_waits")]
    assert row.approved_by == boss


@pytest.mark.requirement("ME18")
def test_portal_is_not_asked_where_there_is_a_second(mentor, network, first, second):
    boss = make_staff("pia", Network.objects.get_site(), Role.COORDINATOR)
    row = enter(mentor, network, first)

    with pytest.raises(SecondPersonError):
        approve_clearance(clearance=row, actor=boss, now=NOW)


@pytest.mark.requirement("ME15", "P6")
def test_last_day_counts_and_no_job_is_needed(mentor, network, first, second):
    row = clear(mentor, network, first, second, valid_until=TODAY + 10 * DAY)
    days = [row.valid_until, row.valid_until + DAY]

    assert [is_cleared(mentor, ClearanceTier.ONLINE, network, day) for day in days] == [
        True,
        False,
    ]


@pytest.mark.requirement("P5", "P45")
def test_gate_closes_with_account_and_membership(mentor, network, first, second):
    clear(mentor, network, first, second)
    tier = ClearanceTier.ONLINE

    Membership.objects.update(state=MembershipState.ENDED)
    left = is_cleared(mentor, tier, network, TODAY)
    Membership.objects.update(state=MembershipState.CONFIRMED)
    pause_account(member=mentor, now=NOW)

    assert (left, is_cleared(mentor, tier, network, TODAY)) == (False, False)


@pytest.mark.requirement("P6", "ME15")
@pytest.mark.parametrize(("days", "count"), [(61, 0), (60, 1), (0, 1), (-1, 0)])
def test_reminder_goes_once_sixty_days_before(row, days, count):
    Clearance.objects.update(
        inspected_on=TODAY - 40 * DAY,
        certificate_date=TODAY - 41 * DAY,
        valid_until=TODAY + days * DAY,
    )
    OutboxMail.objects.all().delete()

    found = [remind_clearances(NOW), remind_clearances(NOW)]

    row.refresh_from_db()
    assert found == [count, 0]
    told = Notification.objects.filter(event_key__contains=":ending:")
    assert told.count() == count
    expected = [(name, "clearance_ends") for name in ("clara", "dora")]
    assert list_mails("clearance") == expected * count
    assert not any(
        str(row.valid_until) in str(mail.context)
        for mail in OutboxMail.objects.filter(kind="clearance")
    )


@pytest.mark.requirement("ME15")
def test_renewed_one_ends_the_one_before(mentor, network, first, second):
    old = clear(mentor, network, first, second, valid_until=TODAY + 20 * DAY)
    new = clear(mentor, network, first, second)

    old.refresh_from_db()
    assert (old.state, new.state) == (ClearanceState.ENDED, ClearanceState.APPROVED)
    assert remind_clearances(NOW) == 0


@pytest.mark.requirement("P6", "P45", "P11", "P58")
def test_what_is_over_is_deleted_in_time(mentor, network, first, second):
    refused = enter(mentor, network, first)
    refuse_clearance(clearance=refused, actor=second, now=NOW)
    gone_at_once = forget_clearances(NOW)
    ended = clear(mentor, network, first, second)
    end_clearance(clearance=ended, actor=first, now=NOW)

    kept = forget_clearances(NOW + 89 * DAY)
    gone = forget_clearances(NOW + 90 * DAY)

    assert (gone_at_once, kept, gone) == (1, 0, 1)
    kind = ContentType.objects.get_for_model(Clearance)
    assert not StateChange.objects.filter(content_type=kind).exists()


@pytest.mark.requirement("P45", "P11", "P58")
def test_what_ran_out_is_deleted_after_three_months(mentor, network, first, second):
    clear(mentor, network, first, second, valid_until=TODAY + DAY)

    found = [forget_clearances(NOW + days * DAY) for days in (91, 92)]

    assert found == [0, 1]


@pytest.mark.requirement("P45")
def test_who_leaves_the_network_has_none_any_more(mentor, network, first, second):
    row = clear(mentor, network, first, second)
    before = end_left_clearances(NOW)
    Membership.objects.update(state=MembershipState.ENDED)

    assert (before, end_left_clearances(NOW), end_left_clearances(NOW)) == (0, 1, 0)
    row.refresh_from_db()
    assert row.state == ClearanceState.ENDED
    assert forget_clearances(NOW + 90 * DAY) == 1


@pytest.mark.requirement("R9", "ME15")
@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_approve_at_once(repetitions, portal):
    network = make_network("Nord")
    staff = [make_staff(name, network, Role.COORDINATOR) for name in ("a", "b", "c")]
    for number in range(repetitions):
        member = make_member(f"mia{number}", network=network, now=NOW)
        row = enter(member, network, staff[0])
        ends, barrier = [], threading.Barrier(2)

        def approve(actor, key=row.pk, ends=ends, barrier=barrier):
            barrier.wait()
            try:
                approve_clearance(
                    clearance=Clearance.objects.get(pk=key), actor=actor, now=NOW
                )
                ends.append("done")
            except (TransitionError, SecondPersonError) as error:
                ends.append(type(error).__name__)
            finally:
                connection.close()

        threads = [threading.Thread(target=approve, args=(one,)) for one in staff[1:]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        moved = StateChange.objects.filter(object_id=row.pk, to_state="approved")
        assert (sorted(ends), moved.count()) == (["WrongStateError", "done"], 1)
        row.refresh_from_db()
        assert row.approved_by_id == moved.get().actor_id
