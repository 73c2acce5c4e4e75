"""What an invitation to a network's staff offers: a role and its period (CO60)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.enums import Role
from cms.models import Network


class RoleOfferManager(models.Manager["RoleOffer"]):
    def get_queryset(self) -> models.QuerySet["RoleOffer"]:
        """Bring the network along: lists of invitations name it in every line."""
        return super().get_queryset().select_related("network")


class RoleOffer(models.Model):
    """Terms that stand for themselves and name nobody; invitations point to them."""

    key = models.CharField(max_length=80, unique=True, editable=False)
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.CASCADE,
        related_name="community_role_offers",
    )
    role = models.CharField(_("role"), max_length=16, choices=Role)
    start_date = models.DateField(_("from"), null=True, blank=True)
    end_date = models.DateField(_("until"), null=True, blank=True)

    objects = RoleOfferManager()

    class Meta:
        verbose_name = _("offer of a role")
        verbose_name_plural = _("offers of roles")
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(start_date__isnull=True)
                | Q(end_date__isnull=True)
                | Q(end_date__gte=F("start_date")),
                name="role_offer_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.get_role_display()}"
