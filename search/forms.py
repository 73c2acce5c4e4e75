"""How somebody wants to hear of a saved search (F13)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.enums import Frequency
from community.forms.traps import TrapForm

CHOICES = [
    (Frequency.AT_ONCE.value, _("at once")),
    (Frequency.DAILY.value, _("once a day, in the morning")),
    (Frequency.WEEKLY.value, _("once a week, on Monday morning")),
]


def make_frequency_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How often do we write to you?"),
        choices=CHOICES,
        initial=Frequency.WEEKLY.value,
        widget=forms.RadioSelect,
        help_text=_("Only when there is something new, and not at night."),
    )


class FrequencyForm(forms.Form):
    """What a member says: how often."""

    use_required_attribute = False

    frequency = make_frequency_field()


class GuestForm(TrapForm):
    """What a guest says: the address, how often, and that the law allows it."""

    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        help_text=_("You get a mail there. The alert begins when you confirm it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    frequency = make_frequency_field()
    is_old_enough = forms.BooleanField(
        label=_("I am 16 or older"),
        error_messages={
            "required": _(
                "Below 16 you need an account for this, so that your parents can agree."
            )
        },
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self.check_opening(values.get("opened", ""))
        return values
