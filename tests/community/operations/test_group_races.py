"""What happens to groups at the same moment happens once (R12)."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from cms.transitions import TransitionError
from community.enums import GroupJoining, GroupRole
from community.models import GroupEvent, GroupMembership
from community.operations.group_events import add_group_event
from community.operations.group_leading import decide_requests
from community.operations.group_members import (
    AskedAlreadyError,
    join_group,
    leave_group,
)
from community.operations.group_places import LastOwnerError
from community.operations.groups import AddedAlreadyError
from tests.cms.machines import make_event
from tests.cms.staff import make_network
from tests.community.groups import enter, find_place, make_group
from tests.community.people import make_member

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
REFUSALS = (
    AddedAlreadyError,
    AskedAlreadyError,
    LastOwnerError,
    TransitionError,
)


def do_together(*deeds) -> list[str]:
    """Run all at once; return how each ended, sorted."""
    ends, barrier = [], threading.Barrier(len(deeds))

    def run(deed):
        barrier.wait()
        try:
            ends.append(str(deed()))
        except REFUSALS as error:
            ends.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


@pytest.mark.requirement("CO29", "R12")
@pytest.mark.parametrize("joining", [GroupJoining.OPEN, GroupJoining.REQUEST])
def test_two_clicks_make_one_place(portal, repetitions, joining):
    network = make_network("Musterland")
    for turn in range(repetitions):
        owner, bo = make_member(f"ada{turn}", network=network), make_member(f"bo{turn}")
        group = make_group(owner, network, f"Kreis {turn}", joining=joining)

        def join(group=group, member=bo):
            join_group(group=group, member=member, now=timezone.now())
            return "done"

        assert do_together(join, join) == ["AskedAlreadyError", "done"]
        assert GroupMembership.objects.filter(group=group, member=bo).count() == 1


@pytest.mark.requirement("CO30", "R12")
def test_two_owners_who_leave_leave_one(portal, repetitions):
    network = make_network("Musterland")
    for turn in range(repetitions):
        owner, bo = make_member(f"ada{turn}", network=network), make_member(f"bo{turn}")
        group = make_group(owner, network, f"Kreis {turn}")
        enter(group, bo, GroupRole.OWNER)
        rows = [find_place(group, one) for one in (owner, bo)]

        ends = do_together(
            *(
                lambda row=row: leave_group(row=row, now=timezone.now()) and "done"
                for row in rows
            )
        )

        assert ends == ["LastOwnerError", "done"]
        assert GroupMembership.objects.owners().filter(group=group).count() == 1


@pytest.mark.requirement("CO30", "R12")
def test_two_who_decide_decide_once(portal, repetitions):
    network = make_network("Musterland")
    for turn in range(repetitions):
        owner, bo = make_member(f"ada{turn}", network=network), make_member(f"bo{turn}")
        group = make_group(
            owner, network, f"Kreis {turn}", joining=GroupJoining.REQUEST
        )
        row = join_group(group=group, member=bo, now=timezone.now())

        ends = do_together(
            *(
                lambda accepts=accepts, group=group, row=row, actor=owner.user: (
                    decide_requests(
                        group=group,
                        row_ids=[row.pk],
                        accepts=accepts,
                        actor=actor,
                        now=timezone.now(),
                    )
                )
                for accepts in (True, False)
            )
        )

        assert ends == ["0", "1"]


@pytest.mark.requirement("CO30", "R12")
def test_two_who_put_an_event_in_put_it_in_once(portal, repetitions):
    network, event = make_network("Musterland"), make_event().event
    for turn in range(repetitions):
        owner = make_member(f"ada{turn}", network=network)
        group = make_group(owner, network, f"Kreis {turn}")

        def put_in(group=group, member=owner):
            now = timezone.now()
            add_group_event(group=group, event=event, member=member, now=now)
            return "done"

        assert do_together(put_in, put_in) == ["AddedAlreadyError", "done"]
        assert GroupEvent.objects.filter(group=group).count() == 1
