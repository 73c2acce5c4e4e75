"""Networks: the alliances of the registry, and the portal itself."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any, ClassVar

from django.apps import apps
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.images import get_image_model_string
from wagtail.models import Locale

from cms.enums import NetworkKind, NetworkStatus, State
from cms.models.thing import LocalisedRow
from cms.models.versioned import VersionedRow


class NetworkQuerySet(models.QuerySet["Network"]):
    def in_registry(self) -> "NetworkQuerySet":
        """Leave out the portal: it is in no list, map, figure or sitemap (ED71)."""
        return self.exclude(kind=NetworkKind.SITE)

    def listed(self, locale: Locale) -> "NetworkQuerySet":
        """Keep networks with a live region page of their own in this language."""
        pages: Any = apps.get_model("cms", "RegionPage").objects.listed(locale)
        return self.in_registry().filter(Exists(pages.filter(network=OuterRef("pk"))))

    def in_states(self, states: list[str]) -> "NetworkQuerySet":
        rows = NetworkState.objects.filter(network=OuterRef("pk"), state__in=states)
        return self.filter(Exists(rows))

    def with_seat_in(self, prefixes: Collection[str]) -> "NetworkQuerySet":
        """Keep networks whose seat lies in one of these states or districts.

        ``prefixes``: official keys of two digits (a state) or five (a district).
        """
        condition = Q()
        for prefix in prefixes:
            # A range reads the index, which a search for a beginning does not.
            end = str(int(prefix) + 1).zfill(len(prefix))
            condition |= Q(seat_ags__gte=prefix, seat_ags__lt=end)
        return self.filter(condition)

    def in_districts(self, keys: Collection[str]) -> "NetworkQuerySet":
        rows = NetworkDistrict.objects.filter(network=OuterRef("pk"), ags__in=keys)
        return self.filter(Exists(rows))

    def get_site(self) -> "Network":
        """Return the portal's own row, made by the first migration."""
        return self.get(kind=NetworkKind.SITE)


class Network(LocalisedRow, VersionedRow, ClusterableModel):
    parent = models.ForeignKey(
        "self",
        verbose_name=_("state programme"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        limit_choices_to={"kind": NetworkKind.STATE_PROGRAMME},
        help_text=_("Its coordinators see figures and to-dos of this network."),
    )
    source_key = models.SlugField(
        _("source key"),
        max_length=160,
        unique=True,
        editable=False,
        help_text=_("Slug of the name at the first import; it never changes."),
    )
    slug = models.SlugField(_("slug"), max_length=160, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=24, choices=NetworkKind)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=NetworkStatus,
        default=NetworkStatus.ACTIVE,
    )
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        help_text=_("Who goes on with the work of a network that has ended."),
    )
    locality = models.CharField(_("seat"), max_length=120, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(47)), MaxValueValidator(Decimal(56))],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(5)), MaxValueValidator(Decimal(16))],
    )
    seat_ags = models.CharField(
        _("district of the seat"),
        max_length=5,
        blank=True,
        db_index=True,
        help_text=_("Official key. It may differ from the districts that are covered."),
    )
    founding_year = models.PositiveSmallIntegerField(
        _("founded in"), null=True, blank=True
    )
    carrier = models.CharField(_("carrier"), max_length=200, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=80, blank=True)
    office_address = models.TextField(_("address of the office"), blank=True)
    website = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    working_languages = models.CharField(
        _("languages"), max_length=120, blank=True, default=""
    )
    confirmed_on = models.DateField(
        _("confirmed on"),
        null=True,
        blank=True,
        help_text=_(
            "Until then the page says: as of July 2019, stated by the networks."
        ),
    )
    imported_values = models.JSONField(default=dict, editable=False, blank=True)

    page_accessors: ClassVar = ("region_pages",)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name", "id"], name="network_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind=NetworkKind.SITE),
                name="network_portal_is_one",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="network_point_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(kind=NetworkKind.STATE_PROGRAMME),
                name="network_state_programme_has_no_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_site(self) -> bool:
        return self.kind == NetworkKind.SITE

    @property
    def display_name(self) -> str:
        return self.short_name or self.name

    def clean(self) -> None:
        super().clean()
        if self.kind == NetworkKind.STATE_PROGRAMME:
            self.parent = None


class NetworkState(models.Model):
    """A state in which the network works; two states count in both (ED33)."""

    network = ParentalKey(Network, on_delete=models.CASCADE, related_name="states")
    state = models.CharField(_("state"), max_length=5, choices=State)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "state"], name="network_state_once"
            )
        ]
        indexes = [models.Index(fields=["state", "network"], name="network_by_state")]

    def __str__(self) -> str:
        return f"{self.network_id}: {self.state}"


class NetworkDistrict(models.Model):
    """A Landkreis or independent city that the network covers, by its official key."""

    network = ParentalKey(Network, on_delete=models.CASCADE, related_name="districts")
    ags = models.CharField(_("district"), max_length=5)

    class Meta:
        ordering = ["ags"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "ags"], name="network_district_once"
            )
        ]
        indexes = [models.Index(fields=["ags", "network"], name="network_by_district")]

    def __str__(self) -> str:
        return f"{self.network_id}: {self.ags}"


class NetworkContact(models.Model):
    """A person or office whom the public may write to."""

    network = ParentalKey(Network, on_delete=models.CASCADE, related_name="contacts")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    name = models.CharField(_("name"), max_length=120)
    function = models.CharField(_("function"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)

    class Meta:
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.name


class NetworkFunder(models.Model):
    """Who pays for the network, and from when to when."""

    network = ParentalKey(Network, on_delete=models.CASCADE, related_name="funders")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    name = models.CharField(_("name"), max_length=160)
    from_date = models.DateField(_("from"), null=True, blank=True)
    until_date = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_date__isnull=True)
                | Q(until_date__isnull=True)
                | Q(until_date__gte=models.F("from_date")),
                name="network_funder_period_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name


class NetworkLink(models.Model):
    """An address of the network elsewhere (social media, blog)."""

    network = ParentalKey(Network, on_delete=models.CASCADE, related_name="links")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    label = models.CharField(_("label"), max_length=80)
    url = models.URLField(_("address"))

    class Meta:
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.label


def get_network_facts(network: Network) -> dict[str, Any]:
    """Return the columns that the import may set, as plain values for comparison.

    Shape: texts and sorted lists of texts, as JSON keeps them; coordinates with four
    decimals, empty where there is no point.
    """
    return {
        "name": network.name,
        "kind": str(network.kind),
        "locality": network.locality,
        "latitude": format_degrees(network.latitude),
        "longitude": format_degrees(network.longitude),
        "seat_ags": network.seat_ags,
        "states": sorted(row.state for row in network.states.all()),
        "districts": sorted(row.ags for row in network.districts.all()),
    }


def format_degrees(degrees: Decimal | None) -> str:
    return "" if degrees is None else f"{degrees:.4f}"
