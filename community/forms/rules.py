"""Accepting rules, and writing a version of them (CO7)."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from community.models import RulesVersion


class AcceptRulesForm(forms.Form):
    """Names what was shown, so that nobody accepts what came into force meanwhile."""

    versions = forms.ModelMultipleChoiceField(
        queryset=RulesVersion.objects.none(), widget=forms.MultipleHiddenInput
    )

    def __init__(self, *args: Any, shown: list[RulesVersion], **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"versions": shown}} | kwargs)
        field: Any = self.fields["versions"]
        field.queryset = RulesVersion.objects.filter(pk__in=[row.pk for row in shown])


class RulesVersionForm(WagtailAdminModelForm):
    """A version that has not begun, with its words in every language of the site."""

    def clean_valid_from(self) -> Any:
        day = self.cleaned_data["valid_from"]
        if day <= timezone.localdate():
            raise forms.ValidationError(
                _("Please choose a day from tomorrow on: what holds is not changed."),
                code="past",
            )
        return day

    def is_valid(self) -> bool:
        is_valid = super().is_valid()
        rows = [
            form.cleaned_data.get("language")
            for form in self.formsets["texts"].forms
            if hasattr(form, "cleaned_data") and not form.cleaned_data.get("DELETE")
        ]
        if is_valid and sorted(filter(None, rows)) != sorted(dict(settings.LANGUAGES)):
            self.add_error(
                None, _("Please write the text once in each language of the site.")
            )
            return False
        return bool(is_valid)
