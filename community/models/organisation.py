"""Organisations: name, address and profiles of each stand here once, for all networks (CO21)."""

from typing import Any

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.audiences import Viewer
from cms.enums import Taxonomy
from cms.geo import choose_point
from cms.models import Network, Term
from community.enums import (
    AccountState,
    OrganisationState,
    SocialService,
    TeamRole,
    TeamState,
)
from community.validators import fold_name

NAME_SHORTEST, NAME_LONGEST = 3, 80
ABOUT_LONGEST = 2000
LOGO_FOLDER = "community/logos/"
LOGO_SIZE = (480, 240)
"""Pixels of a logo, with the white around it."""
ORGANISATION_TERMS = (Taxonomy.ORGANISATION_TYPE, Taxonomy.TOPIC, Taxonomy.STAGE)
STAFF, OWNER = "staff:", "owner:"
STAYING = (AccountState.ACTIVE, AccountState.PAUSED, AccountState.BLOCKED)
"""Accounts that do not end: who closes the own one looks after nothing any more."""


def read_keys(viewer: Viewer, kind: str) -> list[int]:
    """Return the keys in a viewer's tokens of one kind, as ``staff:``."""
    return [
        int(token.removeprefix(kind))
        for token in viewer.tokens
        if token.startswith(kind)
    ]


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def live(self) -> "OrganisationQuerySet":
        return self.filter(state=OrganisationState.LIVE)

    def visible_to(self, viewer: Viewer) -> "OrganisationQuerySet":
        """Keep what is live; its team and staff of its network see the rest too."""
        rule = Q(state=OrganisationState.LIVE)
        rule |= Q(network__in=read_keys(viewer, STAFF))
        if viewer.holds("member"):
            own = self._where_active(member__in=read_keys(viewer, OWNER))
            rule |= Q(pk__in=own)
        return self.filter(rule)

    def with_team_of(self, member: Any) -> "OrganisationQuerySet":
        """Keep those to whose team the member belongs."""
        return self.filter(pk__in=self._where_active(member=member))

    def without_admin(self) -> "OrganisationQuerySet":
        """Keep those that nobody looks after: staff made them, or the last admin is gone."""
        admins = self._where_active(role=TeamRole.ADMIN, member__state__in=STAYING)
        return self.exclude(pk__in=admins)

    def left_alone(self) -> "OrganisationQuerySet":
        """Keep those that had an admin of their own and have none any more (CO23)."""
        return self.without_admin().filter(had_admin=True)

    def refused_like(
        self, *, name: str, town: str, source_url: str
    ) -> "OrganisationQuerySet":
        """Keep refused entries that this one would bring back, however it is written."""
        same = Q(source_url=source_url) | Q(folded_town=fold_name(town))
        return self.filter(same, refused_at__isnull=False, folded_name=fold_name(name))

    def named_like(self, words: str) -> "OrganisationQuerySet":
        """Keep names in which the words stand, however either is written."""
        return self.filter(folded_name__contains=fold_name(words))

    def _where_active(self, **conditions: Any) -> Any:
        """Return the keys of organisations with somebody active in the team like this."""
        rows = Organisation.objects.filter(
            team__state=TeamState.ACTIVE,
            **{f"team__{name}": value for name, value in conditions.items()},
        )
        return rows.values("pk")


class Organisation(models.Model):
    """A company, school, university, association or authority.

    It holds no person: contact is an address of the organisation. The network is the one
    whose coordination cares for the entry; without one of its own, that of the portal.
    """

    slug = models.SlugField(_("address of the page"), max_length=100, unique=True)
    name = models.CharField(
        _("name"),
        max_length=NAME_LONGEST,
        validators=[MinLengthValidator(NAME_SHORTEST)],
    )
    folded_name = models.CharField(max_length=255, editable=False, db_index=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    town = models.CharField(_("town"), max_length=80)
    folded_town = models.CharField(max_length=255, editable=False)
    latitude = models.DecimalField(
        _("latitude"), max_digits=7, decimal_places=4, null=True, editable=False
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=7, decimal_places=4, null=True, editable=False
    )
    namesake_reason = models.CharField(
        _("why there is another one of this name"), max_length=200, blank=True
    )
    email = models.EmailField(_("email address of the organisation"), blank=True)
    phone = models.CharField(
        _("telephone of the organisation"), max_length=40, blank=True
    )
    website = models.URLField(_("website"), blank=True)
    about = models.TextField(_("about the organisation"), blank=True)
    about_language = models.CharField(_("language of the text"), max_length=12)
    logo = models.FileField(
        _("logo"), upload_to=LOGO_FOLDER, blank=True, editable=False
    )
    supported_by = models.CharField(_("supported by"), max_length=200, blank=True)
    working_languages = models.CharField(_("languages"), max_length=120, blank=True)
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.PROTECT,
        related_name="community_organisations",
    )
    terms = models.ManyToManyField(
        Term,
        through="community.OrganisationTerm",
        related_name="community_organisations",
    )
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=OrganisationState,
        default=OrganisationState.DRAFT,
        editable=False,
    )
    source_url = models.URLField(_("source of a pre-made entry"), blank=True)
    source_date = models.DateField(_("day of the source"), null=True, blank=True)
    had_admin = models.BooleanField(_("had an admin"), default=False, editable=False)
    to_be_checked = models.BooleanField(
        _("taken over and not checked yet"), default=False, editable=False
    )
    earlier_about = models.TextField(
        _("text before it was taken over"), blank=True, editable=False
    )
    told_at = models.DateTimeField(_("told of the entry"), null=True, editable=False)
    """When a pre-made entry was made known to the organisation: once, and no more."""
    refused_at = models.DateTimeField(_("refused"), null=True, editable=False)
    """When the organisation did not want it; the row stays, so that it does not come back."""
    created_at = models.DateTimeField(_("added"))
    changed_at = models.DateTimeField(_("changed"))

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["folded_name", "folded_town"],
                condition=Q(namesake_reason=""),
                name="organisation_namesake_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(town="") & ~Q(folded_name=""),
                name="organisation_has_name_and_town",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="organisation_point_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True)
                | Q(state=OrganisationState.HIDDEN),
                name="organisation_refused_is_hidden",
            ),
            models.CheckConstraint(
                condition=Q(source_url="") | Q(source_date__isnull=False),
                name="organisation_source_has_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "name"], name="organisation_by_name"),
            models.Index(
                fields=["latitude", "longitude"], name="organisation_by_point"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what is compared equal to what is read, and the point to the postcode."""
        if kwargs.get("update_fields") is None:
            self.folded_name = fold_name(self.name)
            self.folded_town = fold_name(self.town)
            point = choose_point(self.postcode, given=(None, None))
            self.latitude, self.longitude = point
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("community_organisations:organisation_detail", args=[self.slug])

    @property
    def is_live(self) -> bool:
        return self.state == OrganisationState.LIVE

    @property
    def is_pre_made(self) -> bool:
        """Whether staff made it from a public source and nobody has taken it over (SP47)."""
        return bool(self.source_url) and not self.had_admin


class OrganisationTerm(models.Model):
    """A type, topic or education stage of an organisation."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="organisation_terms"
    )
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="community_organisation_terms"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "term"], name="organisation_term_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.term_id}"


class OrganisationProfile(models.Model):
    """A profile of an organisation at another service: one for each."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="profiles"
    )
    service = models.CharField(_("service"), max_length=10, choices=SocialService)
    url = models.URLField(_("address"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "service"], name="organisation_profile_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.service}"
