"""What search holds on people: the words of profiles once more, for who may read them."""

from django.db.models import Q

from community.models import Member
from community.personal_data import (
    DataClass,
    DataPurpose,
    Person,
    PersonalData,
    declare,
    declare_impersonal,
)
from search.operations import forget_member

DERIVED = "stands in your profile, which is in this file"
READERS = "whom the person opens the profile to; of minors: the coordination of its networks (P4)"


def list_owners(person: Person) -> list[str]:
    keys = Member.objects.filter(user=person.user_id).values_list("pk", flat=True)
    return [f"owner:{key}" for key in keys]


def find_entries(person: Person) -> Q:
    return Q(owner__in=list_owners(person))


def find_values(person: Person) -> Q:
    return Q(entry__owner__in=list_owners(person))


declare(
    PersonalData(
        name="verbund_search.Entry",
        find=find_entries,
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.PROFILE,
        readers=READERS,
        kept="as the profile; changed and deleted with it, in the same moment",
        rest=DERIVED,
        erase_by=forget_member,
        # Its texts follow their sources, and hold no address of anybody.
        is_swept=False,
        order=90,
    ),
    PersonalData(
        name="verbund_search.EntryValue",
        find=find_values,
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.PROFILE,
        readers=READERS,
        kept="with its entry",
        rest=DERIVED,
        is_swept=False,
        order=91,
    ),
)
declare_impersonal(
    "numbers of rows that have just changed, gone before anybody else can read them",
    "verbund_search.Mark",
)
