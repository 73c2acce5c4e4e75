"""Taking over an entry that staff have made (SP47–SP49)."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.enums import AccountState, ClaimState
from community.models.member import Member
from community.models.organisation import Organisation
from community.models.two_people import DecidedByTwo

OPEN_CLAIMS = (ClaimState.OPEN, ClaimState.NEEDS_PROOF)


class OrganisationClaimQuerySet(models.QuerySet["OrganisationClaim"]):
    def open(self) -> "OrganisationClaimQuerySet":
        return self.filter(state__in=OPEN_CLAIMS)

    def waiting(self) -> "OrganisationClaimQuerySet":
        """Keep those that a coordinator has to decide."""
        return self.filter(state=ClaimState.OPEN, member__state=AccountState.ACTIVE)

    def made_until(self, moment: dt.datetime) -> "OrganisationClaimQuerySet":
        return self.filter(claimed_at__lte=moment)

    def closed_until(self, moment: dt.datetime) -> "OrganisationClaimQuerySet":
        return self.filter(closed_at__lte=moment)


class OrganisationClaim(DecidedByTwo):
    """A member says to speak for an organisation.

    ``proof_email`` is where the link went; it is emptied when the claim is closed.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="claims"
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="organisation_claims"
    )
    state = models.CharField(
        _("state"),
        max_length=11,
        choices=ClaimState,
        default=ClaimState.OPEN,
        editable=False,
    )
    words = models.CharField(_("why you speak for it"), max_length=1000)
    proof_email = models.EmailField(_("address at its domain"), blank=True)
    claimed_at = models.DateTimeField(_("asked"))
    due_date = models.DateField(_("answer until"))
    closed_at = models.DateTimeField(_("closed"), null=True)

    objects = OrganisationClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member"],
                condition=Q(state__in=OPEN_CLAIMS),
                name="organisation_claim_open_once",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state=ClaimState.ACCEPTED),
                name="organisation_claim_accepted_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_CLAIMS) | Q(closed_at__isnull=False),
                name="organisation_claim_closed_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_CLAIMS) | Q(proof_email=""),
                name="organisation_claim_closed_keeps_no_address",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "claimed_at"], name="organisation_claim_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.organisation}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_CLAIMS
