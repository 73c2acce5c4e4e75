"""The one gate: what a member may do now, by state, age and consent (P2, P3, P5).

Asked at each action and never kept beyond a request: consent that is withdrawn counts
from the next one.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from community.enums import AccountState, AgeStep, ConsentScope
from community.models import Consent, Member
from community.models.member import CONSENT_AGE

TEXT_VERSION = "2026-11"
"""Of the sentences in `forms.guardians`; who changes their meaning changes this."""


@dataclass(frozen=True)
class Standing:
    """What holds for a member at one moment.

    ``scopes`` are those that somebody who may say so has said yes to: the guardian below
    16, then the person; adults decide each time and have none.
    """

    member: Member
    step: AgeStep
    scopes: frozenset[ConsentScope]

    @property
    def is_minor(self) -> bool:
        return self.step != AgeStep.ADULT

    @property
    def is_pending(self) -> bool:
        """Whether a guardian still has to agree; until then only the own account (P2)."""
        return self.step == AgeStep.CHILD and ConsentScope.ACCOUNT not in self.scopes

    @property
    def takes_part(self) -> bool:
        """Whether anything beyond public pages and the own account is open."""
        return self.member.state == AccountState.ACTIVE and not self.is_pending

    def allows(self, scope: ConsentScope) -> bool:
        """Tell whether this may happen: adults decide for themselves each time."""
        if not self.takes_part:
            return False
        return not self.is_minor or scope in self.scopes


def find_standing(member: Member, now: dt.datetime) -> Standing:
    """Return what holds for this member now."""
    step = member.step_on(timezone.localdate(now))
    if step == AgeStep.ADULT:
        return Standing(member=member, step=step, scopes=frozenset())
    given = Consent.objects.in_force().filter(
        member=member, by_guardian=step == AgeStep.CHILD
    )
    scopes = frozenset(
        ConsentScope(scope) for scope in given.values_list("scope", flat=True)
    )
    return Standing(member=member, step=step, scopes=scopes)


def find_standing_of_user(user: Any, now: dt.datetime) -> Standing | None:
    """Return what holds for the member behind a login; None for visitors and mere staff."""
    if user is None or not user.is_authenticated or not user.is_active:
        return None
    member = Member.objects.filter(user=user).first()
    return find_standing(member, now) if member else None


def find_participants(day: dt.date) -> QuerySet[Member]:
    """Return who takes part on this day, as `Standing.takes_part` says it for one."""
    same = Member.objects.filter(pk=OuterRef("pk"))
    old_enough = same.aged_at_least(CONSENT_AGE, day)
    agreed = Consent.objects.in_force().filter(
        member=OuterRef("pk"), scope=ConsentScope.ACCOUNT, by_guardian=True
    )
    return Member.objects.filter(
        Exists(old_enough) | Exists(agreed), state=AccountState.ACTIVE
    )
