"""What a coordinator says to a claim (CO56)."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from community.enums import MembershipState
from community.forms.two_people import say_who_decides
from community.models import Membership

CHOICES = (
    (MembershipState.CONFIRMED, _("Yes, belongs to our network")),
    (MembershipState.DECLINED, _("No, we do not know this person")),
)
ASK = ((MembershipState.ASKED, _("We would like to know more; the person can answer")),)

END = ((MembershipState.ENDED, _("Does not belong to our network any more")),)
OFFERED = {
    MembershipState.CLAIMED: CHOICES + ASK,
    MembershipState.ASKED: CHOICES,
    MembershipState.CONFIRMED: END,
}
"""What can be said by the state that a membership is in."""


class DecideForm(WagtailAdminModelForm):
    decision = forms.ChoiceField(
        label=_("What do you say?"),
        choices=CHOICES + ASK + END,
        widget=forms.RadioSelect,
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
        field: Any = self.fields["decision"]
        field.choices = OFFERED[self.instance.state]
        if self.instance.state != MembershipState.CONFIRMED:
            network = self.instance.network
            field.help_text = say_who_decides(self.instance, network)
        if self.instance.state == MembershipState.CONFIRMED:
            self.fields["words"].required = True
            self.fields["words"].help_text = _(
                "Your reason comes by mail. The account stays as it is."
            )

    def clean(self) -> Any:
        cleaned = super().clean()
        asks = cleaned.get("decision") == MembershipState.ASKED
        if asks and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", gettext("Say what you would like to know."))
        return cleaned


class AnswerForm(forms.Form):
    """What a member answers to a network."""

    use_required_attribute = False

    answer = forms.CharField(
        label=_("Your answer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The coordination of this network reads it, nobody else."),
    )


class ConfirmManyForm(forms.Form):
    """Which of the claims on the screen are confirmed."""

    chosen: Any = forms.ModelMultipleChoiceField(
        queryset=Membership.objects.none(),
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, *args: Any, claims: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["chosen"]
        field.queryset = claims
