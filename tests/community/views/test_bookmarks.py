"""Bookmarks and lists: own, private, once each, and nothing that is out of sight (CO19)."""

import threading
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.audiences import find_viewer
from community.enums import AccountState, Audience, OrganisationState
from community.models import Bookmark, BookmarkList, Member, Organisation
from community.operations.bookmarks import (
    NameTakenError,
    keep_thing,
    make_bookmark_list,
)
from community.operations.erasing import erase_user
from community.queries.bookmarks import get_kept_page
from tests.cms.pages import make_news
from tests.community.organisations import make_organisation
from tests.community.people import make_child, make_member
from tests.community.profiles import make_adult

pytestmark = [
    pytest.mark.requirement("CO19"),
    pytest.mark.django_db,
    pytest.mark.usefixtures("english_interface"),
]
LIST = "community_me:bookmark_list"


@pytest.fixture
def member(client, portal):
    found = make_member("ada")
    client.force_login(found.user)
    return found


def keep(member, thing, kept_in=None):
    return keep_thing(member=member, thing=thing, kept_in=kept_in, now=timezone.now())


def read(member):
    page = get_kept_page(
        member=member,
        viewer=find_viewer(member.user),
        chosen=None,
        before=None,
        now=timezone.now(),
    )
    return [entry.shown.title for entry in page.entries]


def address(kind, key):
    return reverse("community_me:bookmark_keep", args=[kind, key])


def test_page_person_and_organisation_are_kept_and_listed(client, member):
    news = make_news(title="Labortag")
    bea = make_adult("bea", opened=Audience.MEMBERS)
    firm = make_organisation("Muster-Werke")
    named = make_bookmark_list(member=member, name="Später")
    for kind, key in (
        ("article", news.article.translation_key),
        ("member", bea.slug),
        ("organisation", firm.slug),
    ):
        asked = client.get(address(kind, key))
        done = client.post(address(kind, key), {"kept_in": named.pk})
        assert (asked.status_code, done.status_code) == (200, 302)

    page = client.get(reverse(LIST), {"list": named.pk})

    assert read(member) == ["Muster-Werke", bea.display_name, "Labortag"]
    assert "Später" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "hide",
    [
        lambda bea: Member.objects.filter(pk=bea.pk).update(state=AccountState.PAUSED),
        lambda bea: type(bea.profile).objects.update(name_audience=Audience.STAFF),
        lambda bea: Member.objects.filter(pk=bea.pk).update(birth_year=2015),
    ],
    ids=["rests", "narrowed", "a minor"],
)
def test_person_out_of_sight_is_not_shown(member, hide):
    bea = make_adult("bea", opened=Audience.MEMBERS)
    keep(member, bea)
    assert read(member) == [bea.display_name]

    hide(bea)

    assert read(member) == []


def test_unpublished_page_and_hidden_organisation_are_not_shown(member):
    news, firm = make_news(title="Labortag"), make_organisation("Muster-Werke")
    keep(member, news.article)
    keep(member, firm)
    assert read(member) == ["Muster-Werke", "Labortag"]

    news.unpublish()
    Organisation.objects.update(state=OrganisationState.HIDDEN)

    assert read(member) == []


@pytest.mark.requirement("P10", "P36")
def test_who_is_erased_stays_in_nobodys_bookmarks(member):
    bea = make_adult("bea", opened=Audience.MEMBERS)
    keep(member, bea)
    keep(member, make_organisation("Muster-Werke"))

    erase_user(user_id=bea.user_id, now=timezone.now())

    assert Bookmark.objects.count() == 1


def test_let_go_and_taken_back(client, member):
    firm = make_organisation("Muster-Werke")
    row = keep(member, firm)

    answer = client.post(
        reverse("community_me:bookmark_drop", args=[row.pk]), follow=True
    )
    assert read(member) == []
    assert address("organisation", firm.slug) in answer.content.decode()
    client.post(address("organisation", firm.slug))

    assert read(member) == ["Muster-Werke"]


def test_moved_between_lists_and_a_list_ends(client, member):
    row = keep(member, make_organisation("Muster-Werke"))
    named = make_bookmark_list(member=member, name="Später")
    move = reverse("community_me:bookmark_move", args=[row.pk])

    client.post(move, {"kept_in": named.pk})
    row.refresh_from_db()
    assert row.kept_in == named
    client.post(reverse("community_me:bookmark_list_end", args=[named.pk]))
    row.refresh_from_db()

    assert (row.kept_in, BookmarkList.objects.count()) == (None, 0)
    assert client.post(move, {"kept_in": "0"}).status_code == 302


def test_nobody_reaches_what_others_keep(client, member):
    other = make_member("bea")
    firm = make_organisation("Muster-Werke")
    named = make_bookmark_list(member=other, name="Geheim")
    row = keep(other, firm, named)

    answers = [
        client.get(reverse(LIST), {"list": named.pk}),
        client.post(reverse("community_me:bookmark_drop", args=[row.pk])),
        client.post(reverse("community_me:bookmark_move", args=[row.pk])),
        client.post(reverse("community_me:bookmark_list_end", args=[named.pk])),
    ]
    client.post(address("organisation", firm.slug), {"kept_in": named.pk})

    assert [answer.status_code for answer in answers] == [404] * 4
    assert read(member) == []
    assert Bookmark.objects.get().kept_in == named


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("article", "x"),
        ("article", str(uuid.UUID(int=0))),
        ("member", "nobody"),
        ("organisation", "nothing"),
        ("notice", "1"),
        ("Null", "Null"),
    ],
)
def test_what_is_not_there_cannot_be_kept(client, member, kind, key):
    assert client.get(address(kind, key)).status_code == 404
    assert client.post(address(kind, key)).status_code == 404


@pytest.mark.requirement("P2", "P4")
def test_minor_keeps_pages_but_no_person_for_members(client, portal):
    kim = make_child("kim")
    bea = make_adult("bea", opened=Audience.MEMBERS)
    news = make_news(title="Labortag")
    client.force_login(kim.user)

    person = client.post(address("member", bea.slug))
    page = client.post(address("article", news.article.translation_key))

    assert (person.status_code, page.status_code) == (404, 302)
    assert read(kim) == ["Labortag"]


@pytest.mark.requirement("P2")
def test_who_takes_no_part_keeps_nothing(client, portal):
    kim = make_child("kim", has_consent=False)
    client.force_login(kim.user)

    assert client.get(reverse(LIST)).status_code == 404
    client.logout()
    assert client.get(reverse(LIST)).status_code == 302


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "This field is required."),
        ("x" * 10_000, "at most 60 characters"),
        ("Später", "You have a list of this name already."),
    ],
)
def test_form_of_a_list_says_what_is_wrong(client, member, name, words):
    make_bookmark_list(member=member, name="Später")

    page = client.post(reverse(LIST), {"name": name})

    assert words in page.content.decode()
    assert BookmarkList.objects.count() == 1


@pytest.mark.parametrize("name", ["Null", "🧪 <b>x</b>"])
def test_odd_names_stay_as_they_are(client, member, name):
    page = client.post(reverse(LIST), {"name": name}, follow=True)

    assert BookmarkList.objects.get().name == name
    assert "<b>x</b>" not in page.content.decode()


def test_page_offers_to_keep_it(client, member):
    news = make_news(title="Labortag")

    page = client.get(news.get_url()).content.decode()

    assert "bookmarks/keep/article/" in page


def test_queries_do_not_grow_with_what_is_kept(member):
    counts = []
    for number in range(3):
        keep(member, make_news(title=f"Neu {number}").article)
        keep(member, make_adult(f"bea{number}", opened=Audience.MEMBERS))
        keep(member, make_organisation(f"Werk {number}"))
        if number in (0, 2):
            read(member)
            with CaptureQueriesContext(connection) as queries:
                read(member)
            counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.race
@pytest.mark.requirement("R12")
@pytest.mark.django_db(transaction=True)
def test_keeping_at_once_makes_one_row(portal, repetitions):
    for number in range(repetitions):
        member, firm = make_member(f"ada{number}"), make_organisation(f"Werk {number}")
        barrier, refused = threading.Barrier(8), []

        def run(member=member, firm=firm, barrier=barrier, refused=refused):
            barrier.wait()
            try:
                keep(member, firm)
                make_bookmark_list(member=member, name="Später")
            except NameTakenError:
                refused.append(1)
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _one in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(refused) == 7
        assert Bookmark.objects.filter(member=member).count() == 1
        assert BookmarkList.objects.filter(member=member).count() == 1
