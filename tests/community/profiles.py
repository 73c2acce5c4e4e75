"""Profiles for tests."""

from typing import Any

from django.utils import timezone

from cms.enums import Taxonomy
from cms.models import Term, TermLabel
from community.enums import Audience, ContactState
from community.models import Contact, Member, Profile, ProfileTerm
from community.models.profile import PARTS
from tests.community.people import make_member


def make_adult(
    name: str, *, opened: Audience = Audience.PUBLIC, **columns: Any
) -> Member:
    """Return an adult with everything open to an audience."""
    member = make_member(name)
    audiences = {f"{part}_audience": opened for part in PARTS}
    Profile.objects.filter(member=member).update(**audiences | columns)
    return Member.objects.select_related("profile", "user").get(pk=member.pk)


def make_contact(
    one: Member, other: Member, state: ContactState = ContactState.ACCEPTED
) -> Contact:
    low, high = sorted([one.pk, other.pk])
    return Contact.objects.create(
        asker=one,
        asked=other,
        low=low,
        high=high,
        state=state,
        asked_at=timezone.now(),
    )


def make_term(
    taxonomy: Taxonomy, slug: str, label: str = "", parent: Any = None
) -> Term:
    term, is_new = Term.objects.get_or_create(
        taxonomy=taxonomy, slug=slug, defaults={"parent": parent}
    )
    if is_new:
        TermLabel.objects.create(term=term, language="de", label=label or slug)
    return term


def name_term(member: Member, kind: str, term: Term) -> None:
    ProfileTerm.objects.create(profile=member.profile, kind=kind, term=term)
