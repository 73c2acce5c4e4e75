"""What members say about themselves, and who may read each part of it (CO9, CO11, CO12)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.enums import State
from cms.models import Term
from community.enums import (
    Audience,
    Language,
    ProfileTermKind,
    ProfileValueKind,
    SocialService,
)
from community.models.member import NOBODY, Member

PARTS: Mapping[str, tuple[str, ...]] = {
    "name": (),
    "role": (),
    "networks": (),
    "picture": ("picture",),
    "title": ("title",),
    "position": ("position",),
    "workplace": ("workplace",),
    "about": ("about",),
    "skills": ("skills",),
    "interests": ("interests",),
    "languages": (),
    "disciplines": (),
    "stages": (),
    "areas": (),
    "offers": ("offers_text", "offers_until"),
    "seeks": ("seeks_text", "seeks_until"),
    "talks": ("gives_talks",),
    "place": ("place", "latitude", "longitude"),
    "email": ("email",),
    "phone": ("phone",),
    "website": ("website",),
    "links": (),
    "contributions": (),
}
"""What has an audience of its own, and the columns that hold it; those without stand with
the member or in a table of their own."""

ABOUT_LENGTH = 500
PICTURE_FOLDER = "community/pictures/"
PICTURE_SIDE = 480
"""Pixels of a picture of a member, which is a square."""


class AudienceField(models.PositiveSmallIntegerField[int, int]):
    """The audience of a part of the profile: ``name_audience`` is that of ``name``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("choices", Audience)
        super().__init__(*args, **kwargs)


def open_to(audience: Audience) -> AudienceField:
    return AudienceField(_("who sees it"), default=audience)


class Profile(models.Model):
    """One for each member; made with the account, empty until the person fills it in.

    Each part has a column ``<part>_audience``; a system check refuses a column of the
    profile that belongs to no part (`community.checks`). Minors have no more than their
    name: whatever an audience says, `queries.visibility` opens nothing of them beyond
    the coordination of their networks (P4).
    """

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, related_name="profile"
    )
    changed_at = models.DateTimeField(_("changed"), db_index=True)

    name_audience = open_to(Audience.MEMBERS)
    role_audience = open_to(Audience.MEMBERS)
    networks_audience = open_to(Audience.MEMBERS)
    picture = models.FileField(_("picture"), upload_to=PICTURE_FOLDER, blank=True)
    picture_audience = open_to(Audience.MEMBERS)
    title = models.CharField(_("academic title"), max_length=40, blank=True)
    title_audience = open_to(Audience.MEMBERS)
    position = models.CharField(_("what I do"), max_length=120, blank=True)
    position_audience = open_to(Audience.MEMBERS)
    workplace = models.CharField(_("where I work or study"), max_length=120, blank=True)
    workplace_audience = open_to(Audience.MEMBERS)
    about = models.TextField(_("about me"), max_length=ABOUT_LENGTH, blank=True)
    about_audience = open_to(Audience.MEMBERS)
    skills = models.CharField(_("what I am good at"), max_length=200, blank=True)
    skills_audience = open_to(Audience.MEMBERS)
    interests = models.CharField(_("what interests me"), max_length=200, blank=True)
    interests_audience = open_to(Audience.MEMBERS)
    languages_audience = open_to(Audience.MEMBERS)
    disciplines_audience = open_to(Audience.MEMBERS)
    stages_audience = open_to(Audience.MEMBERS)
    areas_audience = open_to(Audience.MEMBERS)
    offers_text = models.CharField(_("in your words"), max_length=300, blank=True)
    offers_until = models.DateField(_("offered until"), null=True, blank=True)
    offers_audience = open_to(Audience.MEMBERS)
    seeks_text = models.CharField(_("in your words"), max_length=300, blank=True)
    seeks_until = models.DateField(_("looked for until"), null=True, blank=True)
    seeks_audience = open_to(Audience.MEMBERS)
    gives_talks = models.BooleanField(_("I give talks"), default=False)
    talks_audience = open_to(Audience.MEMBERS)
    place = models.CharField(_("postcode or town"), max_length=80, blank=True)
    latitude = models.DecimalField(
        max_digits=7, decimal_places=4, null=True, editable=False
    )
    longitude = models.DecimalField(
        max_digits=7, decimal_places=4, null=True, editable=False
    )
    place_audience = open_to(Audience.OWNER)
    email = models.EmailField(_("e-mail"), blank=True)
    email_audience = open_to(Audience.OWNER)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    phone_audience = open_to(Audience.OWNER)
    website = models.URLField(_("website"), blank=True)
    website_audience = open_to(Audience.MEMBERS)
    links_audience = open_to(Audience.MEMBERS)
    contributions_audience = open_to(Audience.MEMBERS)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="profile_point_has_both_halves",
            ),
        ]
        indexes = [
            models.Index(fields=["latitude", "longitude"], name="profile_by_point"),
        ]

    def __str__(self) -> str:
        return str(self.member)

    def opens(self, part: str, reach: int) -> bool:
        """Tell whether a viewer of this reach may read a part; an unknown audience opens none.

        ``reach`` is what `MemberQuerySet.with_reach` says.
        """
        opened = range(reach, NOBODY)
        return all(self._get_audience(one) in opened for one in ("name", part))

    def _get_audience(self, part: str) -> int:
        audience: int = getattr(self, f"{part}_audience")
        return audience

    def is_offering_on(self, day: dt.date) -> bool:
        return self.offers_until is None or self.offers_until >= day

    def is_seeking_on(self, day: dt.date) -> bool:
        return self.seeks_until is None or self.seeks_until >= day


class ProfileTerm(models.Model):
    """A shared term on a profile: what is offered or looked for, subjects, stages."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="terms")
    kind = models.CharField(_("kind"), max_length=10, choices=ProfileTermKind)
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="community_profile_terms"
    )

    class Meta:
        verbose_name = _("term of a profile")
        verbose_name_plural = _("terms of profiles")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "kind", "term"], name="profile_term_once"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "term", "profile"], name="profile_by_term"),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id}: {self.kind} {self.term_id}"


class ProfileValue(models.Model):
    """A value of a closed list on a profile: a language (`Language`), an area (`State`)."""

    profile = models.ForeignKey(
        Profile, on_delete=models.CASCADE, related_name="values_chosen"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ProfileValueKind)
    value = models.CharField(_("value"), max_length=8)

    class Meta:
        verbose_name = _("value of a profile")
        verbose_name_plural = _("values of profiles")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "kind", "value"], name="profile_value_once"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "value", "profile"], name="profile_by_value"),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id}: {self.kind} {self.value}"

    @property
    def label(self) -> str:
        """The word for the value in the language of the reader."""
        choices = Language if self.kind == ProfileValueKind.LANGUAGE else State
        return str(dict(choices.choices).get(self.value, self.value))


class ProfileLink(models.Model):
    """The address of the person at another service: one for each."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="links")
    service = models.CharField(_("service"), max_length=10, choices=SocialService)
    address = models.URLField(_("address"))

    class Meta:
        verbose_name = _("profile elsewhere")
        verbose_name_plural = _("profiles elsewhere")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "service"], name="profile_link_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id}: {self.service}"
