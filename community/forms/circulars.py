"""To whom staff write, and what, in every language of the site (CO39)."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.models import Network
from community.enums import CircularTarget, MemberRole, OrganisationState
from community.models import Circular, Member, Membership, Organisation
from community.operations.circulars import CircularContent
from community.permissions.circulars import get_writable_networks

TITLE_LENGTH, TEXT_LENGTH = 120, 4000
SEND, TAKE_BACK, DISCARD = "send", "take-back", "discard"


class StepForm(forms.Form):
    """Which button was pressed."""

    step = forms.ChoiceField(
        choices=[(step, step) for step in (SEND, TAKE_BACK, DISCARD)]
    )


class CircularForm(WagtailAdminModelForm):
    """A new circular; people of a list are chosen afterwards, when its network is known."""

    network: Any = forms.ModelChoiceField(
        label=gettext_lazy("In the name of"),
        queryset=Network.objects.none(),
        help_text=gettext_lazy("The portal writes to the adults of all networks."),
    )
    target = forms.ChoiceField(
        label=gettext_lazy("To whom?"),
        choices=CircularTarget.choices,
        initial=CircularTarget.NETWORK,
        help_text=gettext_lazy(
            "People and teams are chosen on the next page, once this is saved."
        ),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Which role?"),
        required=False,
        choices=[("", "–"), *MemberRole.choices],
        help_text=gettext_lazy("Only for those with one role."),
    )
    is_service = forms.BooleanField(
        label=gettext_lazy("Everybody must know it"),
        required=False,
        help_text=gettext_lazy(
            "Tick this only for what concerns the network itself: a new office, new rules, "
            "an end. It reaches adults by mail at once and cannot be switched off. "
            "Without it each person gets it the way she or he has chosen."
        ),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = Circular
        fields = ("network", "target", "role", "is_service")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": name},
                max_length=TITLE_LENGTH,
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Text (%(language)s)") % {"language": name},
                max_length=TEXT_LENGTH,
                widget=forms.Textarea(attrs={"rows": 8}),
                help_text=_("Plain text; addresses of pages are written out."),
            )
        self.prepare()

    def prepare(self) -> None:
        """Offer the networks for which the person writes."""
        field: Any = self.fields["network"]
        field.queryset = get_writable_networks(self.for_user).order_by("name")

    def clean(self) -> Any:
        cleaned = super().clean()
        if cleaned.get("target") == CircularTarget.ROLE and not cleaned.get("role"):
            self.add_error("role", _("Please say which role."))
        elif cleaned.get("target") != CircularTarget.ROLE:
            cleaned["role"] = ""
        return cleaned

    def get_network(self) -> Network:
        network: Network = self.cleaned_data["network"]
        return network

    def get_content(self) -> CircularContent:
        """Return what a valid form says."""
        said = self.cleaned_data
        return CircularContent(
            network=self.get_network(),
            target=CircularTarget(said["target"]),
            role=said["role"],
            is_service=said["is_service"],
            members=list(said.get("members", ())),
            organisations=list(said.get("organisations", ())),
            texts={
                code: (said[f"title_{code}"], said[f"text_{code}"])
                for code, _name in settings.LANGUAGES
            },
        )


class ChangeCircularForm(CircularForm):
    """A draft: its network stays, and of its people some can be chosen."""

    members: Any = forms.ModelMultipleChoiceField(
        label=gettext_lazy("People"),
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Counts only for a list that you choose."),
    )
    organisations: Any = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Teams of organisations"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Of each team those are told who belong to the network themselves."
        ),
    )

    def prepare(self) -> None:
        """Offer people and organisations of the network, and what was written before."""
        del self.fields["network"]
        row: Circular = self.instance
        confirmed = Membership.objects.confirmed().filter(network=row.network_id)
        fields: Any = self.fields
        fields["members"].queryset = Member.objects.filter(
            pk__in=confirmed.values("member")
        ).order_by("sort_name", "pk")
        fields["organisations"].queryset = Organisation.objects.filter(
            network=row.network_id, state=OrganisationState.LIVE
        ).order_by("name", "pk")
        self.initial |= {
            "target": row.target,
            "role": row.role,
            "is_service": row.is_service,
            "members": list(row.members.all()),
            "organisations": list(row.organisations.all()),
        }
        for text in row.texts.all():
            self.initial[f"title_{text.language}"] = text.title
            self.initial[f"text_{text.language}"] = text.text

    def get_network(self) -> Network:
        network: Network = self.instance.network
        return network
