"""Which network the cockpit is about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.queries.cockpit import Cockpit


class ChooseNetworkForm(forms.Form):
    """One field; an unknown answer shows all."""

    use_required_attribute = False

    network = forms.ChoiceField(label=_("Network"), required=False)

    def __init__(self, *args: Any, cockpit: Cockpit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["network"]
        names = [(row.slug, row.display_name) for row in cockpit.networks]
        field.choices = [("", _("All networks")), *names]
        self.initial["network"] = cockpit.chosen.slug if cockpit.chosen else ""
