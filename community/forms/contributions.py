"""As what somebody was part of an event or a project (CO16)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.enums import ContributionRole
from community.queries.contributions import list_roles


class ContributionForm(forms.Form):
    use_required_attribute = False

    role = forms.ChoiceField(
        label=_("What did you do?"), choices=(), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.choices = list_roles(kind)

    def get_role(self) -> ContributionRole:
        """Return what a valid form says."""
        return ContributionRole(self.cleaned_data["role"])
