"""Terms of all taxonomies: one row for each value, labels by language beside it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from cms.enums import Taxonomy
from cms.models.versioned import VersionedRow

MERGED = "merged:{taxonomy}"
"""Source of the alias that a merged term leaves behind."""


class TermQuerySet(models.QuerySet["Term"]):
    def in_use(self) -> "TermQuerySet":
        """Keep terms that editors may still choose."""
        return self.filter(retired_at__isnull=True, merged_into__isnull=True)

    def of(self, taxonomy: str) -> "TermQuerySet":
        return self.filter(taxonomy=taxonomy)

    def with_labels(self) -> "TermQuerySet":
        return self.prefetch_related("labels")


class Term(VersionedRow, ClusterableModel):
    """Not translatable: pages and listings of every language hold the same key."""

    taxonomy = models.CharField(_("list"), max_length=24, choices=Taxonomy)
    slug = models.SlugField(_("slug"), max_length=80)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("above"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_terms",
        editable=False,
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["taxonomy", "sort_order", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["taxonomy", "slug"], name="term_slug_once_a_taxonomy"
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")),
                name="term_not_merged_into_self",
            ),
        ]

    def __str__(self) -> str:
        return self.get_label()

    def get_label(self, language: str | None = None) -> str:
        """Return the label in a language, else the German one, else the slug.

        Reads the prefetched rows of ``with_labels``.
        """
        language = language or get_language() or "de"
        labels = {row.language: row.label for row in self.labels.all()}
        return labels.get(language) or labels.get("de") or self.slug


class TermLabel(models.Model):
    """A term's label in one language: de, en, later de-simple."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(_("language"), max_length=12)
    label = models.CharField(_("label"), max_length=120)

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "language"], name="term_label_once_a_language"
            )
        ]

    def __str__(self) -> str:
        return self.label


class TermAlias(models.Model):
    """A foreign slug that means this term, for exchange with the national platform."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="aliases")
    source = models.CharField(_("foreign list"), max_length=60)
    slug = models.CharField(_("foreign slug"), max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "slug"], name="term_alias_once")
        ]

    def __str__(self) -> str:
        return f"{self.source}/{self.slug}"


class PageTerm(models.Model):
    """A term on a page of any kind; synchronisation copies the rows to translations."""

    page = ParentalKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="cms_page_terms"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="page_terms")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "term"], name="page_term_once")
        ]
        indexes = [models.Index(fields=["term", "page"], name="page_by_term")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.term_id}"


class PageDistrict(models.Model):
    """A district that a page is about, by its official key (AGS)."""

    page = ParentalKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="cms_page_districts"
    )
    ags = models.CharField(_("district"), max_length=5, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "ags"], name="page_district_once")
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.ags}"
