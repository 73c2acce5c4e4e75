"""What a member has part in: kinds, roles, empty states, and nobody else's (CO20)."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.enums import Role
from cms.models import Article, Proposal
from community.models import TeamMembership
from community.operations.group_members import join_group
from tests.cms.pages import make_news
from tests.cms.staff import give, make_network
from tests.community.groups import enter, make_group
from tests.community.organisations import make_organisation
from tests.community.people import make_child, make_member

pytestmark = [
    pytest.mark.requirement("CO20"),
    pytest.mark.django_db,
    pytest.mark.usefixtures("english_interface"),
]
PAGES = "/en/me/pages/"


@pytest.fixture
def north(portal):
    return make_network("Nord")


def read(member, query=""):
    """Return ``(titles, role tabs)`` of the page."""
    client = Client()
    client.force_login(member.user)
    own = client.get(PAGES + query).context["own"]
    return [card.title for card in own.cards], [tab.title for tab in own.roles]


def propose(member, network, title, kind, state):
    article = Article.objects.first() or make_news().article
    return Proposal.objects.create(
        proposer=member.user,
        network=network,
        kind=kind,
        language=title,
        title=title,
        state=state,
        content_type=ContentType.objects.get_for_model(article),
        object_id=article.pk,
        created_at=timezone.now(),
    )


def test_groups_stand_under_the_role_that_one_has(north):
    ada, bea = make_member("ada", network=north), make_member("bea", network=north)
    make_group(ada, north, "Alpha", visibility="public")
    enter(make_group(bea, north, "Beta", visibility="hidden"), ada)
    gamma = make_group(bea, north, "Gamma", visibility="public", joining="request")
    join_group(group=gamma, member=ada, now=timezone.now())
    make_group(bea, north, "Delta", visibility="public")

    tabs = ["All (3)", "I lead (1)", "I take part (1)", "I have asked (1)"]
    assert read(ada) == (["Alpha", "Beta", "Gamma"], tabs)
    assert read(ada, "?role=lead") == (["Alpha"], tabs)
    assert read(ada, "?kind=group&role=member") == (["Beta"], tabs)
    assert read(ada, "?role=asked") == (["Gamma"], tabs)
    assert read(ada, "?kind=Null&role=%F0%9F%A4%96") == read(ada)


def test_organisations_stand_under_the_role_that_one_has(north):
    ada, bea = make_member("ada", network=north), make_member("bea", network=north)
    make_organisation("Alpha-Werke", admin=ada)
    other = make_organisation("Beta-Werke", admin=bea)
    asked = make_organisation("Gamma-Werke", admin=bea)
    for firm, state in ((other, "active"), (asked, "asked")):
        TeamMembership.objects.create(
            organisation=firm, member=ada, state=state, asked_at=timezone.now()
        )

    names = ["Alpha-Werke", "Beta-Werke", "Gamma-Werke"]
    roles = ("admin", "team", "asked")
    assert read(ada, "?kind=organisation")[0] == names
    assert [read(ada, f"?kind=organisation&role={one}")[0] for one in roles] == [
        [name] for name in names
    ]


def test_proposals_stand_under_their_kind_and_how_far_they_came(north):
    ada, bea = make_member("ada", network=north), make_member("bea", network=north)
    for number, state in enumerate(("draft", "submitted", "accepted", "withdrawn")):
        propose(ada, north, f"E{number}", "event", state)
    propose(ada, north, "O", "offer", "accepted")
    propose(bea, north, "B", "event", "accepted")

    found = [
        read(ada, f"?kind=event&role={one}")[0]
        for one in ("draft", "waiting", "accepted", "ended")
    ]
    assert found == [["E0"], ["E1"], ["E2"], ["E3"]]
    assert read(ada, "?kind=offer")[0] == ["O"]
    assert read(bea, "?kind=event")[0] == ["B"]


def test_each_empty_kind_says_how_to_begin(client, north):
    ada = make_member("ada", network=north)
    client.force_login(ada.user)

    def find_way(kind):
        empty = client.get(f"{PAGES}?kind={kind}").context["own"].empty
        return empty.title, empty.url

    groups, firms = "/en/groups/", "/en/organisations/"
    assert find_way("group") == ("You belong to no group yet", groups)
    assert find_way("organisation") == ("You belong to no organisation yet", firms)
    assert find_way("event") == ("No proposals yet", "")
    give(ada.user, north, Role.AUTHOR)
    new = reverse("cms_me:proposal_new", args=["event"])
    assert find_way("event") == ("No proposals yet", new)
    make_group(ada, north, "Alpha")
    shown = client.get(f"{PAGES}?role=asked").context["own"].empty
    assert (shown.title, shown.url) == ("Nothing in this role", f"{PAGES}?kind=group")


def test_young_people_have_groups_only_and_who_takes_no_part_has_no_such_page(north):
    kim = make_child("kim", network=north)
    lou = make_child("lou", has_consent=False, network=north)
    young, pending, visitor = Client(), Client(), Client()
    young.force_login(kim.user)
    pending.force_login(lou.user)
    page = young.get(f"{PAGES}?kind=organisation")

    assert [tab.title for tab in page.context["own"].kinds] == ["Groups"]
    assert page.context["own"].label == "Groups"
    assert "no-store" in page["Cache-Control"]
    assert pending.get(PAGES).status_code == 404
    assert visitor.get(PAGES).status_code == 302


def test_a_page_beyond_the_last_is_missing(client, north):
    client.force_login(make_member("ada", network=north).user)

    assert client.get(f"{PAGES}?page=2").status_code == 404


def test_queries_do_not_grow(north):
    ada = make_member("ada", network=north)
    counts = []
    for number in range(3):
        make_group(ada, north, f"Group {number}", visibility="public")
        if number in (0, 2):
            read(ada)
            with CaptureQueriesContext(connection) as queries:
                read(ada)
            counts.append(len(queries))

    assert counts[0] == counts[1]
