"""How somebody wants to be told: two fields for each kind of the catalogue, and quiet hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.registry import Label
from community.enums import Frequency
from community.models.notification import HOURS_A_DAY
from community.notifications.catalogue import NotificationKind, notification_kinds
from community.notifications.choices import Choices
from community.operations.notifications import Choice

HOURS = [(hour, f"{hour:02}:00") for hour in range(HOURS_A_DAY)]


@dataclass(frozen=True)
class KindFields:
    """A kind as the page shows it; one that stays on has no fields."""

    kind: NotificationKind
    mail: forms.BoundField | None
    listed: forms.BoundField | None

    @property
    def title(self) -> Label:
        return self.kind.title


class NotificationsForm(forms.Form):
    """Generated from the catalogue; adults choose their quiet hours, too."""

    use_required_attribute = False

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        for kind in list_choosable_kinds():
            self.fields[f"mail-{kind.name}"] = forms.ChoiceField(
                label=_("By mail"),
                choices=Frequency.choices,
                initial=choices.get_mail(kind).value,
            )
            self.fields[f"listed-{kind.name}"] = forms.BooleanField(
                label=_("Show it in my notifications"),
                required=False,
                initial=choices.is_listed(kind),
            )
        if not choices.is_minor:
            hours = choices.quiet_hours
            self.fields["quiet_from"] = make_hour_field(_("Quiet from"), hours.start)
            self.fields["quiet_until"] = make_hour_field(_("Quiet until"), hours.end)

    def list_kinds(self) -> Iterator[KindFields]:
        """Return all kinds in their order, those that stay on without fields."""
        for kind in notification_kinds.entries():
            names = (f"mail-{kind.name}", f"listed-{kind.name}")
            mail, listed = (
                self[name] if name in self.fields else None for name in names
            )
            yield KindFields(kind, mail, listed)

    def list_quiet_fields(self) -> list[forms.BoundField]:
        names = ("quiet_from", "quiet_until")
        return [self[name] for name in names if name in self.fields]

    def get_choices(self) -> dict[str, Choice]:
        """Return what a valid form says on each kind."""
        values = self.cleaned_data
        return {
            kind.name: Choice(
                mail=Frequency(values[f"mail-{kind.name}"]),
                is_listed=values[f"listed-{kind.name}"],
            )
            for kind in list_choosable_kinds()
        }

    def get_quiet_hours(self) -> tuple[int, int] | None:
        values = self.cleaned_data
        if "quiet_from" not in values:
            return None
        return values["quiet_from"], values["quiet_until"]


def list_choosable_kinds() -> list[NotificationKind]:
    """Return the kinds that may be switched off."""
    return [kind for kind in notification_kinds.entries() if not kind.is_service]


def make_hour_field(label: Any, hour: int) -> forms.TypedChoiceField:
    """Return a choice of full hours."""
    return forms.TypedChoiceField(label=label, choices=HOURS, coerce=int, initial=hour)
