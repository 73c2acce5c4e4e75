"""What the forms for events and offers share: ages, cost and a contact (ED74)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.forms.content_proposal import ContentProposalForm

OLDEST = 99


def make_number(label: Any, largest: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=largest,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class AudienceProposalForm(ContentProposalForm):
    """For whom, what it costs, and whom to write to."""

    age_from = make_number(_("Age from"), OLDEST)
    age_to = make_number(_("Age to"), OLDEST)
    is_free = forms.BooleanField(label=_("Free of charge"), required=False)
    cost = forms.CharField(
        label=_("What does it cost?"), required=False, max_length=200
    )
    contact_name = forms.CharField(
        label=_("Whom can one ask?"),
        required=False,
        max_length=120,
        help_text=_("Stands on the page."),
    )
    contact_email = forms.EmailField(
        label=_("E-mail of the contact"),
        required=False,
        help_text=_("Stands on the page."),
    )

    def check_own_fields(self, cleaned: dict[str, Any]) -> None:
        self.check_order("age_from", "age_to")

    def check_order(self, first: str, last: str) -> None:
        """Refuse a range that ends before it begins."""
        low, high = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if low is not None and high is not None and high < low:
            self.add_error(last, _("This is less than what stands before it."))
