"""Circulars: who gets one, once each, whatever happens to the workers (CO39, P19, R5)."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection
from django.db.models.functions import Now
from django.utils import timezone

from cms.models import Network, OutboxMail
from cms.transitions import WrongStateError
from community.enums import (
    AccountState,
    CircularState,
    CircularTarget,
    Frequency,
    MemberRole,
)
from community.models import (
    Circular,
    CircularRun,
    Member,
    Membership,
    Notification,
    TeamMembership,
)
from community.operations import circulars
from community.operations.circulars import (
    CircularContent,
    NobodyToTellError,
    change_circular,
    discard_circular,
    forget_circulars,
    send_due_circulars,
    take_circular_back,
)
from community.queries.circulars import find_recipients
from tests.cms.staff import make_network
from tests.community.circulars import TEXTS, deliver, send, write
from tests.community.organisations import join, make_organisation
from tests.community.people import make_child, make_member
from tests.community.rules import make_rules
from tests.community.telling import choose

pytestmark = pytest.mark.django_db


@pytest.fixture
def north(portal):
    return make_network("Nord")


def list_told(circular):
    """Return ``{name: (kind, mail)}`` of who was told."""
    rows = Notification.objects.about(circular).select_related("recipient")
    return {row.recipient.display_name: (row.kind, row.mail) for row in rows}


def list_recipients(circular):
    people = find_recipients(circular, timezone.localdate())
    return sorted(people.values_list("display_name", flat=True))


@pytest.mark.requirement("CO39", "P19")
def test_service_reaches_adults_by_mail_and_minors_in_the_centre(north):
    ada = make_member("ada", network=north)
    kim = make_child("kim", network=north)
    choose(ada, "never", kind="circular-service", is_listed=False)
    choose(kim, "at-once", kind="circular-service")
    circular = write(north, is_service=True)

    send(circular)
    deliver()

    assert list_told(circular) == {
        "Ada": ("circular-service", Frequency.AT_ONCE),
        "Kim": ("circular-service", Frequency.NEVER),
    }
    mails = OutboxMail.objects.filter(template="community/mail/told")
    assert [mail.recipient for mail in mails] == ["ada@example.org"]
    assert Notification.objects.about(circular).first().words == "We move."


@pytest.mark.requirement("CO39", "CO41")
def test_news_follow_what_each_person_has_chosen(north):
    make_member("ada", network=north)
    make_child("kim", network=north)
    bea, cem = make_member("bea", network=north), make_member("cem", network=north)
    choose(bea, "never", kind="circular", is_listed=False)
    choose(cem, "at-once", kind="circular")
    circular = write(north)

    send(circular)
    deliver()
    circular.refresh_from_db()

    assert list_told(circular) == {
        "Ada": ("circular", Frequency.WEEKLY),
        "Kim": ("circular", Frequency.NEVER),
        "Cem": ("circular", Frequency.AT_ONCE),
    }
    assert (circular.state, circular.recipient_count, circular.told_count) == (
        CircularState.SENT,
        4,
        3,
    )


@pytest.mark.requirement("CO39", "CO50", "P2", "P3")
@pytest.mark.parametrize(
    "leave_out",
    [
        lambda member: Member.objects.filter(pk=member.pk).update(
            state=AccountState.PAUSED
        ),
        lambda member: Member.objects.filter(pk=member.pk).update(
            state=AccountState.BLOCKED
        ),
        lambda member: Membership.objects.filter(member=member).update(state="claimed"),
        lambda member: Membership.objects.filter(member=member).update(state="ended"),
        lambda member: type(member.user).objects.update(is_active=False),
        lambda _member: make_rules(),
    ],
    ids=[
        "rests",
        "blocked",
        "claimed",
        "ended",
        "login disabled",
        "rules not accepted",
    ],
)
def test_left_out_is_who_does_not_take_part(north, leave_out):
    member = make_member("ada", network=north)
    make_child("kim", network=north, has_consent=False)
    circular = write(north)
    assert list_recipients(circular) == ["Ada"]

    leave_out(member)

    assert list_recipients(circular) == []
    with pytest.raises(NobodyToTellError):
        send(circular)


@pytest.mark.requirement("CO39", "P19")
def test_portal_reaches_adults_of_all_networks_and_no_minor(north):
    make_member("ada", network=north)
    make_member("bea", network=make_network("Süd"))
    make_member("cem")
    make_child("kim", network=north)

    assert list_recipients(write(Network.objects.get_site())) == ["Ada", "Bea"]


@pytest.mark.requirement("CO39")
def test_role_and_list_are_parts_of_the_network(north):
    ada = make_member("ada", network=north, role=MemberRole.TEACHER)
    bea = make_member("bea", network=north)
    cem = make_member("cem", network=north)
    other = make_member("dora", network=make_network("Süd"), role=MemberRole.TEACHER)
    firm = make_organisation("Muster-Werke", network=north, admin=cem)
    join(firm, other)
    left = join(firm, bea)
    TeamMembership.objects.filter(pk=left.pk).update(state="ended")
    role = write(north, target=CircularTarget.ROLE, role=MemberRole.TEACHER)
    chosen = write(
        north, target=CircularTarget.CHOSEN, members=[ada, other], organisations=[firm]
    )

    assert list_recipients(role) == ["Ada"]
    assert list_recipients(chosen) == ["Ada", "Cem"]


@pytest.mark.requirement("CO39")
def test_who_was_on_a_list_is_forgotten_when_it_is_sent(north):
    ada = make_member("ada", network=north)
    sent = write(north, target=CircularTarget.CHOSEN, members=[ada])
    discarded = write(north, target=CircularTarget.CHOSEN, members=[ada])
    send(sent)
    deliver()

    discard_circular(circular=discarded, actor=None, now=timezone.now())

    assert sent.members.count() == 0
    assert discarded.members.count() == 0


@pytest.mark.requirement("CO39")
def test_taken_back_in_time_tells_nobody_and_can_go_again(north):
    make_member("ada", network=north)
    circular = write(north)
    now = timezone.now()
    sent = send(circular, now=now)

    assert sent.leaves_at == now + dt.timedelta(minutes=10)
    assert send_due_circulars(now) == 0
    back = take_circular_back(circular=sent, actor=None, now=now)
    assert deliver() == 0
    assert (back.state, back.leaves_at) == (CircularState.DRAFT, None)
    send(back)
    assert deliver() == 1
    assert list_told(circular) == {"Ada": ("circular", Frequency.WEEKLY)}
    with pytest.raises(WrongStateError):
        take_circular_back(circular=Circular.objects.get(), actor=None, now=now)


@pytest.mark.requirement("CO39")
def test_what_is_on_its_way_is_not_written_anew(north):
    make_member("ada", network=north)
    circular = write(north)
    send(circular)
    content = CircularContent(
        network=north, target=CircularTarget.NETWORK, is_service=True, texts=TEXTS
    )

    with pytest.raises(WrongStateError):
        change_circular(circular=circular, content=content)
    with pytest.raises(WrongStateError):
        send(circular)


@pytest.mark.requirement("CO39", "R5")
def test_killed_between_two_batches_it_goes_on_and_tells_each_once(north, monkeypatch):
    for number in range(5):
        make_member(f"m{number}", network=north)
    circular = write(north, is_service=True)
    send(circular)
    monkeypatch.setattr(circulars, "BATCH", 2)
    real, calls = circulars.tell_circular, []

    def die(**values):
        calls.append(values["member"].pk)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return real(**values)

    monkeypatch.setattr(circulars, "tell_circular", die)
    with pytest.raises(KeyboardInterrupt):
        deliver()
    assert Notification.objects.about(circular).count() == 2
    monkeypatch.setattr(circulars, "tell_circular", real)
    CircularRun.objects.filter(state="leased").update(leased_until=Now())

    deliver()
    circular.refresh_from_db()

    assert (circular.state, circular.told_count) == (CircularState.SENT, 5)
    assert Notification.objects.about(circular).count() == 5
    assert OutboxMail.objects.filter(template="community/mail/told").count() == 5


@pytest.mark.requirement("CO39")
def test_database_refuses_a_role_where_none_counts(north):
    with pytest.raises(IntegrityError, match="circular_role_where_it_counts"):
        Circular.objects.create(
            network=north,
            target=CircularTarget.NETWORK,
            role=MemberRole.TEACHER,
            written_at=timezone.now(),
        )


@pytest.mark.requirement("CO39")
def test_old_ones_are_deleted_after_two_years(north):
    make_member("ada", network=north)
    send(write(north))
    deliver()
    now = timezone.now()

    assert forget_circulars(now + dt.timedelta(days=729)) == 0
    forget_circulars(now + dt.timedelta(days=731))
    assert Circular.objects.count() == 0


@pytest.mark.race
@pytest.mark.requirement("CO39", "R5", "R12")
@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_each_once(portal, repetitions, monkeypatch):
    monkeypatch.setattr(circulars, "BATCH", 3)
    for number in range(repetitions):
        network = make_network(f"Nord {number}")
        for one in range(10):
            make_member(f"m{number}-{one}", network=network)
        circular = write(network, is_service=True)
        send(circular)
        CircularRun.objects.update(due_at=Now())
        barrier = threading.Barrier(2)

        def run(barrier=barrier):
            barrier.wait()
            try:
                send_due_circulars(timezone.now())
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _one in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        circular.refresh_from_db()
        assert (circular.state, circular.told_count) == (CircularState.SENT, 10)
        assert Notification.objects.about(circular).count() == 10


@pytest.mark.race
@pytest.mark.requirement("CO39", "R12")
@pytest.mark.django_db(transaction=True)
def test_taking_back_and_beginning_at_once_let_one_win(portal, repetitions):
    for number in range(repetitions):
        network = make_network(f"Nord {number}")
        make_member(f"m{number}", network=network)
        circular = send(write(network))
        CircularRun.objects.update(due_at=Now())
        barrier, taken_back = threading.Barrier(2), []

        def deliver_it(barrier=barrier):
            barrier.wait()
            try:
                send_due_circulars(timezone.now())
            finally:
                connection.close()

        def take_back(barrier=barrier, circular=circular, taken_back=taken_back):
            barrier.wait()
            try:
                take_circular_back(circular=circular, actor=None, now=timezone.now())
                taken_back.append(True)
            except WrongStateError:
                pass
            finally:
                connection.close()

        threads = [threading.Thread(target=deed) for deed in (deliver_it, take_back)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        circular.refresh_from_db()
        told = Notification.objects.about(circular).count()
        assert (circular.state, told) == (
            (CircularState.DRAFT, 0) if taken_back else (CircularState.SENT, 1)
        )
