"""The page of a team and of a claim, for members (CO23, SP48)."""

import pytest
from django.test import Client
from django.utils import timezone

from cms.enums import Role
from community.models import OrganisationClaim, TeamMembership
from community.operations.accounts import pause_account
from tests.cms.html import find_all, get_text, parse
from tests.cms.staff import give, make_network, make_user
from tests.community.organisations import (
    get_page,
    join,
    make_organisation,
    make_pre_made,
)
from tests.community.people import make_child, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def admin(network):
    return make_member(network=network)


@pytest.fixture
def organisation(admin, network):
    return make_organisation(admin=admin, network=network)


@pytest.fixture
def url(organisation):
    return f"{get_page(organisation)}team/"


def sign_in(member) -> Client:
    client = Client()
    client.force_login(getattr(member, "user", member))
    return client


def list_buttons(answer) -> list[str]:
    main = find_all(parse(answer), "main")[0]
    return [get_text(button) for button in find_all(main, "button")]


def list_notes(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.requirement("CO23")
def test_whole_way_from_asking_to_leaving(admin, network, url):
    bo = make_member("bo", network=network)
    mate, boss = sign_in(bo), sign_in(admin)

    outside = list_buttons(mate.get(url))
    asked = list_buttons(mate.post(f"{url}ask/", {"words": "Hallo"}, follow=True))
    row = TeamMembership.objects.get(member=bo)
    seen = list_buttons(boss.get(url))
    boss.post(f"{url}{row.pk}/", {"accept": "1"})
    inside = list_buttons(mate.get(url))
    mate.post(f"{url}show/", {"show": "1"})
    row.refresh_from_db()
    shown = row.is_shown
    mate.post(f"{url}leave/")
    row.refresh_from_db()

    assert outside == ["Ask to join"]
    assert asked == ["Take the request back"]
    assert seen[:2] == ["Take Bo into the team", "Decline Bo"]
    assert inside == ["Show me to members", "Leave the team"]
    assert (shown, row.state) == (True, "ended")


@pytest.mark.requirement("CO23")
def test_admin_makes_a_successor_and_leaves(admin, network, organisation, url):
    row = join(organisation, make_member("bo", network=network))
    boss = sign_in(admin)

    alone = list_notes(boss.post(f"{url}leave/", follow=True))
    boss.post(f"{url}{row.pk}/", {"admin": "1"})
    boss.post(f"{url}leave/")

    assert alone == [
        "An organisation needs an admin. Make somebody else of the team admin first."
    ]
    assert list(TeamMembership.objects.admins()) == [row]


@pytest.mark.requirement("CO23", "S25")
def test_who_may_decide(admin, network, organisation, url):
    row = join(organisation, make_member("bo", network=network))
    foreign, own = make_user("egon"), make_user("clara")
    give(foreign, make_network("Ost"), Role.COORDINATOR)
    give(own, network, Role.COORDINATOR)
    people = (row.member, make_member("cy"), foreign, own)

    codes = [
        sign_in(who).post(f"{url}{row.pk}/", {"admin": "1"}).status_code
        for who in people
    ]

    assert codes == [404, 404, 404, 302]


@pytest.mark.requirement("CO23", "P2")
def test_only_adults_who_take_part_come_here(network, url, organisation):
    resting = make_member("di")
    pause_account(member=resting, now=timezone.now())
    people = (make_child(), make_child("jo", has_consent=False), resting)
    paths = ("team/", "claim/")

    codes = [
        sign_in(who).get(get_page(organisation) + path).status_code
        for who in people
        for path in paths
    ]
    posted = [
        sign_in(who).post(f"{url}ask/", {"words": ""}).status_code for who in people
    ]

    assert (codes, posted) == ([404] * 6, [404] * 3)
    assert TeamMembership.objects.count() == 1


@pytest.mark.requirement("CO23")
def test_who_asks_sees_nobody_of_the_team(url):
    answer = sign_in(make_member("bo")).get(url)

    assert "Ada" not in get_text(find_all(parse(answer), "main")[0])


@pytest.mark.requirement("SP48")
def test_claim_is_made_seen_and_taken_back(network):
    entry, member = make_pre_made(network=network), make_member("bo")
    url, client = f"{get_page(entry)}claim/", sign_in(member)

    asked = client.post(url, {"words": "Ich leite das Haus."}, follow=True)
    claim = OrganisationClaim.objects.get()
    again = client.post(url, {"words": "Noch einmal."})
    client.post(f"{url}withdraw/")
    claim.refresh_from_db()
    gone = client.post(f"{url}withdraw/")

    assert list_buttons(asked) == ["Take the claim back"]
    assert (again.status_code, OrganisationClaim.objects.count()) == (302, 1)
    assert (claim.state, gone.status_code) == ("withdrawn", 404)


@pytest.mark.requirement("SP48")
def test_foreign_address_is_refused_in_words(network):
    entry = make_pre_made()
    client = sign_in(make_member("bo"))

    answer = client.post(
        f"{get_page(entry)}claim/",
        {"words": "Ich.", "proof_email": "bo@example.org"},
    )

    sentence = (
        "This address is not at the domain of the website. Leave it out: then the "
        "coordination decides."
    )
    assert answer.context["form"].errors["proof_email"] == [sentence]


@pytest.mark.requirement("SP49")
def test_entry_with_an_admin_is_joined_not_claimed(organisation, url):
    client = sign_in(make_member("bo"))

    answer = client.get(f"{get_page(organisation)}claim/")

    assert answer.headers["Location"] == url


@pytest.mark.parametrize("text", ["Null", "🦉", "a\x00b", "x" * 10_000])
def test_bad_text_never_breaks_the_forms(network, url, text):
    entry = make_pre_made("Beispiel-Werke")
    client = sign_in(make_member("bo"))

    codes = [
        client.post(f"{url}ask/", {"words": text}).status_code,
        client.post(
            f"{get_page(entry)}claim/", {"words": text, "proof_email": text}
        ).status_code,
    ]

    assert all(code in (200, 302, 400) for code in codes)
