"""Notices and cases: what the person has reported, and what was decided about her or him."""

from typing import Any

from django.db.models import Q

from community.community_personal_data.words import HIDDEN
from community.models import Statement
from community.operations.moderation_erasure import (
    ERASED,
    find_own_notices,
    forget_person_in_cases,
)
from community.personal_data import (
    DataClass,
    DataPurpose,
    Erasure,
    Person,
    PersonalData,
    declare,
    declare_impersonal,
)
from community.queries.moderation import make_address_key

CASE: dict[str, Any] = {
    "data_class": DataClass.SAFEGUARDING,
    "purpose": DataPurpose.RECORD,
    "readers": "the person by link; moderators of the network",
    "kept": "1 year after closing (P48); without the person after the erasure",
    "erasure": Erasure.EMPTY,
}


# A case of which nobody was told yet stays out of the export: it may warn an offender.
def find_stated_cases(person: Person) -> Q:
    """Return cases about the person of which a statement has told her or him."""
    return Q(pk__in=_list_statements(person).values("decision__case"))


def find_stated_decisions(person: Person) -> Q:
    """Return decisions of which a statement has told the person."""
    return Q(pk__in=_list_statements(person).values("decision"))


def find_banned_addresses(person: Person) -> Q:
    """Return which confirmed addresses of the person are shut out."""
    return Q(key__in=[make_address_key(address) for address in person.addresses])


def _list_statements(person: Person) -> Any:
    return Statement.objects.filter(decision__member__user=person.user_id)


declare(
    PersonalData(
        name="community.Notice",
        find=find_own_notices,
        exported=(
            "case__number",
            "reason",
            "place",
            "words",
            "name",
            "email",
            "language",
            "made_at",
            "appealed_at",
        ),
        withheld={HIDDEN: ("reporter_key",), "the person": ("reporter",)},
        emptied={
            "reporter": None,
            "name": "",
            "email": "",
            "words": ERASED,
            "place": "",
        },
        # Empties the three tables below too, told or not.
        erase_by=forget_person_in_cases,
        order=45,
        **CASE,
    ),
    PersonalData(
        name="community.ModerationCase",
        find=find_stated_cases,
        exported=(
            "number",
            "kind",
            "public_title",
            "title",
            "text",
            "url",
            "state",
            "received_at",
            "closed_at",
        ),
        withheld={
            "the person": ("author",),
            "work of those who decide": (
                "content_type",
                "object_id",
                "network",
                "is_urgent",
                "hidden",
                "is_held",
                "objects_to",
                "waiting_since",
                "escalated_at",
            ),
        },
        emptied={"author": None},
        order=46,
        **CASE,
    ),
    PersonalData(
        name="community.CaseDecision",
        find=find_stated_decisions,
        exported=(
            "case__number",
            "stage",
            "outcome",
            "basis",
            "provision",
            "facts",
            "is_automated",
            "decided_at",
            "ends_at",
            "lifted_at",
        ),
        withheld={"the person": ("member",), "a colleague": ("decided_by",)},
        emptied={"member": None},
        order=48,
        **CASE,
    ),
    PersonalData(
        name="community.Statement",
        path="decision__member__user",
        exported=(
            "decision__case__number",
            "language",
            "made_at",
            "appeal_until",
            "appeal",
            "appealed_at",
        ),
        emptied={"appeal": ""},
        order=47,
        **CASE,
    ),
    PersonalData(
        name="community.BannedAddress",
        find=find_banned_addresses,
        exported=("banned_at",),
        withheld={HIDDEN: ("key",), "see community.CaseDecision": ("decision",)},
        # Closing an account is no way round a decision (CO50).
        **CASE
        | {
            "readers": "nobody; compared with only",
            "kept": "as a hash, as long as the site°",
            "erasure": Erasure.SCRUB,
        },
        order=50,
    ),
)

declare_impersonal(
    "figures, without item, person and network (CO52)", "community.CaseFigure"
)
