"""Words that editors make mean the same (F7)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

FEWEST = 2


class SearchSynonymQuerySet(models.QuerySet["SearchSynonym"]):
    def list_groups(self) -> tuple[str, ...]:
        """Return the groups in a fixed order, so that they can be a key."""
        return tuple(self.order_by("pk").values_list("words", flat=True))


class SearchSynonym(models.Model):
    """A group of words and phrases between commas; each finds what the others find."""

    words = models.CharField(
        _("words"),
        max_length=500,
        unique=True,
        help_text=_(
            "Words or short phrases between commas, in German or English. Whoever looks"
            " for one of them finds the others too. It counts from the next search."
        ),
    )

    objects = SearchSynonymQuerySet.as_manager()

    class Meta:
        verbose_name = _("synonyms of search")
        verbose_name_plural = _("synonyms of search")

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        phrases = {" ".join(part.split()).casefold() for part in self.words.split(",")}
        if len(phrases - {""}) < FEWEST:
            raise ValidationError(
                {"words": _("Write at least two words, with a comma between them.")}
            )
        self.words = ", ".join(
            " ".join(part.split()) for part in self.words.split(",") if part.strip()
        )
