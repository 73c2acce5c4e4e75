"""The projection that both backends read, and the outbox of the search server (F15, F16)."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string

from cms.audiences import Viewer
from search.enums import Level, ValueName


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, viewer: Viewer) -> "EntryQuerySet":
        """Keep what the viewer may find; an entry without audience is found by nobody."""
        audience = EntryValue.objects.filter(
            entry=OuterRef("pk"), name=ValueName.AUDIENCE, value__in=viewer.tokens
        )
        return self.filter(Exists(audience), is_gone=False).exclude(
            owner__in=viewer.blocked
        )

    def unsent(self) -> "EntryQuerySet":
        """Keep what the search server has not heard of yet, oldest first."""
        return self.filter(version__gt=F("sent_version")).order_by("changed_at", "pk")


class Entry(models.Model):
    """A thing in one language for one level of audience, with the text that this level adds."""

    kind = models.CharField(_("kind"), max_length=20)
    thing = models.CharField(_("thing"), max_length=64)
    """Kind and key of the row, as ``news:12``: rows of one thing are one result."""
    language = models.CharField(_("language"), max_length=12)
    level = models.CharField(_("level"), max_length=8, choices=Level)
    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("text"), blank=True)
    names = models.TextField(_("proper names"), blank=True)
    url = models.CharField(_("address"), max_length=2048)
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("image"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    network = models.ForeignKey(
        "cms.Network",
        verbose_name=_("network"),
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    owner = models.CharField(_("owner"), max_length=40, blank=True)
    """Token of the member whose it is, as ``owner:7``; whoever blocks leaves it out."""
    published_at = models.DateTimeField(_("published"), null=True)
    starts_at = models.DateTimeField(_("begins"), null=True)
    ends_at = models.DateTimeField(_("over"), null=True)
    """End of the event or deadline of the call: from then on it sinks (F9)."""
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    boost = models.SmallIntegerField(_("weight"), default=0)
    version = models.BigIntegerField(_("version"))
    """Microseconds of the last change: a thing that comes back is newer than its deletion."""
    sent_version = models.BigIntegerField(_("version sent"), default=0)
    is_gone = models.BooleanField(_("gone"), default=False)
    """Kept until the search server has deleted its document."""
    appeared_at = models.DateTimeField(_("found since"), db_default=Now())
    changed_at = models.DateTimeField(_("changed"), db_default=Now())

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(
                fields=["thing", "language", "level"], name="entry_once"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="entry_point_is_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["changed_at", "id"],
                condition=Q(version__gt=F("sent_version")),
                name="entry_unsent",
            ),
            models.Index(fields=["kind", "language"], name="entry_by_kind"),
            models.Index(fields=["owner"], name="entry_by_owner"),
            models.Index(fields=["appeared_at"], name="entry_by_appearance"),
        ]

    def __str__(self) -> str:
        return f"{self.thing} {self.language} {self.level}"


class EntryValue(models.Model):
    """One token of the audience, or one value of a facet."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="values")
    name = models.CharField(_("name"), max_length=12, choices=ValueName)
    value = models.CharField(_("value"), max_length=160)

    class Meta:
        verbose_name = _("value of a search entry")
        verbose_name_plural = _("values of search entries")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "name", "value"], name="entry_value_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["name", "value", "entry"], name="entry_value_by_value"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
