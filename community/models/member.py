"""The person behind an account, and the networks that she or he belongs to."""

import datetime as dt
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.audiences import Viewer, list_keys
from cms.geo import sort_key
from cms.models import Network
from cms.validators.slugs import make_slug
from community.enums import (
    AccountState,
    AgeStep,
    Audience,
    MemberRole,
    MembershipState,
)
from community.models.two_people import DecidedByTwo

ADULT_AGE, CONSENT_AGE = 18, 16
OLDEST_YEAR, NEWEST_YEAR = 1900, 2100
MONTHS = 12
SLUG_BYTES = 4

NOBODY = max(Audience) + 1
"""The reach of a viewer to whom nothing of a member is open."""


def make_age_rule(years: int, day: dt.date) -> Q:
    """Return the condition that this age is reached (P31)."""
    year = day.year - years
    return Q(birth_year__lt=year) | Q(birth_year=year, birth_month__lt=day.month)


def make_shown_rule(day: dt.date) -> Q:
    """Return the condition that others than staff may see a member at all (P4)."""
    return Q(state=AccountState.ACTIVE) & make_age_rule(ADULT_AGE, day)


class MemberQuerySet(models.QuerySet["Member"]):
    def aged_at_least(self, years: int, day: dt.date) -> "MemberQuerySet":
        """Keep who has reached this age: on the first of the month after the birth month."""
        return self.filter(make_age_rule(years, day))

    def adults_on(self, day: dt.date) -> "MemberQuerySet":
        return self.aged_at_least(ADULT_AGE, day)

    def under_consent_age_on(self, day: dt.date) -> "MemberQuerySet":
        return self.exclude(pk__in=self.aged_at_least(CONSENT_AGE, day).values("pk"))

    def showing_themselves_on(self, day: dt.date) -> "MemberQuerySet":
        """Keep whom others than staff may see at all: adults, and no account that rests (P4)."""
        return self.filter(make_shown_rule(day))

    def with_reach(self, viewer: Viewer, day: dt.date) -> "MemberQuerySet":
        """Annotate ``reach``, the narrowest `Audience` that the viewer is of for each member.

        A part of the profile is open if its audience is at least the reach (CO11). Minors
        reach nobody but themselves and who cares for their networks, and the other way
        round see no more of adults than a visitor does (S27).
        """
        members = Membership.objects.confirmed()
        cared = members.filter(network__in=viewer.list_keys("care")).values("member")
        shown = make_shown_rule(day)
        known = Q(pk__in=viewer.list_keys("contact"))
        is_there = Q(state__in=[AccountState.ACTIVE, AccountState.PAUSED])
        steps = [
            (Q(pk__in=viewer.list_keys("owner")), Audience.OWNER),
            (is_there & Q(pk__in=cared), Audience.STAFF),
            (shown & known, Audience.CONTACTS),
            (shown, Audience.MEMBERS if viewer.holds("adult") else Audience.PUBLIC),
        ]
        whens = [When(rule, then=Value(step.value)) for rule, step in steps]
        reach = Case(*whens, default=Value(NOBODY))
        return self.annotate(reach=reach).exclude(
            pk__in=list_keys(viewer.blocked, "owner")
        )

    def visible_to(self, viewer: Viewer, day: dt.date) -> "MemberQuerySet":
        """Keep whose name the viewer may read; without it nothing else can be read."""
        return self.with_reach(viewer, day).filter(
            profile__name_audience__gte=F("reach"),
            profile__name_audience__lte=Audience.PUBLIC,
        )

    def listed_for(self, viewer: Viewer, day: dt.date) -> "MemberQuerySet":
        """Keep whom the directory lists: those open to all members, or to everybody.

        What somebody opens to contacts or staff alone is on the profile, not in the
        directory: its counts are the same for all members, so they tell nothing (CO13).
        """
        return self.showing_themselves_on(day).filter(
            profile__name_audience__in=list_open_audiences(viewer)
        )

    def joined_younger_than(self, years: int) -> "MemberQuerySet":
        """Keep who has come of this age as a member, and not before joining."""
        joined = ExtractYear("joined_at") * MONTHS + ExtractMonth("joined_at")
        born = (F("birth_year") + years) * MONTHS + F("birth_month")
        return self.alias(joined=joined).filter(joined__lte=born)

    def unseen_since(self, day: dt.date) -> "MemberQuerySet":
        """Keep who was here on this day for the last time, or before (P42)."""
        seen = Coalesce("last_seen_date", TruncDate("joined_at"))
        return self.alias(seen=seen).filter(seen__lte=day)


def make_sort_name(display_name: str) -> str:
    """Return what the directory is ordered and searched by: the last word first, folded."""
    *first, last = display_name.split() or [""]
    return sort_key(" ".join([last, *first]))[:120]


def list_open_audiences(viewer: Viewer) -> list[Audience]:
    """Return the audiences of which the viewer is without knowing the member."""
    both = [Audience.MEMBERS, Audience.PUBLIC]
    return both if viewer.holds("adult") else [Audience.PUBLIC]


class Member(models.Model):
    """A person with an account; the login itself is the user of Django (CO8, P1, P31).

    Only year and month of birth are kept. What a member may do depends on the age and on
    consents that can end at any moment, so neither is a column: `consent` says it.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("login"),
        on_delete=models.CASCADE,
        related_name="community_member",
    )
    slug = models.SlugField(_("address of the profile"), max_length=80, unique=True)
    display_name = models.CharField(_("name shown"), max_length=60)
    sort_name = models.CharField(
        max_length=120, default="", editable=False, db_index=True
    )
    role = models.CharField(_("role"), max_length=12, choices=MemberRole)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"))
    birth_month = models.PositiveSmallIntegerField(_("month of birth"))
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=AccountState,
        default=AccountState.ACTIVE,
        editable=False,
    )
    language = models.CharField(_("language"), max_length=12)
    networks = models.ManyToManyField(
        Network,
        through="community.Membership",
        related_name="community_members",
    )
    joined_at = models.DateTimeField(_("since"))
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    last_seen_date = models.DateField(_("last seen"), null=True, editable=False)
    may_be_followed = models.BooleanField(
        _("others may follow me"),
        default=False,
        help_text=_(
            "Who can read your name can then follow you. Nobody is told who follows whom."
        ),
    )
    takes_enquiries = models.BooleanField(
        _("others may write to me through a form"), default=True
    )
    """Counts only while visitors see the name, which nobody's does without a choice (CO38)."""

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_month__gte=1, birth_month__lte=MONTHS),
                name="member_birth_month_exists",
            ),
            models.CheckConstraint(
                condition=Q(birth_year__gte=OLDEST_YEAR, birth_year__lte=NEWEST_YEAR),
                name="member_birth_year_plausible",
            ),
            models.CheckConstraint(
                condition=~Q(state=AccountState.CLOSED) | Q(closed_at__isnull=False),
                name="member_closed_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["birth_year", "birth_month"], name="member_by_age"),
        ]

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the order by last name equal to the name shown."""
        self.sort_name = make_sort_name(self.display_name)
        if (fields := kwargs.get("update_fields")) and "display_name" in fields:
            kwargs["update_fields"] = [*fields, "sort_name"]
        super().save(*args, **kwargs)

    def age_on(self, day: dt.date) -> int:
        """Return full years; they count from the first of the month after the birth month."""
        lived = (day.year - self.birth_year) * MONTHS + day.month - self.birth_month - 1
        return lived // MONTHS

    def step_on(self, day: dt.date) -> AgeStep:
        age = self.age_on(day)
        if age >= ADULT_AGE:
            return AgeStep.ADULT
        return AgeStep.YOUTH if age >= CONSENT_AGE else AgeStep.CHILD

    def get_birthday_of(self, years: int) -> dt.date:
        """Return the day on which this age counts as reached."""
        months = (self.birth_year + years) * MONTHS + self.birth_month
        return dt.date(months // MONTHS, months % MONTHS + 1, 1)

    def has_joined_younger_than(self, years: int) -> bool:
        """Tell whether this age was reached as a member, and not before joining."""
        return timezone.localdate(self.joined_at) < self.get_birthday_of(years)

    @staticmethod
    def make_slug(display_name: str) -> str:
        """Return what `give_slug` makes a fresh address of; nothing comes from the e-mail (CO8)."""
        name = make_slug(display_name, max_length=60) or "member"
        return f"{name}-{secrets.token_hex(SLUG_BYTES)}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def confirmed(self) -> "MembershipQuerySet":
        return self.filter(state=MembershipState.CONFIRMED)

    def claimed(self) -> "MembershipQuerySet":
        return self.filter(state=MembershipState.CLAIMED)

    def undecided(self) -> "MembershipQuerySet":
        """Keep claims, also those whose member was asked for more."""
        return self.filter(state__in=[MembershipState.CLAIMED, MembershipState.ASKED])

    def asked(self) -> "MembershipQuerySet":
        """Keep those whose member has a question of the network to answer."""
        return self.filter(state=MembershipState.ASKED)


class Membership(DecidedByTwo):
    """A member says to belong to a network; the network confirms it (CO1, CO56)."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="memberships"
    )
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.CASCADE,
        related_name="community_memberships",
    )
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=MembershipState,
        default=MembershipState.CLAIMED,
        editable=False,
    )
    claimed_at = models.DateTimeField(_("asked"))
    question = models.TextField(_("question"), max_length=1000, blank=True)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "network"], name="membership_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.network}"
