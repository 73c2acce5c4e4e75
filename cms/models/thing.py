"""The row behind the pages of all languages (ED70)."""

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.enums import ThingChange


class LocalisedRow(models.Model):
    """A record whose texts stand on pages, one page a language."""

    translation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source_locale = models.ForeignKey(
        "wagtailcore.Locale",
        verbose_name=_("written in"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    page_accessors: ClassVar[tuple[str, ...]] = ()
    """Reverse names of the page models that show this row."""

    class Meta:
        abstract = True

    def write_facts(self, facts: dict[str, Any]) -> None:
        """Write what the source page says to the row; the only writer of these columns."""
        for name, value in facts.items():
            setattr(self, name, value)
        # The moment of the change is a column like the others, which Django would leave.
        stamps = [
            field.name
            for field in self._meta.concrete_fields
            if getattr(field, "auto_now", False)
        ]
        self.save(update_fields=[*facts, *stamps])

    def list_told_facts(self) -> dict[ThingChange, str]:
        """Return what readers rely on, as text: who follows the thing hears of a change."""
        return {}

    def has_pages(self) -> bool:
        return any(getattr(self, name).exists() for name in self.page_accessors)


class Thing(LocalisedRow):
    """A row that belongs to one network: people, places and state hang on it, never on a page."""

    network = models.ForeignKey(
        "cms.Network",
        verbose_name=_("network"),
        on_delete=models.PROTECT,
        related_name="%(class)s_set",
    )

    class Meta:
        abstract = True


def write_moment(moment: dt.datetime | None) -> str:
    """Return a moment as text that is equal for equal moments; empty without one."""
    return moment.astimezone(dt.UTC).isoformat() if moment else ""
