"""Entering a clearance and deciding on it: dates only, no file and no note (P6, ME15)."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from community.models import Clearance, Membership
from community.operations.clearances import (
    CertificateTooOldError,
    ClearanceDateError,
    InspectedLaterError,
    OverAlreadyError,
    TooLongError,
    check_clearance_dates,
)
from community.permissions.clearances import (
    can_approve_clearance,
    get_clearable_members,
    get_clearing_networks,
)

APPROVE, REFUSE, END = "approve", "refuse", "end"
WORDS: dict[type[ClearanceDateError], Any] = {
    CertificateTooOldError: gettext_lazy(
        "The certificate was more than three months old. Please ask for a new one."
    ),
    InspectedLaterError: gettext_lazy(
        "The inspection lies between the date of the certificate and today."
    ),
    TooLongError: gettext_lazy(
        "A clearance ends five years after the date of the certificate, or earlier."
    ),
    OverAlreadyError: gettext_lazy("The last day is over already."),
}


class EnterClearanceForm(WagtailAdminModelForm):
    """Whom, for what, and the three dates; the certificate itself stays with the person."""

    class Meta(WagtailAdminModelForm.Meta):
        model = Clearance
        fields = (
            "network",
            "member",
            "tier",
            "certificate_date",
            "inspected_on",
            "valid_until",
        )
        widgets = {
            "certificate_date": AdminDateInput,
            "inspected_on": AdminDateInput,
            "valid_until": AdminDateInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = get_clearing_networks(self.for_user)
        self.fields["member"].queryset = get_clearable_members(self.for_user)
        self.fields["member"].label = _("For whom")
        self.fields["certificate_date"].help_text = _(
            "Look at the certificate and give it back: no copy and no note is kept."
        )
        self.fields["valid_until"].help_text = _(
            "The last day, five years after the date of the certificate at most."
        )

    def clean(self) -> Any:
        cleaned = super().clean()
        names = ("certificate_date", "inspected_on", "valid_until")
        dates = {name: cleaned.get(name) for name in names}
        if all(dates.values()):
            try:
                check_clearance_dates(**dates, today=timezone.localdate())
            except ClearanceDateError as error:
                self.add_error(error.field, WORDS[type(error)])
        member, network = cleaned.get("member"), cleaned.get("network")
        known = Membership.objects.confirmed().filter(member=member, network=network)
        if member and network and not known.exists():
            self.add_error("member", _("This network has not confirmed the person."))
        return cleaned


class DecideClearanceForm(WagtailAdminModelForm):
    decision = forms.ChoiceField(
        label=gettext_lazy("What do you say?"), widget=forms.RadioSelect
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = Clearance
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_second = can_approve_clearance(self.for_user, self.instance)
        field: Any = self.fields["decision"]
        field.choices = (
            [
                (APPROVE, _("I have checked it: it may hold")),
                (REFUSE, _("No, it may not hold")),
            ]
            if is_second
            else [(END, _("End it now"))]
        )
