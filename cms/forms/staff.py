"""Forms of the staff's screens: team, network, merging terms."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from cms.enums import Role
from cms.models import NetworkRole, Term
from cms.permissions import roles

LONGEST_HOLIDAY = dt.timedelta(days=60)
PORTAL_FIELDS = ("kind", "slug", "parent", "status", "successor")
"""What the portal decides about a network, not its coordinators."""


class GrantRoleForm(WagtailAdminModelForm):
    """Whom, where, what and until when; no account is looked up or changed (S3, CO48)."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail of the person"),
        max_length=254,
        help_text=gettext_lazy(
            "We invite this address; the role begins when the person accepts. Whether "
            "there is an account, we do not say."
        ),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = NetworkRole
        fields = ("network", "role", "start_date", "end_date")
        widgets = {"start_date": AdminDateInput, "end_date": AdminDateInput}

    field_order = ("email", "network", "role", "start_date", "end_date")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = roles.get_editable_networks(self.for_user)
        self.fields["start_date"].required = False
        self.fields["start_date"].help_text = _("Empty: from the answer on.")
        self.fields["end_date"].help_text = _("The last day. Empty: without end.")

    def clean(self) -> Any:
        cleaned = super().clean()
        network, role = cleaned.get("network"), cleaned.get("role")
        start, end = cleaned.get("start_date"), cleaned.get("end_date")
        if start and end and end < start:
            self.add_error("end_date", _("The period ends before it begins."))
        if network and role not in {
            None,
            *roles.get_grantable_roles(self.for_user, network),
        }:
            self.add_error("role", _("You may not give this role in this network."))
        return cleaned

    def get_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class EndRoleForm(WagtailAdminModelForm):
    confirmed = forms.BooleanField(
        label=gettext_lazy("Take this role away now"),
        help_text=gettext_lazy("It counts from the person's next click."),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = NetworkRole
        fields = ()


class NetworkForm(WagtailAdminModelForm):
    """Coordinators edit the facts; kind, address, status and parent are the portal's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not roles.can_add_network(self.for_user):
            for name in PORTAL_FIELDS:
                self.fields.pop(name, None)


class SchoolHolidayForm(WagtailAdminModelForm):
    """Says in words what the database refuses."""

    def clean(self) -> Any:
        cleaned = super().clean()
        start, end = cleaned.get("start_date"), cleaned.get("end_date")
        if start and end and end < start:
            self.add_error("end_date", _("The period ends before it begins."))
        elif start and end and end - start > LONGEST_HOLIDAY:
            self.add_error("end_date", _("No school holidays last that long."))
        return cleaned


class MergeTermForm(forms.Form):
    into = forms.ModelChoiceField(
        queryset=Term.objects.none(),
        label=gettext_lazy("Merge into"),
        help_text=gettext_lazy(
            "Everything moves to that term; links with the old address keep working."
        ),
    )

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Term.objects.in_use().of(term.taxonomy).exclude(pk=term.pk)
        self.fields["into"].queryset = others.with_labels()  # type: ignore[attr-defined]  # -- a choice of rows


class MoveTermForm(forms.Form):
    """One button of the screen that orders a list: which term, and what to do with it.

    The value of the button is ``<key>:<step>``.
    """

    UP, DOWN, RETIRE = "-1", "1", "retire"

    move = forms.CharField(max_length=40)

    def __init__(self, *args: Any, terms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._terms = terms

    def clean(self) -> Any:
        key, _colon, step = self.cleaned_data.get("move", "").partition(":")
        term = self._terms.filter(pk=key).first() if key.isdecimal() else None
        if term is None or step not in {self.UP, self.DOWN, self.RETIRE}:
            raise ValidationError(_("This term is no longer in the list."))
        return {"term": term, "step": step}

    def get_place(self) -> dict[str, str]:
        """Return which button gets the focus on the page that follows."""
        term, step = self.cleaned_data["term"], self.cleaned_data["step"]
        return {"moved": f"{term.pk}:{step}"}
