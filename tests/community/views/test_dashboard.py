"""The dashboard above the own account: what waits and what is new, nothing else (CO20)."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.audiences import find_viewer
from cms.enums import Role
from cms.models import Proposal
from community.enums import Audience, ContactState, TeamRole
from community.models import Member, Membership, TeamMembership
from community.operations.bookmarks import keep_thing
from community.operations.group_members import join_group
from community.operations.messages import start_thread
from community.permissions.cockpit import can_open_cockpit
from community.queries.dashboard import get_dashboard
from tests.cms.pages import make_news
from tests.cms.staff import give, make_network
from tests.community.groups import make_group
from tests.community.invitations import invite, make_coordinator
from tests.community.organisations import make_organisation
from tests.community.people import make_child, make_member
from tests.community.profiles import make_adult, make_contact

pytestmark = [
    pytest.mark.requirement("CO20"),
    pytest.mark.django_db,
    pytest.mark.usefixtures("english_interface"),
]
ACCOUNT = "community_me:account"
FIRST = "What is new in your networks will stand here."


@pytest.fixture
def north(portal):
    return make_network("Nord")


def read(member):
    """Return ``{block: [text, …]}``."""
    found = Member.objects.select_related("user").get(pk=member.pk)
    blocks = get_dashboard(
        member=found,
        viewer=find_viewer(found.user),
        has_cockpit=can_open_cockpit(found.user),
        now=timezone.now(),
    )
    return {block.name: [line.text for line in block.lines] for block in blocks}


def bring(name, network):
    """Make an adult whom members see, and who belongs to the network."""
    row = make_adult(name, opened=Audience.MEMBERS)
    Membership.objects.create(
        member=row, network=network, state="confirmed", claimed_at=timezone.now()
    )
    return row


def test_new_member_is_told_what_to_do_first(client, portal):
    client.force_login(make_member("ada").user)

    page = client.get(reverse(ACCOUNT)).content.decode()

    assert FIRST in page
    assert "Waiting for you" not in page


def test_what_waits_is_counted_by_kind(client, north):
    ada = make_member("ada", network=north)
    south = make_network("Süd")
    invite(make_coordinator(south), south, email="ada@example.org")
    make_contact(make_adult("bea"), ada, ContactState.ASKED)
    firm = make_organisation("Muster-Werke", admin=ada)
    TeamMembership.objects.create(
        organisation=firm, member=make_member("cem"), asked_at=timezone.now()
    )
    assert TeamMembership.objects.get(member=ada).role == TeamRole.ADMIN
    give(ada.user, north, Role.EDITOR)
    client.force_login(ada.user)

    page = client.get(reverse(ACCOUNT)).content.decode()

    assert read(ada)["waiting"] == [
        "1 invitation",
        "1 person would like to be in contact with you",
        "Somebody asks to join the team of Muster-Werke",
        "Decisions of your network, in the cockpit",
    ]
    assert FIRST not in page
    assert "Cem" not in page


def test_own_drafts_only(north):
    ada, bea = make_member("ada", network=north), make_member("bea", network=north)
    article = make_news().article
    for number, (member, state) in enumerate(
        ((ada, "draft"), (ada, "accepted"), (bea, "draft"))
    ):
        Proposal.objects.create(
            proposer=member.user,
            network=north,
            kind="news",
            language=("de", "en", "fr")[number],
            title=f"Entwurf {number}",
            state=state,
            content_type=ContentType.objects.get_for_model(article),
            object_id=article.pk,
            created_at=timezone.now(),
        )

    assert read(ada)["drafts"] == ["Entwurf 0"]


def test_new_people_and_organisations_of_own_networks_only(north):
    ada = make_member("ada", network=north)
    south = make_network("Süd")
    bea = bring("bea", north)
    bring("dora", south)
    make_organisation("Muster-Werke", network=north)
    make_organisation("Süd-Werke", network=south)

    assert read(ada) == {
        "people": [bea.display_name],
        "organisations": ["Muster-Werke"],
    }


@pytest.mark.requirement("P4")
def test_minors_are_in_nobodys_news_and_see_no_member(north):
    ada, kim = make_member("ada", network=north), make_child("kim", network=north)
    bring("bea", north)

    assert "Kim" not in str(read(ada))
    assert read(kim) == {}


@pytest.mark.requirement("P2")
def test_who_takes_no_part_sees_the_own_account_only(client, north):
    kim = make_child("kim", has_consent=False, network=north)
    bring("bea", north)
    client.force_login(kim.user)

    page = client.get(reverse(ACCOUNT)).content.decode()

    assert "dashboard-" not in page
    assert FIRST not in page


def test_queries_do_not_grow(north):
    ada = make_member("ada", network=north)
    counts = []
    for number in range(3):
        make_contact(make_adult(f"bea{number}"), ada, ContactState.ASKED)
        bring(f"cem{number}", north)
        make_organisation(f"Werk {number}", network=north)
        if number in (0, 2):
            read(ada)
            member = Member.objects.select_related("user").get(pk=ada.pk)
            viewer = find_viewer(member.user)
            with CaptureQueriesContext(connection) as queries:
                get_dashboard(
                    member=member, viewer=viewer, has_cockpit=True, now=timezone.now()
                )
            counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 20


def test_own_figures_and_who_asks_to_join_a_group_that_one_leads(north):
    ada, bea = make_member("ada", network=north), bring("bea", north)
    make_contact(bea, ada)
    group = make_group(ada, north, "Solder", visibility="public", joining="request")
    join_group(group=group, member=bea, now=timezone.now())
    make_group(bea, north, "Rockets", visibility="public")
    keep_thing(member=ada, thing=north, now=timezone.now())
    keep_thing(member=bea, thing=north, now=timezone.now())
    start_thread(starter=bea, others=[ada], text="Hi", now=timezone.now())
    Membership.objects.create(
        member=ada,
        network=make_network("Süd"),
        state="asked",
        claimed_at=timezone.now(),
    )

    found = read(ada)

    assert found["waiting"] == [
        "Somebody asks to join Solder",
        "Süd has a question for you",
    ]
    assert found["counters"] == [
        "1 unread conversation",
        "1 contact",
        "1 group",
        "1 bookmark",
    ]
