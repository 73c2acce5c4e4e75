"""Joining, leading, leaving; groups for young people (CO29 to CO32)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.audiences import VISITOR, find_viewer
from cms.enums import Role
from cms.models import OutboxMail, StateChange
from cms.transitions import WrongStateError
from community.enums import (
    ContentAudience,
    GroupJoining,
    GroupMembershipState,
    GroupRole,
    GroupVisibility,
)
from community.models import Block, Clearance, Group, GroupMembership, Notification
from community.notifications.telling import notify
from community.operations.accounts import close_account, erase_user
from community.operations.group_leading import (
    NotGrownUpError,
    ban_groupmate,
    decide_requests,
    lift_group_ban,
    remove_groupmates,
    set_group_role,
)
from community.operations.group_members import (
    AskedAlreadyError,
    NotAdmittedError,
    come_back,
    join_group,
    leave_group,
    mute_group,
)
from community.operations.group_places import InChargeError, LastOwnerError
from community.operations.group_reports import hide_group, show_group_again
from community.operations.groups import (
    ArchivedError,
    NoQuickLinkError,
    NotClearedError,
    archive_group,
    create_group_for_minors,
    edit_group,
    make_quick_link,
    open_group_again,
    put_in_charge,
)
from community.permissions.groups import (
    can_lead_group,
    can_own_group,
    find_own_group_place,
    get_open_networks,
)
from tests.cms.staff import give, make_network
from tests.community.groups import (
    clear,
    enter,
    find_place,
    invite_in,
    make_group,
    make_group_content,
    make_group_for_minors,
)
from tests.community.people import make_child, make_login, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return make_network("Musterland")


@pytest.fixture
def owner(network):
    return make_member("ada", network=network)


@pytest.fixture
def coordinator(network):
    user = make_login("koordination")
    give(user, network, Role.COORDINATOR)
    return user


def join(group, member, **values):
    return join_group(group=group, member=member, now=timezone.now(), **values)


def told(member):
    rows = Notification.objects.filter(recipient=member).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def names(viewer):
    rows = Group.objects.visible_to(viewer).order_by("name")
    return list(rows.values_list("name", flat=True))


@pytest.mark.requirement("CO29")
@pytest.mark.parametrize(
    ("joining", "state"),
    [(GroupJoining.OPEN, "active"), (GroupJoining.REQUEST, "asked")],
)
def test_one_joins_as_the_group_has_it(owner, network, joining, state):
    group = make_group(owner, network, joining=joining)

    assert join(group, make_member("bo")).state == state


@pytest.mark.requirement("CO29", "CO31", "P5")
@pytest.mark.parametrize(
    "who", ["invite-only", "banned", "archived", "minors", "child"]
)
def test_who_is_not_admitted_always_gets_one_answer(owner, network, who):
    group = make_group(owner, network)
    member = make_child("bo") if who == "child" else make_member("bo")
    if who == "invite-only":
        Group.objects.update(joining=GroupJoining.INVITE)
    elif who == "banned":
        ban_groupmate(row=enter(group, member), actor=owner.user, now=timezone.now())
    elif who == "archived":
        archive_group(group=group, actor=owner.user, now=timezone.now())
    elif who == "minors":
        group = make_group_for_minors(make_member("carla"), network)

    with pytest.raises(NotAdmittedError):
        join(group, member, is_by_link=who in ("banned", "minors", "child"))


@pytest.mark.requirement("CO29", "CO30")
def test_a_request_is_decided_by_who_leads(owner, network):
    group = make_group(owner, network, joining=GroupJoining.REQUEST)
    bo, kim = make_member("bo"), make_member("kim")
    rows = [join(group, bo), join(group, kim)]
    asked = told(owner)
    with pytest.raises(AskedAlreadyError):
        join(group, bo)

    values = {"group": group, "actor": owner.user, "now": timezone.now()}
    let_in = decide_requests(row_ids=[rows[0].pk], accepts=True, **values)
    declined = decide_requests(row_ids=[rows[1].pk], accepts=False, **values)
    again = decide_requests(row_ids=[rows[1].pk], accepts=True, **values)

    assert asked == ["group-asked", "group-asked"]
    assert (let_in, declined, again) == (1, 1, 0)
    assert (told(bo), told(kim), told(owner)) == (
        ["group-accepted"],
        ["group-declined"],
        [],
    )


@pytest.mark.requirement("CO30")
def test_the_last_owner_stays(owner, network):
    group = make_group(owner, network)
    row, bo = find_place(group, owner), enter(group, make_member("bo"))
    for deed in (
        lambda: leave_group(row=row, now=timezone.now()),
        lambda: set_group_role(row=row, role=GroupRole.MEMBER, now=timezone.now()),
    ):
        with pytest.raises(LastOwnerError):
            deed()

    set_group_role(row=bo, role=GroupRole.OWNER, now=timezone.now())
    leave_group(row=row, now=timezone.now())

    owners = GroupMembership.objects.owners().filter(group=group)
    assert [found.member for found in owners] == [bo.member]
    assert told(bo.member) == ["group-leads"]


@pytest.mark.requirement("CO30", "P10")
@pytest.mark.parametrize("is_closed_first", [True, False])
def test_erasing_the_last_owner_is_never_held_up(
    owner, network, coordinator, is_closed_first
):
    group = make_group(owner, network)
    if is_closed_first:
        close_account(member=owner, actor=owner.user, now=timezone.now())
    erase_user(user_id=owner.user.pk, now=timezone.now())

    mails = OutboxMail.objects.filter(template="community/mail/group_left_alone")
    assert list(mails.values_list("recipient", flat=True)) == [coordinator.email]
    assert list(Group.objects.left_alone()) == [group]


@pytest.mark.requirement("CO31", "P10")
def test_erasing_who_is_in_charge_shuts_young_people_out(owner, network):
    group, child = make_group_for_minors(owner, network), make_child(network=network)
    invite_in(group, child, owner.user)
    before = names(find_viewer(child.user))
    erase_user(user_id=owner.user.pk, now=timezone.now())

    assert (before, names(find_viewer(child.user))) == (["Jahrgang"], [])
    assert list(Group.objects.unsafe_on(timezone.localdate())) == [group]


@pytest.mark.requirement("CO31")
def test_a_clearance_that_ends_shuts_young_people_out_at_once(owner, network):
    group, child = make_group_for_minors(owner, network), make_child(network=network)
    invite_in(group, child, owner.user)
    now = timezone.now()
    inside = find_own_group_place(child.user, group, now) is not None
    Clearance.objects.update(valid_until=timezone.localdate() - dt.timedelta(days=1))

    assert inside
    assert find_own_group_place(child.user, group, now) is None
    with pytest.raises(NotAdmittedError):
        invite_in(group, make_child("lou", network=network), owner.user)


@pytest.mark.requirement("CO31", "P5")
def test_adults_come_among_young_people_by_the_coordination_only(
    owner, network, coordinator
):
    group, bo = make_group_for_minors(owner, network), make_member("bo")
    with pytest.raises(NotAdmittedError):
        invite_in(group, bo, owner.user)

    assert invite_in(group, bo, coordinator).state == "active"


@pytest.mark.requirement("CO31", "P4")
def test_minors_are_admitted_to_no_other_group(owner, network):
    group = make_group(owner, network)

    with pytest.raises(NotAdmittedError):
        invite_in(group, make_child(network=network), owner.user)


@pytest.mark.requirement("CO31")
def test_young_people_need_a_cleared_adult(owner, network):
    values = {"network": network, "content": make_group_content(), "actor": None}
    deeds = [
        lambda: create_group_for_minors(in_charge=owner, now=timezone.now(), **values)
    ]
    clear(make_member("bo"), make_network("Beispielgau"))
    for deed in deeds:
        with pytest.raises(NotClearedError):
            deed()
    group = make_group_for_minors(owner, network)
    with pytest.raises(NotClearedError):
        put_in_charge(
            group=group, member=make_member("eva"), actor=None, now=timezone.now()
        )
    carla = make_member("carla")
    clear(carla, network)
    put_in_charge(group=group, member=carla, actor=None, now=timezone.now())
    place = find_place(group, carla)
    with pytest.raises(InChargeError):
        leave_group(row=place, now=timezone.now())


@pytest.mark.requirement("CO31")
def test_a_group_for_young_people_is_kept_close_by_the_database(owner, network):
    group = make_group_for_minors(owner, network)
    edited = edit_group(
        group=group,
        content=make_group_content("Neu", joining="open", visibility="public"),
        now=timezone.now(),
    )
    with pytest.raises(NoQuickLinkError):
        make_quick_link(
            group=group,
            lifetime=dt.timedelta(days=1),
            actor=owner.user,
            now=timezone.now(),
        )

    assert (edited.joining, edited.visibility) == ("invite", "hidden")
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.filter(pk=group.pk).update(joining=GroupJoining.OPEN)


@pytest.mark.requirement("CO29", "P4")
def test_who_may_know_of_which_group(owner, network, coordinator):
    for visibility in GroupVisibility:
        make_group(owner, network, visibility.value, visibility=visibility)
    young = make_group_for_minors(owner, network, "young")
    # Whatever its columns say.
    Group.objects.filter(pk=young.pk).update(visibility=GroupVisibility.PUBLIC)
    bo, child = make_member("bo"), make_child(network=network)

    assert names(VISITOR) == ["public"]
    assert names(find_viewer(bo.user)) == ["members", "public"]
    assert names(find_viewer(child.user)) == ["members", "public"]
    assert names(find_viewer(owner.user)) == ["hidden", "members", "public", "young"]
    assert names(find_viewer(coordinator)) == ["hidden", "members", "public", "young"]


@pytest.mark.requirement("CO29", "P4")
def test_who_reads_what_stands_in_a_group(owner, network):
    for audience in ContentAudience:
        make_group(owner, network, audience.value, audience=audience)
    people = {
        "stranger": make_member("bo"),
        "neighbour": make_member("kim", network=network),
        "child": make_child("lou", network=network),
    }

    read = {
        name: sorted(
            Group.objects.read_by(find_viewer(member.user)).values_list(
                "name", flat=True
            )
        )
        for name, member in people.items()
    }

    assert read == {
        "stranger": ["members"],
        "neighbour": ["members", "network"],
        "child": [],
    }


@pytest.mark.requirement("CO30")
def test_shut_out_and_let_join_again(owner, network):
    group, bo = make_group(owner, network), make_member("bo")
    row = enter(group, bo)
    ban_groupmate(row=row, actor=owner.user, now=timezone.now())
    removed = told(bo)
    with pytest.raises(NotAdmittedError):
        join(group, bo)
    lift_group_ban(row=row, actor=owner.user, now=timezone.now())

    assert removed == ["group-removed"]
    assert join(group, bo).state == GroupMembershipState.ACTIVE
    with pytest.raises(WrongStateError):
        ban_groupmate(
            row=find_place(group, owner), actor=owner.user, now=timezone.now()
        )


@pytest.mark.requirement("CO30")
def test_removing_several_spares_who_leads(owner, network):
    group = make_group(owner, network)
    rows = [enter(group, make_member(name)) for name in ("bo", "kim")]
    own = find_place(group, owner)
    number = remove_groupmates(
        group=group,
        row_ids=[own.pk, *(row.pk for row in rows)],
        actor=owner.user,
        now=timezone.now(),
    )

    assert number == 2
    assert told(rows[0].member) == ["group-removed"]
    assert list(GroupMembership.objects.active()) == [own]


@pytest.mark.requirement("CO30")
def test_leaving_can_be_taken_back_until_something_else_happens(owner, network):
    group, bo = make_group(owner, network), make_member("bo")
    row = enter(group, bo)
    change = leave_group(row=row, now=timezone.now())
    come_back(change=change, member=bo, now=timezone.now())
    back = find_place(group, bo).state
    later = timezone.now() + dt.timedelta(seconds=1)
    remove_groupmates(group=group, row_ids=[row.pk], actor=owner.user, now=later)

    assert back == GroupMembershipState.ACTIVE
    with pytest.raises(WrongStateError):
        come_back(change=change, member=bo, now=later)
    assert StateChange.objects.filter(actor=bo.user, to_state="ended").count() == 1


@pytest.mark.requirement("CO30")
def test_archived_it_can_only_be_read(owner, network):
    group = make_group(owner, network)
    archive_group(group=group, actor=owner.user, now=timezone.now())
    with pytest.raises(ArchivedError):
        edit_group(group=group, content=make_group_content("X"), now=timezone.now())
    seen = names(VISITOR)
    open_group_again(group=group, actor=owner.user, now=timezone.now())
    group.refresh_from_db()

    assert (seen, group.state) == ([], "active")


@pytest.mark.requirement("CO30")
def test_only_adults_lead(owner, network):
    group, child = make_group_for_minors(owner, network), make_child(network=network)
    row = invite_in(group, child, owner.user)

    with pytest.raises(NotGrownUpError):
        set_group_role(row=row, role=GroupRole.MODERATOR, now=timezone.now())


@pytest.mark.requirement("CO30")
def test_who_may_lead_and_own(owner, network, coordinator):
    group = make_group(owner, network)
    moderator = enter(group, make_member("bo"), GroupRole.MODERATOR).member
    member, stranger = enter(group, make_member("kim")).member, make_member("eva")
    now, foreign = timezone.now(), make_login("fremd")
    give(foreign, make_network("Beispielgau"), Role.COORDINATOR)

    rights = {
        user.username: (
            can_lead_group(user, group, now),
            can_own_group(user, group, now),
        )
        for user in (
            *(one.user for one in (owner, moderator, member, stranger)),
            coordinator,
            foreign,
        )
    }

    assert rights == {
        "ada": (True, True),
        "bo": (True, False),
        "kim": (False, False),
        "eva": (False, False),
        "koordination": (True, True),
        "fremd": (False, False),
    }
    assert list(get_open_networks(owner.user, now)) == [network]
    assert not get_open_networks(stranger.user, now).exists()
    child = make_child("lou", network=network)
    assert not get_open_networks(child.user, now).exists()


@pytest.mark.requirement("CO32")
def test_a_muted_group_tells_nothing(owner, network):
    group = make_group(owner, network, joining=GroupJoining.REQUEST)
    row = find_place(group, owner)
    mute_group(row=row, is_muted=True)
    join(group, make_member("bo"))
    silent = told(owner)
    mute_group(row=row, is_muted=False)
    join(group, make_member("kim"))

    assert (silent, told(owner)) == ([], ["group-asked"])
    muted = notify(
        recipient=owner,
        kind="group-accepted",
        event_key="x",
        now=timezone.now(),
        payload={"group": "x"},
        group=None,
    )
    assert muted is not None


@pytest.mark.requirement("P17")
def test_who_is_blocked_is_hidden_both_ways(owner, network):
    group, bo = make_group(owner, network), make_member("bo")
    enter(group, bo)
    Block.objects.create(blocker=bo, blocked=owner, since=timezone.now())

    seen = [
        [row.member.display_name for row in rows.visible_to(find_viewer(one.user))]
        for one in (owner, bo)
        for rows in [GroupMembership.objects.filter(group=group).order_by("pk")]
    ]

    assert seen == [["Ada"], ["Bo"]]


@pytest.mark.requirement("CO49")
def test_a_reported_group_goes_out_of_sight_and_comes_back(owner, network):
    group = make_group(owner, network, visibility=GroupVisibility.PUBLIC)
    kept = hide_group(group, None)
    hidden = names(VISITOR)
    show_group_again(kept, None)
    group.refresh_from_db()

    assert (hidden, names(VISITOR), group.state) == ([], ["Lötkreis"], "active")
