"""Addresses are given once and led on for a year (CO21)."""

import datetime as dt

import pytest

from community.models import GivenSlug, Member, Organisation
from community.operations import slugs
from community.operations.slugs import NoFreeSlugError, forget_slugs, give_slug
from community.queries.slugs import find_moved
from tests.community.organisations import make_organisation
from tests.community.people import make_member

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
YEAR = dt.timedelta(days=365)


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
    assert list(rows) == [("community.member", None)] * 2
    assert "ada" not in "".join(GivenSlug.objects.values_list("digest", flat=True))
    assert find_moved(rows=Member.objects.all(), slug="ada-beispiel", now=NOW) is None


@pytest.mark.requirement("CO21")
def test_too_many_of_one_name_are_refused(portal, monkeypatch):
    monkeypatch.setattr(slugs, "TRIES", 1)
    make_organisation("Muster")

    with pytest.raises(NoFreeSlugError):
        make_organisation("Muster", town="Anderswo")
