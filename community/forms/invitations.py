"""Whom to invite to what, what to do with an invitation, and refusing it (CO47, CO48)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.models import Network
from community.enums import InvitationAnswer
from community.invite_targets import invite_targets
from community.models import Invitation
from community.permissions.invitations import can_invite

RESEND, WITHDRAW = "resend", "withdraw"
STEPS = (
    (RESEND, gettext_lazy("Send it again")),
    (WITHDRAW, gettext_lazy("Withdraw it")),
)


class RefuseForm(forms.Form):
    """The answer by link."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=InvitationAnswer.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "To accept, use the other link in the mail. You need no account to refuse."
        ),
    )

    def __init__(self, *args: Any, thing: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


def list_network_offers() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Return as what one can be invited to a network, by kind: ``kind:option`` and label."""
    return [
        (
            target.label,
            [
                (f"{target.name}:{value}", label)
                for value, label in target.list_options()
            ],
        )
        for target in invite_targets.entries()
        if target.model is Network
    ]


class InviteForm(WagtailAdminModelForm):
    email = forms.EmailField(
        label=gettext_lazy("E-mail of the person"),
        max_length=254,
        help_text=gettext_lazy(
            "The person needs no account. Whether there is one, we do not say."
        ),
    )
    network: Any = forms.ModelChoiceField(
        label=gettext_lazy("Network"), queryset=Network.objects.none()
    )
    offer = forms.ChoiceField(
        label=gettext_lazy("Invited as"), choices=list_network_offers
    )
    field_order = ("email", "network", "offer")

    class Meta(WagtailAdminModelForm.Meta):
        model = Invitation
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        networks = Network.objects.none()
        for target in invite_targets.entries():
            if target.model is Network:
                networks |= Network.objects.filter(
                    pk__in=target.list_things(self.for_user).values("pk")
                )
        field: Any = self.fields["network"]
        field.queryset = networks.order_by("name")

    def clean(self) -> Any:
        cleaned = super().clean()
        network, offer = cleaned.get("network"), cleaned.get("offer")
        if network and offer:
            kind, option = self.get_offer()
            if not can_invite(self.for_user, kind=kind, thing=network, option=option):
                self.add_error(
                    "offer", _("You may not invite to this role in this network.")
                )
        return cleaned

    def get_offer(self) -> tuple[str, str]:
        """Return kind and option."""
        kind, _colon, option = self.cleaned_data["offer"].partition(":")
        return kind, option


class ChangeInvitationForm(WagtailAdminModelForm):
    step = forms.ChoiceField(
        label=gettext_lazy("What do you want to do?"),
        choices=STEPS,
        widget=forms.RadioSelect,
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = Invitation
        fields = ()
