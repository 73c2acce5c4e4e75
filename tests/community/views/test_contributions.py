"""Events by role, practice entries, organisations and groups on a profile (CO16)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import Network
from community.enums import Audience, ContributionRole, GroupVisibility, TeamRole
from community.models import Block, Contribution, TeamMembership
from community.operations.contributions import add_contribution
from tests.cms.pages import make_event, make_practice
from tests.community.organisations import make_organisation
from tests.community.people import make_child, make_member
from tests.community.posts import make_group
from tests.community.profiles import make_adult

pytestmark = [
    pytest.mark.requirement("CO16"),
    pytest.mark.django_db,
    pytest.mark.usefixtures("portal", "english_interface"),
]
LIST = "community_me:contribution_list"


@pytest.fixture
def ada(portal):
    return make_adult("ada", opened=Audience.MEMBERS, name_audience=Audience.PUBLIC)


def add(member, page, role=ContributionRole.SPEAKER):
    thing = page.event if hasattr(page, "event") else page.entry
    return add_contribution(member=member, thing=thing, role=role, now=timezone.now())


def read(client, member, viewer=None):
    """Return what stands on a profile, by heading, of what this is about."""
    client.logout()
    if viewer is not None:
        client.force_login(viewer.user)
    page = client.get(reverse("community:member_detail", args=[member.slug]))
    groups = page.context["sheet"].groups
    return {group.label: [tag.label for tag in group.tags] for group in groups}


def get_address(page):
    thing = page.event if hasattr(page, "event") else page.entry
    kind = thing._meta.model_name
    return reverse("community_me:contribution_add", args=[kind, thing.translation_key])


def test_events_stand_by_role_and_practice_beside_them(client, ada):
    add(ada, make_event(title="Sternennacht"))
    add(ada, make_event(title="Labortag"))
    add(ada, make_event(title="Messe"), ContributionRole.LEAD)
    add(ada, make_practice(title="Lötwerkstatt"), ContributionRole.TEAM)

    assert read(client, ada, make_member("bea")) == {
        "Events: speaking": ["Labortag", "Sternennacht"],
        "Events: in charge": ["Messe"],
        "Good practice: in the team": ["Lötwerkstatt"],
    }


@pytest.mark.requirement("CO11")
@pytest.mark.parametrize("who", ["visitor", "child", "narrowed", "unpublished"])
def test_who_may_not_see_them_sees_none(client, ada, who):
    page = make_event(title="Sternennacht")
    add(ada, page)
    viewer = {"visitor": None, "child": make_child("kim")}.get(who, make_member("bea"))
    if who == "narrowed":
        type(ada.profile).objects.update(contributions_audience=Audience.CONTACTS)
    if who == "unpublished":
        page.unpublish()

    assert read(client, ada, viewer) == {}


def test_organisations_stand_where_their_team_shows_the_person(client, ada):
    bea, kim = make_member("bea"), make_child("kim")
    shown, hidden, draft = (
        make_organisation(name, is_live=name != "Entwurf")
        for name in ("Muster-Werke", "Still-Werke", "Entwurf")
    )
    for firm in (shown, hidden, draft):
        TeamMembership.objects.create(
            organisation=firm,
            member=ada,
            role=TeamRole.TEAM,
            state="active",
            is_shown=firm != hidden,
            asked_at=timezone.now(),
        )

    assert read(client, ada, bea) == {"Organisations": ["Muster-Werke"]}
    assert read(client, ada) == read(client, ada, kim) == {}
    assert read(client, ada, ada) == {
        "Organisations": ["Entwurf", "Muster-Werke", "Still-Werke"]
    }


def test_only_groups_in_common_stand_there(client, ada):
    bea, eva = make_member("bea"), make_member("eva")
    network = Network.objects.get_site()
    make_group(network, ada, bea, visibility=GroupVisibility.PUBLIC)

    assert read(client, ada, bea) == {"Groups in common": ["Bienen"]}
    assert read(client, ada, eva) == read(client, ada) == {}


def test_member_adds_changes_takes_off_and_puts_back(client, ada):
    page = make_event(title="Sternennacht")
    client.force_login(ada.user)
    assert client.get(get_address(page)).status_code == 200

    for role in ("speaker", "team"):
        answer = client.post(get_address(page), {"role": role})
        assert answer["Location"] == reverse(LIST)
        assert Contribution.objects.get().role == role
    own = client.get(reverse(LIST))
    drop = reverse(
        "community_me:contribution_drop", args=[Contribution.objects.get().pk]
    )
    gone = client.post(drop, follow=True)

    assert (own["Cache-Control"], Contribution.objects.count()) == (
        "private, no-store",
        0,
    )
    back = {"role": gone.context["dropped"]["role"]}
    client.post(get_address(page), back)
    assert Contribution.objects.get().role == "team"


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({}, ["required"]),
        ({"role": "a\0b"}, ["invalid_choice"]),
        ({"role": "x" * 10_000}, ["invalid_choice"]),
        ({"role": "speaker"}, ["invalid_choice"]),
        ({"role": "Null 😀"}, ["invalid_choice"]),
    ],
)
def test_form_takes_bad_text(client, ada, values, codes):
    client.force_login(ada.user)

    answer = client.post(get_address(make_practice()), values)

    found = answer.context["form"].errors.as_data()["role"]
    assert [error.code for error in found] == codes


@pytest.mark.requirement("P4")
def test_young_people_add_nothing(client, portal):
    kim, page = make_child("kim"), make_event()
    client.force_login(kim.user)

    answer = client.post(get_address(page), {"role": "team"})

    assert (answer.status_code, Contribution.objects.count()) == (200, 0)
    assert client.get(reverse(LIST)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("event", "00000000-0000-0000-0000-000000000000"),
        ("network", "00000000-0000-0000-0000-000000000000"),
        ("member", "00000000-0000-0000-0000-000000000000"),
    ],
)
def test_what_is_no_event_and_no_practice_is_not_found(client, ada, kind, key):
    client.force_login(ada.user)
    url = reverse("community_me:contribution_add", args=[kind, key])

    assert client.get(url).status_code == 404


def test_nobody_takes_off_what_is_another_persons(client, ada):
    row = add(ada, make_event())
    client.force_login(make_member("bea").user)
    url = reverse("community_me:contribution_drop", args=[row.pk])

    assert client.post(url).status_code == 404
    assert Contribution.objects.count() == 1


@pytest.mark.requirement("P17")
def test_who_is_blocked_sees_no_profile(client, ada):
    bea = make_member("bea")
    add(ada, make_event())
    Block.objects.create(blocker=ada, blocked=bea, since=timezone.now())
    client.force_login(bea.user)

    page = client.get(reverse("community:member_detail", args=[ada.slug]))

    assert page.status_code == 404


def test_profile_and_list_take_the_same_queries(client, ada):
    counts = []
    client.force_login(make_member("bea").user)
    url = reverse("community:member_detail", args=[ada.slug])
    client.get(url)
    for wanted in (1, 3):
        while Contribution.objects.count() < wanted:
            add(ada, make_event(title=f"Tag {Contribution.objects.count()}"))
            firm = make_organisation(f"Werk {Contribution.objects.count()}")
            TeamMembership.objects.create(
                organisation=firm,
                member=ada,
                state="active",
                is_shown=True,
                asked_at=timezone.now(),
            )
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    client.force_login(ada.user)
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as own:
        client.get(reverse(LIST))

    assert counts == [16, 16]
    assert len(own) <= 12
