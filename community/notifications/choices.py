"""How somebody wants to be told: what was chosen, else what the catalogue says (CO41, P19)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from community.enums import AgeStep, Frequency
from community.models import Member, NotificationPreference, NotificationSettings
from community.models.notification import EVENING, LETTER_FREQUENCIES, MORNING
from community.notifications.catalogue import NotificationKind
from community.notifications.quiet_hours import QuietHours


@dataclass(frozen=True)
class Choices:
    """What holds for one person: ``preferences`` by kind, as far as something was said."""

    is_minor: bool
    preferences: Mapping[str, NotificationPreference]
    settings: NotificationSettings | None

    def get_mail(self, kind: NotificationKind) -> Frequency:
        """Return how often this kind is mailed."""
        default = kind.get_default(is_minor=self.is_minor)
        chosen = self.preferences.get(kind.name)
        if kind.is_service or chosen is None or not chosen.mail:
            frequency = default
        else:
            frequency = Frequency(chosen.mail)
        is_letter = frequency in LETTER_FREQUENCIES
        return frequency if self.has_letters or not is_letter else Frequency.NEVER

    def is_listed(self, kind: NotificationKind) -> bool:
        """Return whether this kind stands in the centre."""
        chosen = self.preferences.get(kind.name)
        if kind.is_service or chosen is None or chosen.is_listed is None:
            return True
        return chosen.is_listed

    @property
    def has_letters(self) -> bool:
        return self.settings is None or self.settings.has_letters

    @property
    def quiet_hours(self) -> QuietHours:
        """Return when no mail goes out; below 18 nobody can shorten them."""
        if self.is_minor or self.settings is None:
            return QuietHours(EVENING, MORNING)
        return QuietHours(self.settings.quiet_from, self.settings.quiet_until)


def find_choices(member: Member, now: dt.datetime) -> Choices:
    """Return what this person has chosen."""
    rows = NotificationPreference.objects.filter(member=member)
    return Choices(
        is_minor=member.step_on(timezone.localdate(now)) != AgeStep.ADULT,
        preferences={row.kind: row for row in rows},
        settings=NotificationSettings.objects.filter(member=member).first(),
    )
