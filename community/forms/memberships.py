"""What a coordinator says to a claim (CO56)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from community.enums import MembershipState
from community.models import Membership

CHOICES = (
    (MembershipState.CONFIRMED, _("Yes, belongs to our network")),
    (MembershipState.DECLINED, _("No, we do not know this person")),
)

END = ((MembershipState.ENDED, _("Does not belong to our network any more")),)


class DecideForm(WagtailAdminModelForm):
    decision = forms.ChoiceField(
        label=_("What do you say?"), choices=CHOICES + END, widget=forms.RadioSelect
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who belongs to it can only go; who asks can only be answered.
        is_claim = self.instance.state == MembershipState.CLAIMED
        field: Any = self.fields["decision"]
        field.choices = CHOICES if is_claim else END
        if not is_claim:
            self.fields["words"].required = True
            self.fields["words"].help_text = _(
                "Your reason comes by mail. The account stays as it is."
            )
