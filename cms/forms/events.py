"""What staff are asked before an event moves."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EventStatusForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Visitors read it on the page. Name no person who is ill."),
    )


class EventResumeForm(forms.Form):
    reason = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For the log; visitors do not see it."),
    )
