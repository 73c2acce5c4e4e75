"""For whom a class code is, how often and how long it works (CO3)."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.models import Network
from community.models import ClassCode
from community.models.class_code import MOST_USES
from community.operations.class_codes import CodeTerms
from community.permissions.class_codes import get_coordinated_networks

LIFETIMES = (
    (1, _("1 day")),
    (7, _("1 week")),
    (14, _("2 weeks")),
    (30, _("30 days")),
)
USUAL_USES, USUAL_DAYS = 30, 14


class TermsMixin(forms.Form):
    """The questions of both forms."""

    label = forms.CharField(
        label=_("Class and school"),
        max_length=80,
        help_text=_("Such as “8b, Musterschule”. Please write no names of persons."),
    )
    max_uses = forms.IntegerField(
        label=_("How many can use it?"),
        min_value=1,
        max_value=MOST_USES,
        initial=USUAL_USES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    days = forms.TypedChoiceField(
        label=_("How long does it work?"),
        coerce=int,
        choices=LIFETIMES,
        initial=USUAL_DAYS,
    )

    def get_terms(self) -> CodeTerms:
        """Return what a valid form says."""
        values = self.cleaned_data
        return CodeTerms(
            label=values["label"],
            max_uses=values["max_uses"],
            lifetime=dt.timedelta(days=values["days"]),
        )


class ClassCodeForm(TermsMixin):
    """For a teacher, on the own pages."""

    use_required_attribute = False

    network: Any = forms.ModelChoiceField(
        label=_("Network"), queryset=Network.objects.none(), empty_label=None
    )
    field_order = ["network", "label", "max_uses", "days"]

    def __init__(self, *args: Any, networks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["network"]
        field.queryset = networks


class StaffClassCodeForm(TermsMixin, WagtailAdminModelForm):
    """For a coordinator, in the admin."""

    network: Any = forms.ModelChoiceField(
        label=_("Network"), queryset=Network.objects.none()
    )
    field_order = ["network", "label", "max_uses", "days"]

    class Meta(WagtailAdminModelForm.Meta):
        model = ClassCode
        fields = ("network", "label", "max_uses")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["network"]
        field.queryset = get_coordinated_networks(self.for_user)


class RevokeClassCodeForm(WagtailAdminModelForm):
    confirmed = forms.BooleanField(
        label=_("Revoke this code now"),
        help_text=_("Nobody can use it any more. Who has joined by it stays."),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = ClassCode
        fields = ()
