"""Members are found by what each viewer may read of them, and by nothing else (F15)."""

import datetime as dt

import pytest
from django.utils import timezone

from cms.audiences import VISITOR, find_viewer
from cms.enums import Role, Taxonomy
from community.enums import AccountState, Audience
from community.models import Block, Member, Membership, Profile
from community.models.profile import PARTS
from search.models import Entry
from search.operations.entries import follow_dates
from tests.cms.staff import give, make_network
from tests.community.people import make_child, make_login, make_member
from tests.community.profiles import make_adult, make_contact, make_term, name_term
from tests.search.finding import (
    find_things,
    read_values,
    read_words,
    refresh_everything,
)

pytestmark = pytest.mark.django_db
WORDS = {
    "position": "Ingenieurin",
    "about": "Ich baue Brücken",
    "skills": "Löten",
    "place": "Musterstadt",
    "email": "geheim@example.org",
    "phone": "0123 456789",
    "website": "https://example.org/ada",
}


@pytest.fixture
def network():
    return make_network("MINT Musterstadt")


def make_ada(network, **audiences):
    ada = make_member("ada", network=network)
    columns = {f"{part}_audience": audience for part, audience in audiences.items()}
    Profile.objects.filter(member=ada).update(**WORDS | columns)
    return ada


def make_coordinator(network, name="kim"):
    user = make_login(name)
    give(user, network, Role.COORDINATOR)
    return user


@pytest.mark.requirement("F15", "CO11")
def test_each_part_is_searched_by_whom_it_is_open_to(network):
    ada = make_ada(
        network,
        name=Audience.PUBLIC,
        role=Audience.OWNER,
        networks=Audience.OWNER,
        position=Audience.PUBLIC,
        about=Audience.MEMBERS,
        skills=Audience.CONTACTS,
        place=Audience.STAFF,
        email=Audience.PUBLIC,
        phone=Audience.PUBLIC,
    )
    friend, member = make_member("bea"), make_member("cem")
    make_contact(ada, friend)
    thing = f"member:{ada.pk}"

    words = {
        "visitor": read_words(thing),
        "youth": read_words(thing, make_member("dora", age=17).user),
        "member": read_words(thing, member.user),
        "contact": read_words(thing, friend.user),
        "coordinator": read_words(thing, make_coordinator(network)),
        "elsewhere": read_words(
            thing, make_coordinator(make_network("MINT Anderswo"), "kai")
        ),
    }

    public = {"public": "Ingenieurin"}
    members = public | {"members": "Ich baue Brücken"}
    contacts = members | {"contacts": "Löten"}
    assert words == {
        "visitor": public,
        "youth": public,
        "member": members,
        "contact": contacts,
        "coordinator": contacts | {"staff": "Musterstadt"},
        "elsewhere": public,
    }
    own = read_words(thing, ada.user)
    assert set(own) == {"public", "members", "contacts", "staff", "own"}


@pytest.mark.requirement("F15")
def test_how_to_reach_somebody_stands_in_no_entry(network):
    make_ada(network, **dict.fromkeys(PARTS, Audience.PUBLIC))
    Profile.objects.update(about="Schreib an ada@example.org")

    rows = Entry.objects.filter(kind="member").values_list(
        "title", "summary", "body", "names", "url"
    )
    text = " ".join(" ".join(row) for row in rows)

    assert [word for word in ("@", "0123", "https:", "geheim") if word in text] == []


@pytest.mark.requirement("F15", "P4")
@pytest.mark.parametrize("age", [14, 17])
def test_minor_is_found_by_coordination_and_self_alone(network, age):
    minor = make_child("ede", age=age, network=network)
    Profile.objects.update(**{f"{part}_audience": Audience.PUBLIC for part in PARTS})
    adult = make_member("bea", network=network)
    make_contact(minor, adult)
    editor = make_login("edi")
    give(editor, network, Role.EDITOR)

    thing = f"member:{minor.pk}"
    seen = [
        thing in find_things(user)
        for user in (
            minor.user,
            make_coordinator(network),
            adult.user,
            make_child("fee", network=network).user,
            editor,
            make_coordinator(make_network("MINT Anderswo"), "kai"),
            None,
        )
    ]

    assert seen == [True, True, False, False, False, False, False]
    levels = Entry.objects.filter(thing=thing).values_list("level", flat=True)
    assert set(levels) <= {"staff", "own"}


@pytest.mark.requirement("F15", "F16")
@pytest.mark.parametrize("state", ["paused", "blocked", "closed"])
def test_account_that_rests_is_gone_for_others_at_once(network, state):
    ada = make_adult("ada")
    before = find_things(kind="member")

    Member.objects.filter(pk=ada.pk).update(
        state=AccountState(state), closed_at=timezone.now()
    )

    assert (before, find_things(kind="member")) == ({f"member:{ada.pk}"}, set())
    assert refresh_everything() == 0


@pytest.mark.requirement("F15")
def test_block_hides_both_from_each_other_at_once():
    ada, bea = make_adult("ada"), make_adult("bea")

    Block.objects.create(blocker=ada, blocked=bea, since=timezone.now())

    assert f"member:{bea.pk}" not in find_things(ada.user)
    assert f"member:{ada.pk}" not in find_things(bea.user)


@pytest.mark.requirement("F15", "CO11")
@pytest.mark.parametrize("audience", [*Audience, 9])
def test_name_bounds_everything_and_an_unknown_audience_hides(network, audience):
    ada = make_ada(network, **dict.fromkeys(PARTS, Audience.PUBLIC))
    Profile.objects.update(name_audience=audience)
    friend = make_member("bea")
    make_contact(ada, friend)
    users = [
        None,
        make_member("cem").user,
        friend.user,
        make_coordinator(network),
        ada.user,
    ]
    day = timezone.localdate()

    found = [f"member:{ada.pk}" in find_things(user) for user in users]

    viewers = [VISITOR if user is None else find_viewer(user) for user in users]
    rows = Member.objects.filter(pk=ada.pk)
    assert found == [rows.visible_to(viewer, day).exists() for viewer in viewers]


@pytest.mark.requirement("F10")
def test_facets_stand_at_the_level_of_their_part_and_inside_it(network):
    ada = make_ada(network, name=Audience.PUBLIC, networks=Audience.MEMBERS)
    name_term(ada, "stage", make_term(Taxonomy.STAGE, "primar", "Grundschule"))
    Profile.objects.update(stages_audience=Audience.PUBLIC)

    rows = Entry.objects.filter(thing=f"member:{ada.pk}")
    values = {row.level: read_values(row) for row in rows}

    assert values["public"] == {"stage": ["primar"]}
    assert values["members"] == {"stage": ["primar"], "network": [network.slug]}


@pytest.mark.requirement("F16")
def test_network_that_ends_a_membership_finds_the_member_no_more(network):
    minor = make_child("ede", network=network)
    kim = make_coordinator(network)
    before = find_things(kim, "member")

    Membership.objects.filter(member=minor).update(state="ended")

    assert (before, find_things(kim, "member")) == ({f"member:{minor.pk}"}, set())


@pytest.mark.requirement("F15", "P32")
def test_day_that_makes_somebody_an_adult_is_followed_by_the_run(time_machine):
    minor = make_member("dora", age=17)
    Profile.objects.update(name_audience=Audience.PUBLIC)
    before = find_things(kind="member")
    time_machine.move_to(minor.get_birthday_of(18))

    changed = follow_dates(timezone.now())

    assert (before, changed > 0) == (set(), True)
    assert find_things(kind="member") == {f"member:{minor.pk}"}
    assert follow_dates(timezone.now()) == 0


@pytest.mark.requirement("F15")
def test_offer_that_is_over_is_not_searched(network, time_machine):
    ada = make_adult("ada", offers_text="Lötkurse", offers_until=timezone.localdate())
    before = read_words(f"member:{ada.pk}")
    time_machine.move_to(timezone.now() + dt.timedelta(days=2))

    follow_dates(timezone.now())

    assert "Lötkurse" in before["public"]
    assert "Lötkurse" not in read_words(f"member:{ada.pk}").get("public", "")
