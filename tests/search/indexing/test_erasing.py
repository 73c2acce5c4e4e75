"""Who is erased is in search no more, at once (P37, F15)."""

import pytest
from django.utils import timezone

from community.operations.erasing import erase_user
from community.personal_data import personal_data
from search.models import Entry, EntryValue
from tests.community.profiles import make_adult
from tests.search.finding import find_things

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("F15", "P37")
@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.parametrize("sent_version", [0, 1])
def test_nothing_of_who_is_erased_is_left(portal, settings, is_kept, sent_version):
    ada, bea = make_adult("ada"), make_adult("bea")
    Entry.objects.update(sent_version=sent_version)
    settings.VERBUND_SEARCH_UPKEEP = is_kept

    erase_user(user_id=ada.user_id, now=timezone.now())

    left = Entry.objects.filter(thing=f"member:{ada.pk}")
    assert {(row.is_gone, row.title, row.names, row.owner) for row in left} == (
        {(True, "", "", "")} if sent_version else set()
    )
    assert EntryValue.objects.filter(entry__in=left).count() == 0
    assert find_things(kind="member") == {f"member:{bea.pk}"}


@pytest.mark.requirement("P9", "P35")
def test_entries_are_declared_and_not_exported_a_second_time():
    entry = personal_data.get("verbund_search.Entry")

    assert (entry.exported, bool(entry.rest)) == ((), True)
