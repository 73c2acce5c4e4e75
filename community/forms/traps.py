"""A trap for programs: a field that people do not see, and the time (CO55, S51)."""

import datetime as dt
import secrets
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

OPENED_SALT = "community.forms.moderation"
SHORTEST_SECONDS = 3


def sign_opening(now: dt.datetime, key: str = "") -> str:
    """Return when and as what a form was opened, so that nobody can make it up."""
    return signing.dumps(
        [int(now.timestamp()), key or secrets.token_urlsafe(12)], salt=OPENED_SALT
    )


class TrapForm(forms.Form):
    """A form that programs fill in too quickly, or too completely.

    ``key`` is that of the opening, the same however often the form is sent.
    """

    use_required_attribute = False

    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, now: dt.datetime, **kwargs: Any) -> None:
        initial = kwargs.pop("initial", {})
        kwargs["initial"] = {"opened": sign_opening(now)} | initial
        super().__init__(*args, **kwargs)
        self.now = now
        self.key = ""

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(
                _("Please leave this field empty; only programs fill it in."),
                code="program",
            )
        return ""

    def check_opening(self, opened: str) -> None:
        """Refuse what was sent quicker than anybody reads, and begin anew."""
        try:
            seconds, self.key = signing.loads(opened, salt=OPENED_SALT)
        except (signing.BadSignature, ValueError, TypeError):
            seconds, self.key = None, ""
        if seconds is None:
            # Whoever sends it again has then had time to read.
            data: Any = QueryDict(mutable=True)
            data.update(self.data)
            data[self.add_prefix("opened")] = sign_opening(self.now)
            self.data = data
        if seconds is None or self.now.timestamp() - seconds < SHORTEST_SECONDS:
            raise forms.ValidationError(
                _(
                    "That was very quick. Please look at your words and send them again."
                ),
                code="quick",
            )
