"""The directory: who is listed, what is counted, what stays hidden (CO13, CO18)."""

import datetime as dt

import pytest
from django.test import RequestFactory
from django.utils import timezone

from cms.audiences import VISITOR, Viewer
from cms.enums import Taxonomy
from community.enums import Audience, ProfileTermKind, ProfileValueKind
from community.models import Block, Profile, ProfileValue
from community.operations.profiles import ProfileDetails, change_profile
from community.queries.directory import list_members
from tests.community.people import make_child, make_member
from tests.community.profiles import make_adult, make_term, name_term

pytestmark = pytest.mark.django_db
ADULT = Viewer(tokens=frozenset({"public", "member", "adult"}))


def show(viewer=ADULT, day=None, **params):
    request = RequestFactory().get("/de/members/", params)
    return list_members(request=request, viewer=viewer, day=day or timezone.localdate())


def list_names(viewer=ADULT, **params):
    return [card.title for card in show(viewer, **params).cards]


def count(listing, name):
    for group in listing.panel.groups:
        if group.name == name:
            return {option.value: option.count for option in group.options}
    return {}


@pytest.mark.requirement("CO18", "P4")
def test_lists_adults_who_are_open_to_the_viewer():
    make_adult("ada")
    make_adult("bea", opened=Audience.MEMBERS)
    make_adult("cem", opened=Audience.CONTACTS)
    make_child("ede")
    make_member("fee", age=17)
    Profile.objects.filter(member__display_name__in=["Ede", "Fee"]).update(
        name_audience=Audience.PUBLIC
    )

    assert list_names() == ["Ada", "Bea"]
    assert list_names(VISITOR) == ["Ada"]
    assert (show().total, show(VISITOR).total) == (2, 1)


@pytest.mark.requirement("CO13")
def test_hidden_offer_is_neither_found_nor_counted():
    talk = make_term(Taxonomy.OFFER_OR_NEED, "talks-x")
    for name, audience in (("ada", Audience.PUBLIC), ("bea", Audience.MEMBERS)):
        name_term(
            make_adult(name, offers_audience=audience), ProfileTermKind.OFFER, talk
        )
    name_term(
        make_adult("cem", offers_audience=Audience.CONTACTS),
        ProfileTermKind.OFFER,
        talk,
    )

    found = {
        "member": (list_names(offer="talks-x"), count(show(), "offer")),
        "visitor": (
            list_names(VISITOR, offer="talks-x"),
            count(show(VISITOR), "offer"),
        ),
    }

    assert found == {
        "member": (["Ada", "Bea"], {"talks-x": 2}),
        "visitor": (["Ada"], {"talks-x": 1}),
    }


@pytest.mark.requirement("CO15")
def test_offer_that_is_over_is_not_found():
    day = dt.date(2027, 3, 3)
    talk = make_term(Taxonomy.OFFER_OR_NEED, "talks-x")
    member = make_adult("ada", offers_until=day)
    name_term(member, ProfileTermKind.OFFER, talk)

    def find(on):
        return [card.title for card in show(day=on, offer="talks-x").cards]

    assert [find(day), find(day + dt.timedelta(days=1))] == [["Ada"], []]


@pytest.mark.requirement("CO18")
def test_topic_above_finds_who_named_one_below():
    physics = make_term(Taxonomy.TOPIC, "physics-x")
    optics = make_term(Taxonomy.TOPIC, "optics-x", parent=physics)
    name_term(make_adult("ada"), ProfileTermKind.DISCIPLINE, optics)

    assert list_names(topic="physics-x") == ["Ada"]
    assert count(show(), "topic") == {"physics-x": 1, "optics-x": 1}


@pytest.mark.requirement("CO18")
def test_filters_by_language_role_and_talks_narrow_together():
    for name, talks in (("ada", True), ("bea", True), ("cem", False)):
        member = make_adult(name, gives_talks=talks)
        if name != "bea":
            ProfileValue.objects.create(
                profile=member.profile, kind=ProfileValueKind.LANGUAGE, value="pl"
            )

    assert list_names(**{"language": "pl", "is": "talks", "role": "friend"}) == ["Ada"]
    assert count(show(language="pl"), "is") == {"talks": 1, "new": 2}


@pytest.mark.requirement("CO18")
def test_name_is_found_folded_and_ordered_by_its_last_word():
    for name in ("zoë Bär", "Ada Zimmer", "Bea Anders"):
        member = make_adult(name.replace(" ", "").lower())
        member.display_name = name
        member.save()

    assert list_names() == ["Bea Anders", "zoë Bär", "Ada Zimmer"]
    assert list_names(sort="first") == ["Ada Zimmer", "Bea Anders", "zoë Bär"]
    assert list_names(q="bar zoe") == ["zoë Bär"]


@pytest.mark.requirement("CO18", "CO13")
def test_distance_finds_only_whose_place_is_open():
    spot = {"place": "Mainz", "latitude": "49.9929", "longitude": "8.2473"}
    make_adult("ada", **spot)
    make_adult("bea", place_audience=Audience.CONTACTS, **spot)

    assert list_names(near="Wiesbaden", radius="25") == ["Ada"]
    assert list_names(near="Berlin", radius="25") == []


@pytest.mark.requirement("CO53", "P17")
def test_blocked_member_is_neither_listed_nor_counted():
    ada, bea = make_adult("ada"), make_adult("bea")
    Block.objects.create(blocker=ada, blocked=bea, since=timezone.now())
    viewer = Viewer(tokens=ADULT.tokens, blocked=frozenset({f"owner:{bea.pk}"}))

    listing = show(viewer)

    assert ([card.title for card in listing.cards], listing.total) == (["Ada"], 1)


@pytest.mark.requirement("CO13", "CO69")
def test_narrowed_profile_is_gone_and_uncounted_at_once():
    ada = make_adult("ada")
    make_adult("bea")
    before = show().total

    change_profile(
        member=ada,
        details=ProfileDetails(
            display_name="Ada", columns={"name_audience": Audience.STAFF}
        ),
        now=timezone.now(),
    )

    assert (before, show().total, list_names()) == (2, 1, ["Bea"])


@pytest.mark.requirement("CO18")
@pytest.mark.parametrize("number", [1, 3])
def test_directory_takes_the_same_queries_for_one_and_three(
    number, django_assert_num_queries
):
    talk = make_term(Taxonomy.OFFER_OR_NEED, "talks-x")
    for name in ("ada", "bea", "cem")[:number]:
        name_term(make_adult(name), ProfileTermKind.OFFER, talk)

    with django_assert_num_queries(8):
        show(offer="talks-x")
