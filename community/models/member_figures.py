"""How many members a network has, by day: numbers without people (ED72)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Network
from community.enums import MemberFigureKind, MemberRole


class MemberFigure(models.Model):
    """One number of one day; the role only where members are counted by it."""

    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.CASCADE,
        related_name="community_member_figures",
    )
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=9, choices=MemberFigureKind)
    role = models.CharField(_("role"), max_length=12, choices=MemberRole, blank=True)
    count = models.PositiveIntegerField(_("count"))

    class Meta:
        verbose_name = _("figure of members")
        verbose_name_plural = _("figures of members")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "day", "kind", "role"], name="member_figure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.role}: {self.count}"
