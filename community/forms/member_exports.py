"""Which members, which columns, and what for (CO58)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Network
from community.enums import MemberExportColumn, MemberExportFormat
from community.models.member_exports import PURPOSE_LENGTH
from community.operations.member_exports import MemberExportTerms
from community.permissions.class_codes import get_coordinated_networks

START = (MemberExportColumn.NAME, MemberExportColumn.ROLE)


class MemberExportForm(forms.Form):
    network: Any = forms.ModelChoiceField(
        label=gettext_lazy("Network"), queryset=Network.objects.none(), empty_label=None
    )
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        choices=MemberExportColumn.choices,
        initial=[column.value for column in START],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Take no more than you need. Parts of a profile that their owner does not "
            "open to the coordination stay empty, and all those of minors."
        ),
    )
    file_format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=MemberExportFormat.choices,
        initial=MemberExportFormat.XLSX,
        widget=forms.RadioSelect,
    )
    purpose = forms.CharField(
        label=gettext_lazy("What do you need the list for?"),
        max_length=PURPOSE_LENGTH,
        help_text=gettext_lazy(
            "It is kept for a year, with your name, the columns and the number of people."
        ),
    )
    with_minors = forms.BooleanField(
        label=gettext_lazy("With people under 18"), required=False
    )
    minors_purpose = forms.CharField(
        label=gettext_lazy("What do you need the minors in the list for?"),
        required=False,
        max_length=PURPOSE_LENGTH,
        help_text=gettext_lazy("Only if you have ticked the box above."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["network"]
        field.queryset = get_coordinated_networks(user).order_by("name")

    def clean(self) -> Any:
        cleaned = super().clean() or {}
        wants, why = cleaned.get("with_minors"), cleaned.get("minors_purpose")
        if wants and not why:
            self.add_error(
                "minors_purpose", _("Say what you need the minors in the list for.")
            )
        elif why and not wants:
            self.add_error(
                "with_minors", _("Tick this, or leave the purpose for minors empty.")
            )
        return cleaned

    def get_terms(self) -> MemberExportTerms:
        chosen = self.cleaned_data
        return MemberExportTerms(
            columns=chosen["columns"],
            file_format=chosen["file_format"],
            purpose=chosen["purpose"],
            minors_purpose=chosen["minors_purpose"],
        )
