"""What was written to rows that entries are made of; the database itself notes it (F16)."""

from django.db import models


class Mark(models.Model):
    """A row of a source was written, whoever wrote it; triggers insert these.

    They live as long as the transaction: before it commits, the entries are written anew.
    One that is left was written past Django, and the next run of `run_due` follows it.
    """

    source = models.CharField(max_length=130)
    """Table and column, as ``cms_newspage.article_id``."""
    key = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.source} {self.key}"
