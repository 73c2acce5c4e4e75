"""The wish for another month of birth, and what the coordination says to it (P31)."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from community.enums import CorrectionState
from community.forms.sign_up import BirthFields
from community.models import BirthCorrection

CHOICES = (
    (CorrectionState.GRANTED, _("Yes, correct it")),
    (CorrectionState.REFUSED, _("No, leave it as it is")),
)


class AskCorrectionForm(BirthFields):
    """Month and year as sign-up asks them, and why."""

    use_required_attribute = False

    words = forms.CharField(
        label=_("What happened?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: I chose the wrong month when I joined."),
    )


class DecideCorrectionForm(WagtailAdminModelForm):
    decision = forms.ChoiceField(
        label=_("What do you say?"), choices=CHOICES, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Your words to this person"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They come by mail; you can leave them out."),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = BirthCorrection
        fields = ()
