"""What sign-up asks besides the login: name shown, role, birth month, region (P1)."""

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.models import Network
from community.enums import MemberRole
from community.operations.accounts import AccountDetails, open_account
from community.queries.moderation import is_banned

OLDEST_AGE, YOUNGEST_AGE = 110, 6


class AccountFields(forms.Form):
    """The fields; django-allauth puts address and password before them."""

    display_name = forms.CharField(
        label=_("Name that others see"),
        max_length=60,
        min_length=2,
        help_text=_("A first name or nickname is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    role = forms.ChoiceField(
        label=_("Who are you?"), choices=MemberRole.choices, widget=forms.RadioSelect
    )
    birth_month = forms.TypedChoiceField(
        label=_("Month of birth"),
        coerce=int,
        choices=[("", "–"), *MONTHS.items()],
        help_text=_(
            "We need month and year to protect young people; others do not see them."
        ),
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        widget=forms.NumberInput(
            attrs={"inputmode": "numeric", "autocomplete": "bday-year"}
        ),
    )
    network = forms.ModelChoiceField(
        label=_("Your region"),
        queryset=Network.objects.none(),
        required=False,
        empty_label=_("I do not know yet"),
        help_text=_("The network of the region is asked to confirm it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["network"]
        field.queryset = Network.objects.in_registry().order_by("name")

    def clean_birth_year(self) -> int:
        year: int = self.cleaned_data["birth_year"]
        this_year = timezone.localdate().year
        if not this_year - OLDEST_AGE <= year <= this_year - YOUNGEST_AGE:
            raise forms.ValidationError(
                _("Please write the year in which you were born, such as 2008."),
                code="year",
            )
        return year

    def get_details(self) -> AccountDetails:
        """Return what a valid form says."""
        values = self.cleaned_data
        return AccountDetails(
            display_name=values["display_name"],
            role=MemberRole(values["role"]),
            birth_year=values["birth_year"],
            birth_month=values["birth_month"],
            network=values["network"],
        )

    def open_account(self, user: Any, now: dt.datetime) -> None:
        open_account(
            user=user,
            details=self.get_details(),
            language=get_language() or "",
            now=now,
        )


class SignUpFields(AccountFields):
    """Named by ``ACCOUNT_SIGNUP_FORM_CLASS``."""

    field_order = ["email", "password1"]
    account_already_exists: bool

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        # Who may not join again is answered as somebody with an account is (CO50, A8).
        if is_banned(self.cleaned_data.get("email") or ""):
            self.account_already_exists = True
        return values

    def signup(self, _request: HttpRequest, user: Any) -> None:
        self.open_account(user, timezone.now())
