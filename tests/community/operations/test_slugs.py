"""Addresses are given once and led on for a year (CO21)."""

import datetime as dt
import re

import pytest

from community.models import GivenSlug, Member, Organisation
from community.operations import slugs
from community.operations.erasing import erase_user
from community.operations.profiles import ProfileDetails, change_profile
from community.operations.slugs import NoFreeSlugError, forget_slugs, give_slug
from community.queries.slugs import find_moved
from tests.community.organisations import make_organisation
from tests.community.people import make_member

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
YEAR = dt.timedelta(days=365)


def rename(member, name):
    details = ProfileDetails(display_name=name)
    change_profile(member=member, details=details, now=NOW)


@pytest.mark.requirement("CO21")
def test_address_is_made_of_the_name_and_free(portal):
    rows = [make_organisation("Müller & Söhne", town=town) for town in ("A", "B")]

    assert [row.slug for row in rows] == ["mueller-soehne", "mueller-soehne-2"]


@pytest.mark.requirement("CO21")
def test_address_that_a_route_needs_is_left_out(portal):
    assert make_organisation("New").slug == "new-2"


@pytest.mark.requirement("CO21")
def test_name_without_letters_has_an_address_too(portal):
    row = make_organisation("Muster")

    assert give_slug(row=row, text="🦉", now=NOW) == "organisation"


@pytest.mark.requirement("CO21")
def test_old_address_leads_on_for_a_year_and_is_never_given_again(portal):
    row = make_organisation("Muster")
    give_slug(row=row, text="Beispiel", now=NOW)
    found = [
        find_moved(rows=Organisation.objects.all(), slug="muster", now=moment)
        for moment in (NOW, NOW + YEAR - dt.timedelta(seconds=1), NOW + YEAR)
    ]
    is_led = [moved == row for moved in found]
    row.delete()

    assert is_led == [True, True, False]
    assert make_organisation("Muster").slug == "muster-2"


@pytest.mark.requirement("CO21")
def test_same_text_keeps_the_address(portal):
    row = make_organisation("Muster")

    assert give_slug(row=row, text="MUSTER", now=NOW) == "muster"
    assert GivenSlug.objects.filter(given_up_at__isnull=False).count() == 0


@pytest.mark.requirement("CO21", "P10")
def test_erased_row_leaves_no_name_and_leads_nowhere(db):
    member = make_member()
    give_slug(row=member, text="Ada Beispiel", now=NOW)
    give_slug(row=member, text="Ada Muster", now=NOW)

    forget_slugs(model=Member, row_ids=[member.pk])

    rows = GivenSlug.objects.values_list("kind", "row_id")
    # The first address was given when the account was opened.
    assert list(rows) == [("community.member", None)] * 3
    assert "ada" not in "".join(GivenSlug.objects.values_list("digest", flat=True))
    assert find_moved(rows=Member.objects.all(), slug="ada-beispiel", now=NOW) is None


@pytest.mark.requirement("CO8", "P10")
def test_address_of_somebody_erased_is_never_given_again(db):
    member = make_member(now=NOW)
    old = member.slug
    erase_user(user_id=member.user_id, now=NOW)
    bea = make_member("bea", now=NOW)

    assert give_slug(row=bea, text=old, now=NOW) == f"{old}-2"


@pytest.mark.requirement("CO8")
def test_new_name_brings_a_new_address_once(db):
    member = make_member(now=NOW)
    old = member.slug
    rename(member, "Ada")
    same = member.slug
    rename(member, "Jürgen Groß")

    assert re.fullmatch("ada-[0-9a-f]{8}", old)
    assert same == old
    assert re.fullmatch("juergen-gross-[0-9a-f]{8}", member.slug)
    given = GivenSlug.objects.order_by("pk").values_list("row_id", "given_up_at")
    assert list(given) == [(member.pk, NOW), (member.pk, None)]


@pytest.mark.requirement("CO8")
def test_renamed_meanwhile_the_address_in_between_leads_on_too(db):
    member = make_member(now=NOW)
    stale = Member.objects.get(pk=member.pk)
    rename(member, "Bea")
    between = member.slug

    rename(stale, "Cem")

    moved = find_moved(rows=Member.objects.all(), slug=between, now=NOW)
    assert moved == stale
    assert GivenSlug.objects.filter(given_up_at=None).count() == 1


@pytest.mark.requirement("CO21")
def test_too_many_of_one_name_are_refused(portal, monkeypatch):
    monkeypatch.setattr(slugs, "TRIES", 1)
    make_organisation("Muster")

    with pytest.raises(NoFreeSlugError):
        make_organisation("Muster", town="Anderswo")
