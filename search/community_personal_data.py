"""What search holds on people: the words of profiles once more, for who may read them."""

from django.db.models import Q

from community.models import Member
from community.personal_data import (
    DataClass,
    DataPurpose,
    Erasure,
    Person,
    PersonalData,
    declare,
    declare_impersonal,
)
from search.operations.entries import forget_member

DERIVED = "stands in your profile, which is in this file"
READERS = "whom the person opens the profile to; of minors: the coordination of its networks (P4)"


def list_owners(person: Person) -> list[str]:
    keys = Member.objects.filter(user=person.user_id).values_list("pk", flat=True)
    return [f"owner:{key}" for key in keys]


def find_entries(person: Person) -> Q:
    return Q(owner__in=list_owners(person))


def find_matches(person: Person) -> Q:
    own = Q(saved_search__member__user=person.user_id)
    for address in person.addresses:
        own |= Q(saved_search__address__iexact=address)
    return own


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
    PersonalData(
        name="verbund_search.EntryText",
        find=find_values,
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.PROFILE,
        readers="nobody; it is compared with what is searched for",
        kept="with its entry",
        rest=DERIVED,
        is_swept=False,
        order=92,
    ),
)
declare(
    PersonalData(
        name="verbund_search.SavedMatch",
        find=find_matches,
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOLD,
        readers="nobody; it keeps a thing from being told twice",
        kept="with its saved search",
        rest="numbers of things that were found, so that they are told once",
        erasure=Erasure.DELETE,
        is_swept=False,
        order=93,
    ),
    PersonalData(
        name="verbund_search.SavedSearch",
        path="member__user",
        addresses=("address",),
        exported=(
            "address",
            "language",
            "params",
            "frequency",
            "created_at",
            "confirmed_at",
            "expires_at",
            "seen_until",
            "ended_at",
        ),
        withheld={
            "the person": ("member",),
            "how we keep it, nothing about anybody": ("key", "place", "next_look_at"),
        },
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOLD,
        readers="the person alone",
        kept="until the person ends it and 30 days more; of guests 7 days without a "
        "confirmation, else a year",
        erasure=Erasure.DELETE,
        is_swept=False,
        order=94,
    ),
)
declare_impersonal(
    "numbers of rows that have just changed, gone before anybody else can read them",
    "verbund_search.Mark",
)
declare_impersonal(
    "words of all texts that are found, without where they stand; those that stand nowhere "
    "any more go each day",
    "verbund_search.KnownWord",
)
declare_impersonal("words that mean the same", "verbund_search.SearchSynonym")
declare_impersonal(
    "counts of queries by day, without who asked; what looks like an address or a "
    "telephone number is not kept, and nothing longer than a year",
    "verbund_search.LoggedSearch",
)
declare_impersonal(
    "what editors put first for a query",
    "wagtailsearchpromotions.Query",
    "wagtailsearchpromotions.QueryDailyHits",
    "wagtailsearchpromotions.SearchPromotion",
)
