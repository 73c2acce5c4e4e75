"""Whom somebody does not want to read or hear of, without ending anything (CO53, P17)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.models.member import Member


class MuteQuerySet(models.QuerySet["Mute"]):
    """Only who mutes ever sees a row."""

    def made_by(self, *members: int) -> "MuteQuerySet":
        """Keep those of the members with these keys."""
        return self.filter(member__in=members)


class Mute(models.Model):
    """A member wants to read in no feed, and be told of nothing, that this person does.

    Contact, messages and what the two see of each other stay as they are; a `Block` is
    what ends those. What is muted as a whole group, conversation or followed thing stands
    with the place there.
    """

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="mutes_made"
    )
    muted = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="mutes_received"
    )
    since = models.DateTimeField(_("since"))

    objects = MuteQuerySet.as_manager()

    class Meta:
        verbose_name = _("muted person")
        verbose_name_plural = _("muted people")
        constraints = [
            models.UniqueConstraint(fields=["member", "muted"], name="mute_once"),
            models.CheckConstraint(
                condition=~Q(member=F("muted")), name="mute_of_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.muted}"
