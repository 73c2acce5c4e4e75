"""The one gate: what a member may do now, by state, age and consent (P2, P3, P5, P32).

Asked at each action and never kept beyond a request: consent that is withdrawn counts
from the next one.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from community.enums import AccountState, AgeStep, ConsentScope
from community.models import (
    AgeNotice,
    Consent,
    Member,
    RulesAcceptance,
    RulesVersion,
)
from community.models.member import ADULT_AGE, CONSENT_AGE

TEXT_VERSION = "2026-11"
"""Of the sentences in `forms.guardians` and `forms.ages`; who changes their meaning changes this."""

AGES = {AgeStep.YOUTH: CONSENT_AGE, AgeStep.ADULT: ADULT_AGE}


@dataclass(frozen=True)
class Standing:
    """What holds for a member at one moment.

    ``scopes`` are those that somebody who may say so has said yes to: the guardian below
    16, from then on the person. ``is_asked``: an age was reached here and the person has
    not yet said what holds from now on, so nothing becomes wider (P32).
    ``has_accepted_rules``: nothing new is in force that the person has not accepted (CO7).
    """

    member: Member
    step: AgeStep
    scopes: frozenset[ConsentScope]
    is_asked: bool = False
    has_first_yes: bool = True
    has_accepted_rules: bool = True

    @property
    def is_minor(self) -> bool:
        return self.step != AgeStep.ADULT

    @property
    def is_protected(self) -> bool:
        """Whether the rules for minors hold: below 18, and after that until the answer."""
        return self.is_minor or self.is_asked

    @property
    def needs_guardian(self) -> bool:
        """Whether a guardian still has to agree (P2)."""
        return self.step == AgeStep.CHILD and ConsentScope.ACCOUNT not in self.scopes

    @property
    def is_pending(self) -> bool:
        """Whether the first yes is missing; until then only the own account (P2, P32).

        From 16 on it is the own one, of who joined below and never got the guardian's.
        """
        return self.needs_guardian or (self.is_asked and not self.has_first_yes)

    @property
    def takes_part(self) -> bool:
        """Whether anything beyond public pages and the own account is open."""
        is_open = self.member.state == AccountState.ACTIVE and not self.is_pending
        return is_open and self.has_accepted_rules

    def allows(self, scope: ConsentScope) -> bool:
        """Tell whether this may happen: adults decide for themselves each time."""
        if not self.takes_part:
            return False
        return not self.is_protected or scope in self.scopes


def find_standing(member: Member, now: dt.datetime) -> Standing:
    """Return what holds for this member now."""
    day = timezone.localdate(now)
    step = member.step_on(day)
    in_force = RulesVersion.objects.in_force_on(day)
    has_accepted = not in_force.unaccepted_by(member).exists()
    if step == AgeStep.ADULT and not member.has_joined_younger_than(ADULT_AGE):
        # Adults decide each time: there is nothing to look up.
        return Standing(member, step, frozenset(), has_accepted_rules=has_accepted)
    rows = Consent.objects.in_force().filter(member=member)
    own: set[ConsentScope] = set()
    guardians: set[ConsentScope] = set()
    for scope, is_guardians in rows.values_list("scope", "by_guardian"):
        (guardians if is_guardians else own).add(ConsentScope(scope))
    if step == AgeStep.CHILD:
        return Standing(
            member=member,
            step=step,
            scopes=frozenset(guardians),
            has_accepted_rules=has_accepted,
        )
    # Pictures of young people need both (table of age steps): the guardian's yes stays.
    scopes = (
        own if ConsentScope.PICTURES in guardians else own - {ConsentScope.PICTURES}
    )
    return Standing(
        member=member,
        step=step,
        scopes=frozenset(scopes),
        is_asked=_is_asked(member, step),
        has_first_yes=ConsentScope.ACCOUNT in own | guardians
        or not member.has_joined_younger_than(CONSENT_AGE),
        has_accepted_rules=has_accepted,
    )


def _is_asked(member: Member, step: AgeStep) -> bool:
    if not member.has_joined_younger_than(AGES[step]):
        return False
    answered = AgeNotice.objects.filter(
        member=member, step=step, answered_at__isnull=False
    )
    return not answered.exists()


def find_standing_of_user(user: Any, now: dt.datetime) -> Standing | None:
    """Return what holds for the member behind a login; None for visitors and mere staff."""
    if user is None or not user.is_authenticated or not user.is_active:
        return None
    member = Member.objects.filter(user=user).first()
    return find_standing(member, now) if member else None


def find_participants(day: dt.date) -> QuerySet[Member]:
    """Return who takes part on this day, as `Standing.takes_part` says it for one."""
    same = Member.objects.filter(pk=OuterRef("pk"))
    agreed = Consent.objects.in_force().filter(
        member=OuterRef("pk"), scope=ConsentScope.ACCOUNT
    )
    answered = AgeNotice.objects.filter(
        member=OuterRef("pk"), answered_at__isnull=False
    )
    is_adult = Exists(same.adults_on(day))
    is_older = Exists(same.aged_at_least(CONSENT_AGE, day))
    has_said_yes = Exists(agreed) | ~Exists(same.joined_younger_than(CONSENT_AGE))
    has_answered = Q(is_adult, Exists(answered.filter(step=AgeStep.ADULT))) | Q(
        ~is_adult, Exists(answered.filter(step=AgeStep.YOUTH))
    )
    accepted = RulesAcceptance.objects.filter(
        version=OuterRef("pk"), member=OuterRef(OuterRef("pk"))
    )
    in_force = RulesVersion.objects.in_force_on(day)
    return Member.objects.filter(
        Q(is_older, has_said_yes | has_answered)
        | Q(~is_older, Exists(agreed.filter(by_guardian=True))),
        ~Exists(in_force.filter(~Exists(accepted))),
        state=AccountState.ACTIVE,
    )


def find_protected(day: dt.date) -> QuerySet[Member]:
    """Return for whom the rules for minors hold, as `Standing.is_protected` says it for one."""
    answered = AgeNotice.objects.filter(
        member=OuterRef("pk"), step=AgeStep.ADULT, answered_at__isnull=False
    )
    same = Member.objects.filter(pk=OuterRef("pk"))
    is_adult = Exists(same.adults_on(day))
    grew_up_here = Exists(same.joined_younger_than(ADULT_AGE))
    return Member.objects.filter(~is_adult | Q(grew_up_here, ~Exists(answered)))


def find_consenting(scope: ConsentScope, day: dt.date) -> QuerySet[Member]:
    """Return who takes part, is protected, and for whom this was said yes to.

    As `Standing.allows` says it for one; pictures, which need two, are not asked here.
    """
    given = Consent.objects.in_force().filter(member=OuterRef("pk"), scope=scope)
    same = Member.objects.filter(pk=OuterRef("pk"))
    is_older = Exists(same.aged_at_least(CONSENT_AGE, day))
    return find_participants(day).filter(
        Q(is_older, Exists(given.filter(by_guardian=False)))
        | Q(~is_older, Exists(given.filter(by_guardian=True))),
        pk__in=find_protected(day).values("pk"),
    )
