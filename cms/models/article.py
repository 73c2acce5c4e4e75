"""The row behind news and plain pages, which people bookmark, report and find too."""

from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from cms.enums import ArticleKind, ThingChange
from cms.models.thing import Thing, write_moment

NEWS_KINDS = (ArticleKind.NEWS, ArticleKind.PRESS, ArticleKind.PORTRAIT)


class ArticleQuerySet(models.QuerySet["Article"]):
    def news(self) -> "ArticleQuerySet":
        return self.filter(kind__in=NEWS_KINDS)

    def listed(self, locale: Locale) -> "ArticleQuerySet":
        """Keep news that have a live page of their own in this language."""
        pages: Any = apps.get_model("cms", "NewsPage").objects.listed(locale)
        return self.filter(Exists(pages.filter(article=OuterRef("pk"))))

    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-published_at", "-pk")


class Article(Thing):
    kind = models.CharField(_("kind"), max_length=12, choices=ArticleKind)
    published_at = models.DateTimeField(_("date"), null=True, blank=True)
    updated_at = models.DateTimeField(_("materially changed"), null=True, blank=True)

    page_accessors: ClassVar = (
        "news_pages",
        "generic_pages",
        "help_pages",
        "legal_pages",
        "chronology_pages",
        "guide_pages",
        "advice_pages",
        "theme_pages",
        "academy_pages",
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="article_newest_first"),
            models.Index(
                fields=["network", "-published_at", "-id"], name="article_by_network"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def list_told_facts(self) -> dict[ThingChange, str]:
        return {ThingChange.UPDATED: write_moment(self.updated_at)}
