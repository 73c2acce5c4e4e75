"""Groups of members, and who belongs to them (CO29 to CO32)."""

import datetime as dt

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import ExtractMonth, ExtractYear
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.audiences import Viewer, list_keys
from cms.models import Network
from community.enums import (
    AccountState,
    ClearanceTier,
    ContentAudience,
    GroupJoining,
    GroupKind,
    GroupMembershipState,
    GroupRole,
    GroupState,
    GroupVisibility,
)
from community.models.clearance import Clearance
from community.models.member import ADULT_AGE, MONTHS, Member
from community.models.slugs import make_first_slug


class GroupQuerySet(models.QuerySet["Group"]):
    def active(self) -> "GroupQuerySet":
        return self.filter(state=GroupState.ACTIVE)

    def safe_for_minors_on(self, day: dt.date) -> "GroupQuerySet":
        """Keep those that admit minors and whose person in charge is cleared (CO31)."""
        cleared = (
            Clearance.objects.in_force_on(day)
            .reaching(ClearanceTier.GROUP)
            .filter(member=OuterRef("in_charge"), network=OuterRef("network"))
        )
        return self.filter(Exists(cleared), admits_minors=True)

    def unsafe_on(self, day: dt.date) -> "GroupQuerySet":
        """Keep active ones for young people whose person in charge is not cleared (CO31)."""
        safe = self.model.objects.safe_for_minors_on(day).values("pk")
        return self.active().filter(admits_minors=True).exclude(pk__in=safe)

    def left_alone(self) -> "GroupQuerySet":
        """Keep active ones in which nobody is in charge any more (CO30)."""
        owners = GroupMembership.objects.owners().filter(group=OuterRef("pk"))
        return self.active().filter(~Exists(owners))

    def visible_to(self, viewer: Viewer) -> "GroupQuerySet":
        """Keep groups that the viewer may know of; what is in them is another rule.

        One for young people is known to who belongs to it, whatever its columns say (CO31).
        """
        rule = Q(visibility=GroupVisibility.PUBLIC)
        if viewer.holds("member"):
            rule |= Q(visibility=GroupVisibility.MEMBERS)
        rule &= Q(admits_minors=False)
        rule |= Q(pk__in=viewer.list_keys("group"))
        rule |= Q(network__in=viewer.list_keys("care"))
        return self.filter(rule)

    def read_by(self, viewer: Viewer) -> "GroupQuerySet":
        """Keep groups whose content the viewer may read.

        Minors read only in groups that they belong to, adults also what a group opens to
        its network or to all members; a hidden group opens nothing.
        """
        rule = Q(pk__in=viewer.list_keys("group"))
        rule |= Q(network__in=viewer.list_keys("care"))
        if viewer.holds("adult"):
            shown = ~Q(visibility=GroupVisibility.HIDDEN)
            networks = viewer.list_keys("network")
            rule |= shown & Q(audience=ContentAudience.MEMBERS)
            rule |= shown & Q(audience=ContentAudience.NETWORK, network__in=networks)
        return self.filter(rule)


class Group(models.Model):
    """People of a network who do something together; archived, it can only be read."""

    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.CASCADE,
        related_name="community_groups",
    )
    slug = models.SlugField(
        _("address"), max_length=80, unique=True, default=make_first_slug
    )
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=7, choices=GroupKind)
    summary = models.CharField(_("what it is about"), max_length=300)
    welcome = models.TextField(_("welcome to who joins"), max_length=2000, blank=True)
    visibility = models.CharField(
        _("who finds it"),
        max_length=7,
        choices=GroupVisibility,
        default=GroupVisibility.MEMBERS,
    )
    joining = models.CharField(
        _("who joins"),
        max_length=7,
        choices=GroupJoining,
        default=GroupJoining.REQUEST,
    )
    audience = models.CharField(
        _("who reads"),
        max_length=7,
        choices=ContentAudience,
        default=ContentAudience.GROUP,
    )
    admits_minors = models.BooleanField(_("for young people too"), default=False)
    in_charge = models.ForeignKey(
        Member,
        verbose_name=_("adult in charge"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="groups_in_charge",
    )
    has_posts = models.BooleanField(_("posts"), default=True)
    has_files = models.BooleanField(_("files"), default=True)
    has_events = models.BooleanField(_("events"), default=True)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=GroupState,
        default=GroupState.ACTIVE,
        editable=False,
    )
    created_at = models.DateTimeField(_("since"))

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        constraints = [
            # Who is in charge may be erased at any time: then nobody under 18 has the token.
            models.CheckConstraint(
                condition=Q(admits_minors=False)
                | Q(joining=GroupJoining.INVITE, audience=ContentAudience.GROUP),
                name="group_with_minors_is_kept_close",
            ),
        ]
        indexes = [
            models.Index(fields=["network", "state"], name="group_by_network"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community_groups:group_detail", args=[self.slug])

    @property
    def is_active(self) -> bool:
        return self.state == GroupState.ACTIVE

    @property
    def is_hidden(self) -> bool:
        return self.visibility == GroupVisibility.HIDDEN


class GroupMembershipQuerySet(models.QuerySet["GroupMembership"]):
    def active(self) -> "GroupMembershipQuerySet":
        return self.filter(state=GroupMembershipState.ACTIVE)

    def asked(self) -> "GroupMembershipQuerySet":
        return self.filter(state=GroupMembershipState.ASKED)

    def leading(self) -> "GroupMembershipQuerySet":
        """Keep who may let in, shut out and moderate."""
        return self.active().exclude(role=GroupRole.MEMBER)

    def owners(self) -> "GroupMembershipQuerySet":
        """Keep who is in charge; whoever closes the account is on the way out."""
        rows = self.active().filter(role=GroupRole.OWNER)
        return rows.exclude(member__state=AccountState.CLOSED)

    def outgrown_on(self, day: dt.date) -> "GroupMembershipQuerySet":
        """Keep places among young people whose holder has come of age in them (CO31).

        Adults are there by the coordination only: let in by it after the 18th birthday, in
        charge, or with a clearance of the network that holds.
        """
        cleared = (
            Clearance.objects.in_force_on(day)
            .reaching(ClearanceTier.GROUP)
            .filter(member=OuterRef("member"), network=OuterRef("group__network"))
        )
        came = ExtractYear("since") * MONTHS + ExtractMonth("since")
        grew = (F("member__birth_year") + ADULT_AGE) * MONTHS + F("member__birth_month")
        return (
            self.active()
            .alias(came=came, grew=grew)
            .filter(
                ~Exists(cleared),
                member__in=Member.objects.adults_on(day),
                group__admits_minors=True,
                came__lte=F("grew"),
            )
            .exclude(member=F("group__in_charge"))
        )

    def visible_to(self, viewer: Viewer) -> "GroupMembershipQuerySet":
        """Keep places in groups that the viewer belongs to or cares for (P4, P17)."""
        rule = Q(group__in=viewer.list_keys("group"))
        rule |= Q(group__network__in=viewer.list_keys("care"))
        return self.filter(rule).exclude(member__in=list_keys(viewer.blocked, "owner"))


class GroupMembership(models.Model):
    """A member of a group, or one who asks to be or was; one row each (R12)."""

    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, related_name="memberships"
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="group_memberships"
    )
    role = models.CharField(
        _("role"), max_length=9, choices=GroupRole, default=GroupRole.MEMBER
    )
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=GroupMembershipState,
        default=GroupMembershipState.ASKED,
        editable=False,
    )
    is_muted = models.BooleanField(_("muted"), default=False)
    is_welcomed = models.BooleanField(default=False, editable=False)
    since = models.DateTimeField(_("since"))

    objects = GroupMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("group membership")
        verbose_name_plural = _("group memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member"], name="group_membership_once"
            ),
            models.CheckConstraint(
                condition=Q(role=GroupRole.MEMBER)
                | Q(state=GroupMembershipState.ACTIVE),
                name="group_lead_is_active",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "state"], name="group_by_member"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.group}"
