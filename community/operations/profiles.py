"""Profiles: what members say about themselves is saved as a whole (CO9, CO11)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from cms.geo import find_spot
from cms.models import Term
from community.enums import ProfileTermKind, ProfileValueKind
from community.models import Member, Profile, ProfileLink, ProfileTerm, ProfileValue
from community.models.profile import PICTURE_FOLDER
from community.operations.slugs import give_slug


class UnknownPlaceError(Exception):
    """Nobody knows the postcode or town."""


@dataclass(frozen=True, kw_only=True)
class ProfileDetails:
    """What the form says: columns and audiences of the profile, and the rows beside it.

    ``links`` are addresses by service, None to keep what is there.
    ``picture`` is a new one, None to keep what is there, False to take it away.
    """

    display_name: str
    columns: Mapping[str, Any] = field(default_factory=dict)
    terms: Mapping[ProfileTermKind, Iterable[Term]] = field(default_factory=dict)
    values: Mapping[ProfileValueKind, Iterable[str]] = field(default_factory=dict)
    links: Mapping[str, str] | None = None
    picture: "File[Any] | bool | None" = None


def change_profile(
    *, member: Member, details: ProfileDetails, now: dt.datetime
) -> Profile:
    """Save what a member says; an old picture goes when the new one is there.

    Raises:
        UnknownPlaceError: the place is neither a postcode nor a town.
    """
    spot = None
    if place := details.columns.get("place"):
        spot = find_spot(place)
        if spot is None:
            raise UnknownPlaceError(place)
    # A file stands before the row that names it, and goes after the row does (R7).
    name = ""
    if isinstance(details.picture, File):
        target = f"{PICTURE_FOLDER}{details.picture.name}"
        name = default_storage.save(target, details.picture)
    try:
        return _save(member, details, spot, name, now)
    except BaseException:
        if name:
            default_storage.delete(name)
        raise


@transaction.atomic
def _save(
    member: Member, details: ProfileDetails, spot: Any, picture: str, now: dt.datetime
) -> Profile:
    profile = Profile.objects.select_for_update(of=("self",)).get(member=member)
    for column, value in details.columns.items():
        setattr(profile, column, value)
    profile.latitude = spot.latitude if spot else None
    profile.longitude = spot.longitude if spot else None
    if picture or details.picture is False:
        if profile.picture.name:
            transaction.on_commit(partial(default_storage.delete, profile.picture.name))
        profile.picture.name = picture
    profile.changed_at = now
    profile.save()
    _rename(member, details.display_name, now)
    for term_kind, terms in details.terms.items():
        _replace_terms(profile, term_kind, {term.pk for term in terms})
    for value_kind, values in details.values.items():
        _replace_values(profile, value_kind, set(values))
    if details.links is not None:
        _replace_links(profile, details.links)
    return profile


def _rename(member: Member, display_name: str, now: dt.datetime) -> None:
    """Save the name; a new one brings a new address, the old one leads on (CO8)."""
    held = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    member.display_name, member.slug = display_name, held.slug
    member.save(update_fields=["display_name"])
    if display_name != held.display_name:
        give_slug(row=member, text=Member.make_slug(display_name), now=now)


def touch_profile(*, member: Member, now: dt.datetime) -> None:
    """Let lists that were counted before forget what they counted."""
    Profile.objects.filter(member=member).update(changed_at=now)


def _replace_terms(profile: Profile, kind: ProfileTermKind, wanted: set[int]) -> None:
    rows = ProfileTerm.objects.filter(profile=profile, kind=kind)
    held = set(rows.values_list("term", flat=True))
    rows.exclude(term__in=wanted).delete()
    ProfileTerm.objects.bulk_create(
        ProfileTerm(profile=profile, kind=kind, term_id=term)
        for term in sorted(wanted - held)
    )


def _replace_values(profile: Profile, kind: ProfileValueKind, wanted: set[str]) -> None:
    rows = ProfileValue.objects.filter(profile=profile, kind=kind)
    held = set(rows.values_list("value", flat=True))
    rows.exclude(value__in=wanted).delete()
    ProfileValue.objects.bulk_create(
        ProfileValue(profile=profile, kind=kind, value=value)
        for value in sorted(wanted - held)
    )


def _replace_links(profile: Profile, links: Mapping[str, str]) -> None:
    rows = ProfileLink.objects.filter(profile=profile)
    rows.exclude(service__in=links).delete()
    for service, address in links.items():
        ProfileLink.objects.update_or_create(
            profile=profile, service=service, defaults={"address": address}
        )
