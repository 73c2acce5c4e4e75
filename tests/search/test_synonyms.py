"""Synonyms in the admin: who enters them, and what is refused in words."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.enums import Role
from cms.models import Network
from search.models import SearchSynonym
from tests.cms.staff import give, make_user


def enter(client, words):
    return client.post(reverse("search_synonyms:add"), {"words": words})


@pytest.mark.django_db
@pytest.mark.requirement("F7")
def test_staff_of_the_portal_enters_synonyms(client, portal):
    person = make_user("paula")
    give(person, Network.objects.get_site(), Role.EDITOR)
    client.force_login(person)

    entered = enter(client, " MINT ,  Zukunftsfächer,")
    refused = [enter(client, text) for text in ("MINT", "", "Mint, MINT", "a" * 600)]

    assert entered.status_code == 302
    assert [answer.status_code for answer in refused] == [200] * 4
    assert SearchSynonym.objects.get().words == "MINT, Zukunftsfächer"


@pytest.mark.django_db
@pytest.mark.requirement("F7")
def test_nobody_else_enters_any(client, portal):
    client.force_login(make_user("vera"))

    answer = enter(client, "MINT, Zukunftsfächer")

    assert answer.status_code == 302
    assert SearchSynonym.objects.count() == 0


@pytest.mark.requirement("F7")
@pytest.mark.parametrize("words", ["MINT", ",", "MINT, mint", ""])
def test_one_word_is_no_group(words):
    with pytest.raises(ValidationError):
        SearchSynonym(words=words).clean()
