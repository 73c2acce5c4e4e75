"""The pages of groups (CO29 to CO32, CO47)."""

import datetime as dt
import io

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from cms.enums import Role
from cms.links import get_link_path
from community.enums import GroupJoining, GroupRole, GroupVisibility
from community.models import Group, GroupFile, GroupMembership, Invitation
from community.operations.group_leading import ban_groupmate
from community.operations.groups import archive_group, make_quick_link
from community.operations.invitations import accept_invitation
from community.operations.profiles import ProfileDetails, change_profile
from tests.cms.staff import give, make_network
from tests.community.groups import (
    enter,
    find_place,
    invite_in,
    make_group,
    make_group_for_minors,
)
from tests.community.people import make_child, make_login, make_member

pytestmark = pytest.mark.django_db
GROUPS = "/en/groups/"
BAD_TEXTS = ("a\0b", "x" * 10_000, "")


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def owner(network):
    return make_member("ada", network=network)


@pytest.fixture
def group(owner, network):
    return make_group(owner, network, "Solder", visibility=GroupVisibility.MEMBERS)


def log_in(member):
    client = Client()
    client.force_login(getattr(member, "user", member))
    return client


def page(group, part=""):
    return f"{GROUPS}{group.slug}/{part}"


FORM = {
    "name": "Null",
    "kind": "theme",
    "summary": "🤖 und mehr",
    "visibility": "members",
    "joining": "open",
    "audience": "group",
    "has_posts": "on",
    "has_files": "on",
    "welcome": "Hello",
}


@pytest.mark.requirement("CO29")
def test_the_list_finds_by_word_and_filter_and_never_a_hidden_one(owner, network):
    make_group(owner, network, "Solder", visibility="members", kind="working")
    make_group(owner, network, "Rockets", visibility="public", joining="request")
    make_group(owner, network, "Secret", visibility="hidden")
    old = make_group(owner, network, "Old", visibility="public")
    archive_group(group=old, actor=owner.user, now=timezone.now())
    member, visitor = log_in(owner), Client()

    def titles(client, query=""):
        return [c.title for c in client.get(GROUPS + query).context["listing"].cards]

    assert titles(visitor) == ["Rockets"]
    assert titles(member) == ["Rockets", "Solder"]
    assert titles(member, "?q=sold") == ["Solder"]
    assert titles(member, "?kind=working") == ["Solder"]
    assert titles(member, "?joining=request") == ["Rockets"]
    assert titles(member, f"?network={network.slug}") == ["Rockets", "Solder"]
    assert titles(member, "?q=Secret") == []


@pytest.mark.requirement("CO29")
@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_no_more_for_more(
    owner, network, number, django_assert_max_num_queries
):
    for turn in range(number):
        make_group(owner, network, f"Group {turn}", visibility="public")
    client = Client()
    client.get(GROUPS)

    with django_assert_max_num_queries(20):
        assert len(client.get(GROUPS).context["listing"].cards) == number


@pytest.mark.requirement("CO29")
def test_a_hidden_group_answers_like_a_missing_one(owner, network):
    group = make_group(owner, network, "Secret", visibility="hidden")
    stranger, inside = log_in(make_member("bo")), log_in(owner)
    parts = ("", "members/", "files/", "invite/", "edit/", "members/export/")

    assert [stranger.get(page(group, part)).status_code for part in parts] == [404] * 6
    assert stranger.post(page(group, "join/")).status_code == 404
    assert [inside.get(page(group, part)).status_code for part in parts] == [200] * 6
    mine = inside.get(f"{GROUPS}mine/").context["own"]
    assert [card.title for card in mine.cards] == ["Secret"]
    assert "no-store" in inside.get(page(group))["Cache-Control"]


@pytest.mark.requirement("CO29", "CO30")
def test_join_read_the_welcome_mute_leave_and_take_it_back(owner, group):
    Group.objects.update(welcome="Bring an iron.")
    bo = make_member("bo")
    client = log_in(bo)
    joined = client.post(page(group, "join/"), follow=True).content.decode()
    client.post(page(group, "welcome/"))
    later = client.get(page(group)).content.decode()
    client.post(page(group, "mute/"), {"mute": "1"})
    is_muted = find_place(group, bo).is_muted
    left = client.post(page(group, "leave/"), follow=True)
    gone = find_place(group, bo).state
    client.post(f"{GROUPS}rejoin/", {"left": left.context["undo"]})
    forged = client.post(f"{GROUPS}rejoin/", {"left": "x:y"}, follow=True)

    assert ("Bring an iron." in joined, "Bring an iron." in later) == (True, False)
    assert (is_muted, gone, find_place(group, bo).state) == (True, "ended", "active")
    assert "cannot be taken back" in forged.content.decode()


@pytest.mark.requirement("CO30", "P17")
def test_who_is_shut_out_reads_what_an_invite_only_group_says(owner, group):
    bo, kim = make_member("bo"), make_member("kim")
    ban_groupmate(row=enter(group, bo), actor=owner.user, now=timezone.now())
    shut_out = log_in(bo).get(page(group)).content.decode()
    Group.objects.update(joining=GroupJoining.INVITE)
    other = log_in(kim).get(page(group)).content.decode()

    sentence = "This group admits by invitation."
    assert (sentence in shut_out, sentence in other) == (True, True)


@pytest.mark.requirement("CO30", "CO31")
def test_making_editing_archiving(owner, network):
    client = log_in(owner)
    client.post(f"{GROUPS}new/", FORM | {"network": network.pk})
    group = Group.objects.get()
    client.post(page(group, "edit/"), FORM | {"name": "Renamed", "joining": "invite"})
    moved = client.get(page(group))
    group.refresh_from_db()
    client.post(page(group, "archive/"), {"archive": "1"})
    archived = Group.objects.get().state
    refused = client.get(page(group, "edit/")).status_code
    client.post(page(group, "archive/"), {"open": "1"})

    assert (group.name, group.slug, group.joining) == ("Renamed", "renamed", "invite")
    assert moved.status_code == 301
    assert (archived, refused, Group.objects.get().state) == (
        "archived",
        404,
        "active",
    )


@pytest.mark.requirement("CO30")
@pytest.mark.parametrize("who", ["unconfirmed", "child", "visitor"])
def test_who_makes_no_group(network, who):
    people = {"unconfirmed": lambda: make_member("bo"), "child": make_child}
    client = log_in(people[who]()) if who in people else Client()

    answer = client.post(f"{GROUPS}new/", FORM | {"network": network.pk})

    assert answer.status_code == (302 if who == "visitor" else 404)
    assert not Group.objects.exists()


@pytest.mark.requirement("CO30", "S7")
@pytest.mark.parametrize("text", BAD_TEXTS)
def test_bad_text_is_said_in_words(owner, group, network, text):
    client = log_in(owner)
    answers = [
        client.post(f"{GROUPS}new/", FORM | {"network": network.pk, "name": text}),
        client.post(page(group, "files/"), {"title": text, "url": "https://a.example"}),
        client.post(page(group, "files/"), {"title": "T", "url": text or "http://a.b"}),
        client.post(page(group, "invite/"), {"email": text}),
    ]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert all(b"error-summary" in answer.content for answer in answers)


@pytest.mark.requirement("CO30", "CO31", "P4")
def test_members_see_members_and_only_who_leads_sees_more(owner, group):
    Group.objects.update(joining=GroupJoining.REQUEST)
    bo, kim = make_member("bo"), make_member("kim")
    enter(group, bo)
    log_in(kim).post(page(group, "join/"))
    details = ProfileDetails(display_name="Ada", columns={"name_audience": 0})
    change_profile(member=owner, details=details, now=timezone.now())
    inside = log_in(bo).get(page(group, "members/"))
    lead = log_in(owner).get(page(group, "members/"))

    assert log_in(kim).get(page(group, "members/")).status_code == 404
    names = [mate.row.member.display_name for mate in inside.context["mates"].people]
    assert names == ["Ada", "Bo"]
    # Whose profile is closed is named there, and nothing leads to the profile.
    assert f"/members/{owner.slug}/" not in inside.content.decode()
    assert "Who asks to join" not in inside.content.decode()
    assert [row.member for row in lead.context["requests"]] == [kim]


@pytest.mark.requirement("CO30")
def test_several_are_let_in_and_removed_at_once(owner, group):
    Group.objects.update(joining=GroupJoining.REQUEST)
    for name in ("bo", "kim", "eva"):
        log_in(make_member(name)).post(page(group, "join/"))
    rows = list(GroupMembership.objects.asked().values_list("pk", flat=True))
    client = log_in(owner)
    client.post(page(group, "members/requests/"), {"row": rows, "accept": "1"})
    inside = GroupMembership.objects.active().count()
    client.post(page(group, "members/remove/"), {"row": [*rows[:2], "x"]})
    nobody = client.post(page(group, "members/remove/"), {}, follow=True)

    assert (inside, GroupMembership.objects.active().count()) == (4, 2)
    assert "Nobody was chosen" in nobody.content.decode()


@pytest.mark.requirement("CO30")
def test_roles_by_button(owner, group):
    bo, kim = make_member("bo"), make_member("kim")
    row, other = enter(group, bo), enter(group, kim)
    client = log_in(owner)
    client.post(page(group, f"members/{row.pk}/"), {"moderator": "1"})
    role = find_place(group, bo).role
    moderator = log_in(bo)
    refused = moderator.post(page(group, f"members/{other.pk}/"), {"owner": "1"})
    moderator.post(page(group, f"members/{other.pk}/"), {"ban": "1"})
    banned = find_place(group, kim).state
    moderator.post(page(group, f"members/{other.pk}/"), {"lift": "1"})
    own = client.post(
        page(group, f"members/{find_place(group, owner).pk}/"), {"member": "1"}
    )

    assert (role, banned) == (GroupRole.MODERATOR, "banned")
    assert (refused.status_code, own.status_code) == (404, 404)
    assert find_place(group, kim).state == "ended"


@pytest.mark.requirement("CO30", "S8", "P4")
def test_the_member_list_is_no_formula_and_holds_no_minor(owner, network):
    group = make_group_for_minors(owner, network)
    coordinator = make_login("koordination")
    give(coordinator, network, Role.COORDINATOR)
    bo = make_member("bo")
    invite_in(group, make_child("kim", network=network), owner.user)
    invite_in(group, bo, coordinator)
    bo.display_name = "=1+1"
    bo.save()
    answer = log_in(owner).get(page(group, "members/export/"))
    lines = answer.content.decode("utf-8-sig").splitlines()
    answer = log_in(owner).get(page(group, "members/export/?format=xlsx"))
    sheet = load_workbook(io.BytesIO(answer.content)).active

    assert [line.split(",")[0] for line in lines] == ["Name", "'=1+1", "Ada"]
    assert [(row[0].value, row[0].data_type) for row in sheet.rows] == [
        ("Name", "s"),
        ("'=1+1", "s"),
        ("Ada", "s"),
    ]
    assert log_in(bo).get(page(group, "members/export/")).status_code == 404


@pytest.mark.requirement("CO29")
def test_the_quick_link_lets_adults_in_until_it_ends(owner, group):
    Group.objects.update(joining=GroupJoining.INVITE, visibility="hidden")
    lead = log_in(owner)
    lead.post(page(group, "link/"), {"days": "7"})
    url = lead.get(page(group, "invite/")).context["link_url"]
    shown = log_in(make_member("bo")).get(url, follow=True)
    join_url = f"/en/{shown.request['PATH_INFO'][4:]}"
    opened = GroupMembership.objects.active().count()
    bo = log_in(make_member("eva"))
    bo.post(join_url)
    child = log_in(make_child("kim")).post(join_url, follow=True)
    lead.post(page(group, "link/"), {"revoke": "1"})
    ended = log_in(make_member("lou")).post(join_url, follow=True)
    forged = log_in(make_member("max")).get(f"{GROUPS}join/x:y/", follow=True)

    assert "Solder" in shown.content.decode()
    assert (opened, GroupMembership.objects.active().count()) == (1, 2)
    assert "adults only" in child.content.decode()
    for answer in (ended, forged):
        assert "does not work any more" in answer.content.decode()


@pytest.mark.requirement("CO29")
def test_the_link_ends_with_the_right_of_who_made_it(owner, group):
    bo = make_member("bo")
    row = enter(group, bo, GroupRole.MODERATOR)
    link = make_quick_link(
        group=group, lifetime=dt.timedelta(days=7), actor=bo.user, now=timezone.now()
    )
    client = log_in(make_member("eva"))
    works = client.get(get_link_path(link)).status_code
    row.role = GroupRole.MEMBER
    row.save()

    assert (works, client.get(get_link_path(link)).status_code) == (302, 410)


@pytest.mark.requirement("CO47", "CO48")
def test_an_invitation_is_sent_listed_taken_back_and_accepted(owner, group):
    Group.objects.update(joining=GroupJoining.INVITE)
    client, bo = log_in(owner), make_member("bo")
    invite = page(group, "invite/")
    client.post(invite, {"email": "bo@example.org"})
    again = client.post(invite, {"email": "bo@example.org"}).content.decode()
    own = client.post(invite, {"email": "ada@example.org"}).content.decode()
    client.post(invite, {"email": "x@example.org"})
    other = Invitation.objects.get(email="x@example.org")
    client.post(page(group, f"invitations/{other.pk}/withdraw/"))
    other.refresh_from_db()
    row = Invitation.objects.get(email="bo@example.org")
    accept_invitation(invitation=row, user=bo.user, now=timezone.now())

    assert "has not answered yet" in again
    assert "Nobody invites themselves" in own
    assert (other.state, find_place(group, bo).state) == ("withdrawn", "active")


@pytest.mark.requirement("CO47", "CO31")
def test_an_adult_cannot_accept_among_young_people(owner, network):
    group, bo = make_group_for_minors(owner, network), make_member("bo")
    log_in(owner).post(page(group, "invite/"), {"email": "bo@example.org"})
    row = Invitation.objects.get()
    answer = log_in(bo).post(f"/en/me/invitations/{row.pk}/accept/", follow=True)

    assert "cannot be accepted" in answer.content.decode()
    assert not GroupMembership.objects.filter(member=bo).exists()


@pytest.mark.requirement("CO30")
def test_files_by_link_are_added_and_taken_away(owner, group):
    bo = make_member("bo")
    enter(group, bo)
    client, url = log_in(bo), page(group, "files/")
    values = {"title": "Minutes", "url": "https://cloud.example.org/m"}
    client.post(url, values)
    twice = client.post(url, values).content.decode()
    plain = client.post(url, values | {"url": "http://x.example"}).content.decode()
    file = GroupFile.objects.get()
    foreign = log_in(make_member("kim")).post(page(group, f"files/{file.pk}/remove/"))
    archive_group(group=group, actor=owner.user, now=timezone.now())
    kept = client.post(page(group, f"files/{file.pk}/remove/")).status_code
    Group.objects.update(state="active")
    client.post(page(group, f"files/{file.pk}/remove/"))

    assert "by this address already" in twice
    assert "has to begin with https://" in plain
    assert (foreign.status_code, kept) == (404, 404)
    assert not GroupFile.objects.exists()


@pytest.mark.requirement("CO31", "P5")
def test_young_people_read_names_and_add_nothing(owner, network):
    group, child = make_group_for_minors(owner, network), make_child(network=network)
    invite_in(group, child, owner.user)
    client = log_in(child)
    members = client.get(page(group, "members/")).content.decode()

    assert ("Ada" in members, f"/members/{owner.slug}/" in members) == (True, False)
    assert client.get(page(group, "files/")).context["form"] is None
    assert client.post(page(group, "files/"), {"title": "x"}).status_code == 404
    assert client.get(page(group, "invite/")).status_code == 404
