"""What a coordinator says to a claim (CO56)."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from community.enums import MembershipState
from community.models import Membership

CHOICES = (
    (MembershipState.CONFIRMED, _("Yes, belongs to our network")),
    (MembershipState.DECLINED, _("No, we do not know this person")),
)


class DecideForm(WagtailAdminModelForm):
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
        model = Membership
        fields = ()
