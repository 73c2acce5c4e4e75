"""Clearances, cases of child protection, and who has read them (P6, P16, ME40).

Of a case nothing is in the export: it may warn an offender, or tell who has told (ME40).
"""

from typing import Any

from django.db.models import Q

from community.community_personal_data.words import HIDDEN
from community.models import CaseParty
from community.personal_data import (
    DataClass,
    DataPurpose,
    Erasure,
    Person,
    PersonalData,
    declare,
)

WORK = "never in an export: child protection"
CASE: dict[str, Any] = {
    "data_class": DataClass.SAFEGUARDING,
    "purpose": DataPurpose.RECORD,
    "readers": "safeguarding officers of the network, each read logged",
    "kept": "1 year after closing; an open case keeps the account (ME40)",
}


def find_case_texts(person: Person) -> Q:
    """Return entries of cases that name the person, and what the person wrote."""
    cases = CaseParty.objects.filter(member__user=person.user_id).values("case")
    return Q(case__in=cases) | Q(author=person.user_id)


def find_cases(person: Person) -> Q:
    """Return cases that name the person."""
    cases = CaseParty.objects.filter(member__user=person.user_id).values("case")
    return Q(pk__in=cases)


declare(
    PersonalData(
        name="community.Clearance",
        path="member__user",
        data_class=DataClass.SAFEGUARDING,
        purpose=DataPurpose.RECORD,
        readers="the person; coordination and safeguarding officers of the network, "
        "each read logged",
        kept="3 months after it ends; at once if it was refused (P6, P45)",
        exported=(
            "network__name",
            "tier",
            "state",
            "certificate_date",
            "inspected_on",
            "valid_until",
        ),
        withheld={
            "the person": ("member",),
            "a colleague": ("inspected_by", "approved_by"),
        },
        order=51,
    ),
    PersonalData(
        name="community.CaseEntry",
        find=find_case_texts,
        withheld={
            WORK: (
                "case",
                "words",
                "written_at",
                "is_evidence",
                "source",
                "happened_at",
            ),
            "a colleague": ("author",),
        },
        # What others need to protect a child stays, without the names (P37).
        erasure=Erasure.SCRUB,
        has_names=True,
        order=52,
        **CASE,
    ),
    PersonalData(
        name="community.SafeguardingCase",
        find=find_cases,
        withheld={
            WORK: (
                "number",
                "network",
                "state",
                "source",
                "is_critical",
                "notice_case",
                "received_at",
                "escalated_at",
                "delete_on",
            )
        },
        erasure=Erasure.SCRUB,
        order=53,
        **CASE,
    ),
    PersonalData(
        name="community.CaseParty",
        path="member__user",
        withheld={WORK: ("case", "has_told"), "the person": ("member",)},
        order=54,
        **CASE,
    ),
    PersonalData(
        name="community.Freeze",
        find=lambda person: (
            Q(member__user=person.user_id) | Q(other__user=person.user_id)
        ),
        withheld={
            WORK: ("case", "frozen_at", "ended_at"),
            "the person": ("member", "other"),
        },
        erasure=Erasure.DELETE,
        order=54,
        **CASE,
    ),
    PersonalData(
        name="community.CaseStep",
        path="done_by",
        withheld={WORK: ("case", "step", "done_at"), "the person": ("done_by",)},
        erasure=Erasure.EMPTY,
        emptied={"done_by": None},
        order=55,
        **CASE,
    ),
    PersonalData(
        name="community.CaseEvidence",
        find=lambda person: Q(
            case__in=CaseParty.objects.filter(member__user=person.user_id).values(
                "case"
            )
        ),
        withheld={WORK: ("case", "content_type", "object_id", "kept_at")},
        erasure=Erasure.SCRUB,
        order=55,
        **CASE,
    ),
    PersonalData(
        name="community.SafeguardingRead",
        path="reader",
        exported=("what", "network__name", "reason", "read_at"),
        withheld={HIDDEN: ("delete_on",), "the person": ("reader",)},
        erasure=Erasure.EMPTY,
        emptied={"reader": None},
        order=56,
        **CASE
        | {
            "readers": "the data protection officer",
            "kept": "1 year after what was read is gone (P49)",
        },
    ),
    PersonalData(
        name="community.SafeguardingContact",
        path="user",
        exported=("network__name", "phone", "is_deputy"),
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.CONTACT,
        readers="members of the network",
        kept="with the account, or until the officer takes it out",
        order=57,
    ),
)
