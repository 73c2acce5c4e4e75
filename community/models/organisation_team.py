"""Who works at an organisation, with which role, and who asks to join (CO23)."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.audiences import Viewer
from community.enums import AccountState, TeamRole, TeamState
from community.models.member import Member
from community.models.organisation import Organisation


class TeamMembershipQuerySet(models.QuerySet["TeamMembership"]):
    def active(self) -> "TeamMembershipQuerySet":
        """Keep who belongs to the team; whoever closes the account is on the way out."""
        return self.filter(state=TeamState.ACTIVE).exclude(
            member__state=AccountState.CLOSED
        )

    def asked(self) -> "TeamMembershipQuerySet":
        return self.filter(state=TeamState.ASKED, member__state=AccountState.ACTIVE)

    def admins(self) -> "TeamMembershipQuerySet":
        return self.active().filter(role=TeamRole.ADMIN)

    def shown_to(self, viewer: Viewer, day: dt.date) -> "TeamMembershipQuerySet":
        """Keep adults who chose to be shown, for members who take part; visitors see nobody."""
        if not viewer.holds("member"):
            return self.none()
        adults = Member.objects.adults_on(day).filter(state=AccountState.ACTIVE)
        rows = self.active().filter(is_shown=True, member__in=adults)
        blocked = [
            int(token.removeprefix("owner:"))
            for token in viewer.blocked
            if token.startswith("owner:")
        ]
        return rows.exclude(member__in=blocked)


class TeamMembership(models.Model):
    """A member of the team of an organisation, or one who asks to be; one row each."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="team"
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="organisation_teams"
    )
    role = models.CharField(
        _("role"), max_length=5, choices=TeamRole, default=TeamRole.TEAM
    )
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=TeamState,
        default=TeamState.ASKED,
        editable=False,
    )
    words = models.CharField(_("words to the team"), max_length=500, blank=True)
    is_shown = models.BooleanField(_("shown to members"), default=False)
    asked_at = models.DateTimeField(_("asked"))

    objects = TeamMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("team membership")
        verbose_name_plural = _("team memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member"], name="team_membership_once"
            ),
            models.CheckConstraint(
                condition=Q(role=TeamRole.TEAM) | Q(state=TeamState.ACTIVE),
                name="team_admin_is_active",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.organisation}"
