"""What two people decide: the first yes waits on the row for a second person's (CO56)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DecidedByTwo(models.Model):
    """A row that holds a first yes until it is decided; the log keeps who said it and when."""

    first_yes_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("first yes by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    first_yes_at = models.DateTimeField(_("first yes"), null=True, editable=False)

    class Meta:
        abstract = True
