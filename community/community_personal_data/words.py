"""What many entries say alike: until when, who reads it, why something is left out."""

from typing import Any

from django.db.models import Q

from community.personal_data import (
    DataClass,
    DataPurpose,
    Erasure,
    Person,
    PersonalData,
)

WHILE_THERE = "until the account is erased (P44)"
PERSON, STAFF, OPERATORS = "the person", "staff who edit it", "operators"
HIDDEN = "a secret, or the hash of one"
MACHINERY = "how far a job has come"
EDITORIAL = "content of the page, not about the person"
PUBLIC_CONTACT: dict[str, Any] = {
    "data_class": DataClass.PUBLIC,
    "purpose": DataPurpose.CONTACT,
    "readers": "everybody",
    "kept": "as long as editors publish it",
    "erasure": Erasure.EMPTY,
    "rest": EDITORIAL,
}
STAFF_WORK: dict[str, Any] = {
    "data_class": DataClass.TECHNICAL,
    "purpose": DataPurpose.STAFF_WORK,
    "readers": STAFF,
}
STAYS: dict[str, Any] = {
    **STAFF_WORK,
    "kept": "as long as what it belongs to; without the person after the erasure (P37)",
    "erasure": Erasure.EMPTY,
}
OWN: dict[str, Any] = {"readers": PERSON, "kept": WHILE_THERE}


def nobody(_person: Person) -> Q:
    """Return no rows: nothing but the content tells whose they are; erasing finds it."""
    return Q(pk__in=[])


def contact(name: str, *columns: str, email: str = "contact_email") -> PersonalData:
    """Declare the contact that a published page names, found by its address."""
    return PersonalData(
        name=name,
        addresses=(email,),
        exported=(*columns, email),
        emptied=dict.fromkeys((*columns, email), ""),
        **PUBLIC_CONTACT,
    )
