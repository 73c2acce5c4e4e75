"""Muting on the page of a member, and the list of whom one has muted (CO53, P17)."""

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Mute
from tests.cms.html import find_all, get_text, parse
from tests.community.people import make_child, make_member
from tests.community.profiles import make_adult

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages(portal):
    return portal


def log_in(member):
    client = Client()
    client.force_login(member.user)
    return client


def list_buttons(answer):
    return [get_text(one) for one in find_all(parse(answer), "button")]


@pytest.mark.requirement("CO53", "P17")
def test_mute_and_unmute_by_pages():
    ada, bea = make_adult("ada"), make_adult("bea")
    client, theirs = log_in(ada), log_in(bea)
    page = f"/en/members/{bea.slug}/"
    before = theirs.get(f"/en/members/{ada.slug}/").text

    muted = client.post(f"{page}mute/", follow=True)
    again = client.post(f"{page}mute/")
    listed = client.get("/en/me/contacts/")
    after = theirs.get(f"/en/members/{ada.slug}/").text
    own = theirs.get("/en/me/contacts/")
    back = client.post(f"/en/me/mutes/{Mute.objects.get().pk}/end/", follow=True)

    assert "You have muted Bea. Nobody is told, and you can take it back." in muted.text
    assert "Unmute – Bea" in list_buttons(muted)
    assert (again.status_code, again.url) == (302, page)
    assert [one.muted for one in listed.context["contacts"].mutes] == [bea]
    assert "Unmute – Bea" in list_buttons(listed)
    # Who is muted reads the same as before.
    assert strip_tokens(before) == strip_tokens(after)
    assert own.context["contacts"].mutes == ()
    assert "You read and hear of Bea again." in back.text
    assert Mute.objects.count() == 0


def strip_tokens(text):
    return [line for line in text.splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.mark.requirement("CO53", "A2")
def test_only_who_sees_the_person_mutes_and_only_the_own_is_taken_back():
    ada, bea, cem = make_adult("ada"), make_adult("bea"), make_member("cem")
    pending = make_child("kim", has_consent=False)
    row = Mute.objects.create(member=ada, muted=bea, since=timezone.now())
    page = f"/en/members/{bea.slug}/mute/"

    assert log_in(cem).post(f"/en/me/mutes/{row.pk}/end/").status_code == 404
    assert log_in(bea).post(page).status_code == 404
    assert log_in(pending).post(page).status_code == 404
    assert log_in(cem).post("/en/members/no-such-1234/mute/").status_code == 404
    assert log_in(cem).get(page).status_code == 405
    assert Client().post(page).status_code == 302
    assert list(Mute.objects.all()) == [row]


@pytest.mark.requirement("CO53", "P17")
def test_young_people_mute_whom_they_see():
    ada, kim = make_adult("ada"), make_child("kim", age=17)
    log_in(kim).post(f"/en/members/{ada.slug}/mute/")

    assert Mute.objects.get().member == kim
