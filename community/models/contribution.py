"""What a member has done for an event or a practice entry, as she or he says (CO16)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models import Event, PracticeEntry
from community.enums import ContributionRole
from community.models.member import Member


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Who reads a row is the audience of the part ``contributions`` of the profile."""

    def of(self, member: Member) -> "ContributionQuerySet":
        return self.filter(member=member)


class Contribution(models.Model):
    """A link from a profile to the row behind pages, never to a page; one for each thing."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="contributions"
    )
    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        null=True,
        related_name="community_contributions",
    )
    practice = models.ForeignKey(
        PracticeEntry,
        verbose_name=_("practice entry"),
        on_delete=models.CASCADE,
        null=True,
        related_name="community_contributions",
    )
    role = models.CharField(_("role"), max_length=8, choices=ContributionRole)
    added_at = models.DateTimeField(_("since"))

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=True, practice__isnull=False)
                | Q(event__isnull=False, practice__isnull=True),
                name="contribution_has_one_thing",
            ),
            models.UniqueConstraint(
                fields=["member", "event"], name="contribution_to_event_once"
            ),
            models.UniqueConstraint(
                fields=["member", "practice"], name="contribution_to_practice_once"
            ),
        ]

    def __str__(self) -> str:
        return f"contribution {self.pk}"

    @property
    def thing(self) -> Event | PracticeEntry:
        """What it was for."""
        found = self.event or self.practice
        assert found is not None  # noqa: S101 -- a constraint
        return found
