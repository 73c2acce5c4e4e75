"""What the database's own search knows of an entry; made of it, never the truth (F4 to F8)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.models.entry import Entry


class EntryText(models.Model):
    """The words of an entry as they are looked up; `index_entries` writes it.

    ``tokens`` are single words: one letter for the field, one for how the word is meant, the
    folded word (`search.backends.database.tokens`). Both databases have an index of their own
    over them, which follows each write: triggers on SQLite, a GIN index on PostgreSQL.
    """

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="text"
    )
    version = models.BigIntegerField(_("version"))
    """Version of the entry that it was made of."""
    tokens = models.TextField(_("tokens"))
    words = models.TextField(_("words in order"))
    """All folded words, each field between bars, for phrases."""
    stems = models.TextField(_("stems in order"))
    """The same for ways to say it of several words."""

    class Meta:
        verbose_name = _("words of a search entry")
        verbose_name_plural = _("words of search entries")

    def __str__(self) -> str:
        return f"{self.entry_id} {self.version}"


class KnownWord(models.Model):
    """A word of any entry, for slips of the pen; who may see it is asked of the entries.

    No constraint makes it unique: two who publish the same new word would wait for each
    other, or stop each other. `prune_words` removes what is double or in no entry.
    """

    folded = models.CharField(_("folded"), max_length=40)
    spelling = models.CharField(_("spelling"), max_length=40)
    initial = models.CharField(_("first letter"), max_length=1)
    length = models.PositiveSmallIntegerField(_("length"))

    class Meta:
        verbose_name = _("known word")
        verbose_name_plural = _("known words")
        indexes = [
            models.Index(fields=["folded"], name="known_word_by_folded"),
            models.Index(
                fields=["initial", "length", "folded"], name="known_word_by_shape"
            ),
        ]

    def __str__(self) -> str:
        return self.spelling
