"""What somebody writes to a member or an organisation through a contact form (CO38)."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.audiences import Viewer, list_keys
from community.enums import EnquiryState
from community.models.member import Member
from community.models.organisation import Organisation
from community.models.organisation_team import TeamMembership

NAME_LENGTH = 120


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def delivered(self) -> "EnquiryQuerySet":
        return self.filter(state=EnquiryState.DELIVERED)

    def visible_to(self, viewer: Viewer) -> "EnquiryQuerySet":
        """Keep what was delivered to an adult, or to an organisation that she or he manages.

        Nobody else reads it, no staff either; what somebody who is blocked wrote is gone.
        """
        if not viewer.holds("adult"):
            return self.none()
        own = viewer.list_keys("owner")
        managed = TeamMembership.objects.admins().filter(member__in=own)
        rows = self.delivered().filter(
            Q(member__in=own) | Q(organisation__in=managed.values("organisation"))
        )
        return rows.exclude(sender__in=list_keys(viewer.blocked, "owner"))

    def written_by(self, email: str) -> "EnquiryQuerySet":
        return self.filter(email__iexact=email)

    def unconfirmed_since(self, moment: dt.datetime) -> "EnquiryQuerySet":
        return self.filter(state=EnquiryState.UNCONFIRMED, created_at__lte=moment)

    def older_than(self, moment: dt.datetime) -> "EnquiryQuerySet":
        return self.filter(created_at__lte=moment)


class Enquiry(models.Model):
    """A message to one member or one organisation, whose address its sender does not learn.

    ``sender`` is a member who was logged in; guests have none and confirm ``email`` by link.
    ``opening`` is the key of the form: sent twice, it counts once (R9).
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    opening = models.CharField(max_length=32, unique=True, editable=False)
    member = models.ForeignKey(
        Member,
        verbose_name=_("to the member"),
        on_delete=models.CASCADE,
        null=True,
        related_name="enquiries",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("to the organisation"),
        on_delete=models.CASCADE,
        null=True,
        related_name="enquiries",
    )
    sender = models.ForeignKey(
        Member,
        verbose_name=_("from"),
        on_delete=models.CASCADE,
        null=True,
        related_name="enquiries_sent",
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    email = models.EmailField(_("email address"))
    text = models.TextField(_("message"))
    language = models.CharField(_("language"), max_length=12)
    state = models.CharField(
        _("state"),
        max_length=11,
        choices=EnquiryState,
        default=EnquiryState.UNCONFIRMED,
        editable=False,
    )
    created_at = models.DateTimeField(_("written"))
    delivered_at = models.DateTimeField(_("delivered"), null=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=True, organisation__isnull=False)
                | Q(member__isnull=False, organisation__isnull=True),
                name="enquiry_has_one_receiver",
            ),
            models.CheckConstraint(
                condition=~Q(state=EnquiryState.DELIVERED)
                | Q(delivered_at__isnull=False),
                name="enquiry_delivered_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "created_at"], name="enquiry_by_state"),
        ]

    def __str__(self) -> str:
        return f"enquiry {self.pk}"

    @property
    def receiver(self) -> Member | Organisation:
        """Whom it is for."""
        found = self.member or self.organisation
        assert found is not None  # noqa: S101 -- a constraint
        return found
