"""What sign-up asks besides the login: name shown, role, birth month, region (P1)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cms.models import Network
from community.enums import MemberRole
from community.models import Member, RulesVersion
from community.operations.accounts import AccountDetails, open_account
from community.operations.class_codes import (
    LEARNERS,
    CodeDoesNotWorkError,
    redeem_class_code,
)
from community.permissions.class_codes import find_usable_code
from community.queries.moderation import is_banned

OLDEST_AGE, YOUNGEST_AGE = 110, 6
FIELD_ORDER = ("display_name", "role", "birth_month", "birth_year", "network")


class BirthFields(forms.Form):
    """Month and year, never the day (P31)."""

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

    def clean_birth_year(self) -> int:
        year: int = self.cleaned_data["birth_year"]
        this_year = timezone.localdate().year
        if not this_year - OLDEST_AGE <= year <= this_year - YOUNGEST_AGE:
            raise forms.ValidationError(
                _("Please write the year in which you were born, such as 2008."),
                code="year",
            )
        return year


class AccountFields(BirthFields):
    """The fields; django-allauth puts address and password before them."""

    field_order: Iterable[str] | None = FIELD_ORDER

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
        in_force = RulesVersion.objects.in_force_on(timezone.localdate())
        self.rules_url = reverse("community_me:rules") if in_force.exists() else ""

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

    def open_account(self, user: Any, now: dt.datetime) -> Member:
        return open_account(
            user=user,
            details=self.get_details(),
            language=get_language() or "",
            now=now,
        )


class SignUpFields(AccountFields):
    """Named by ``ACCOUNT_SIGNUP_FORM_CLASS``."""

    field_order = ("email", "password1", *FIELD_ORDER)
    account_already_exists: bool

    code = forms.CharField(
        label=_("Class code"),
        max_length=20,
        required=False,
        help_text=_("If your school gave you one. It brings you into its network."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code and find_usable_code(code, timezone.now()) is None:
            raise forms.ValidationError(
                _(
                    "This code does not work, or not any more. Please compare it with "
                    "the sheet, or leave the field empty."
                ),
                code="class_code",
            )
        return code

    def clean(self) -> dict[str, Any] | None:
        values: dict[str, Any] | None = super().clean()
        # Who may not join again is answered as somebody with an account is (CO50, A8).
        if is_banned(self.cleaned_data.get("email") or ""):
            self.account_already_exists = True
        role = self.cleaned_data.get("role")
        if self.cleaned_data.get("code") and role and role not in LEARNERS:
            self.add_error(
                "code",
                forms.ValidationError(
                    _(
                        "Class codes are for pupils, apprentices and students. Please "
                        "leave the field empty and choose your region."
                    ),
                    code="class_code_role",
                ),
            )
        return values

    def signup(self, request: HttpRequest, user: Any) -> None:
        now = timezone.now()
        member = self.open_account(user, now)
        if not self.cleaned_data["code"]:
            return
        try:
            redeem_class_code(member=member, text=self.cleaned_data["code"], now=now)
        except CodeDoesNotWorkError:
            messages.warning(
                request,
                gettext(
                    "Somebody else had the last use of the class code. Your account is "
                    "made; ask your teacher for a new code."
                ),
            )
