"""A file of people, what its columns hold, and why one may write to them (CO57)."""

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.importers.tables import Sheet, UnreadableTableError
from cms.models import Network
from community.enums import ImportBasis, ImportColumn, MemberRole
from community.importers.members import BYTES_MAX, read_file
from community.models import MemberImport, MemberImportTemplate
from community.models.member_imports import BASIS_LENGTH
from community.operations.member_imports import ImportTerms
from community.permissions.class_codes import get_coordinated_networks

GUESSES = {
    ImportColumn.EMAIL: ("email", "e-mail", "mail", "e-mail-adresse", "mailadresse"),
    ImportColumn.ROLE: ("role", "rolle"),
}
"""How files often name a column; only a start, the person decides."""


class BringImportForm(forms.Form):
    network: Any = forms.ModelChoiceField(
        label=gettext_lazy("Network"), queryset=Network.objects.none(), empty_label=None
    )
    template: Any = forms.ModelChoiceField(
        label=gettext_lazy("Template"),
        queryset=MemberImportTemplate.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy(
            "It knows which column holds what, from an earlier file."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        validators=[FileExtensionValidator(["csv", "txt", "xlsx"])],
        help_text=gettext_lazy(
            "A table (CSV) or a workbook (XLSX) with headings in its first line, at most "
            "10,000 people and 5 MB."
        ),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        networks = get_coordinated_networks(user).order_by("name")
        network: Any = self.fields["network"]
        template: Any = self.fields["template"]
        network.queryset = networks
        template.queryset = MemberImportTemplate.objects.filter(
            network__in=networks
        ).order_by("name")

    def clean_file(self) -> bytes:
        uploaded = self.cleaned_data["file"]
        if uploaded.size > BYTES_MAX:
            raise forms.ValidationError(_("The file is larger than 5 MB. Split it."))
        content: bytes = uploaded.read()
        try:
            self.sheet = read_file(content)
        except UnreadableTableError as error:
            raise forms.ValidationError(str(error)) from error
        return content

    def get_columns(self) -> dict[str, str]:
        """Return the columns of the template, else those that are named as often are."""
        template = self.cleaned_data["template"]
        known = template.columns if template is not None else {}
        found = {
            name: heading
            for name, heading in known.items()
            if heading in self.sheet.headings
        }
        for name, guesses in GUESSES.items():
            named = (
                heading
                for heading in self.sheet.headings
                if heading.casefold() in guesses
            )
            if name not in found and (heading := next(named, "")):
                found[str(name)] = heading
        return found


class DescribeImportForm(forms.Form):
    email = forms.ChoiceField(label=gettext_lazy("Column with the e-mail address"))
    role_column = forms.ChoiceField(
        label=gettext_lazy("Column with the role"),
        required=False,
        help_text=gettext_lazy("Without one everybody is invited with the role below."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role where the file names none"), choices=MemberRole.choices
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Why may you write to these people?"),
        choices=ImportBasis.choices,
        widget=forms.RadioSelect,
    )
    basis_words = forms.CharField(
        label=gettext_lazy("When and how did they say so, or what connects you?"),
        max_length=BASIS_LENGTH,
        help_text=gettext_lazy(
            "It is kept with every invitation; whoever is invited can ask for it."
        ),
    )
    kept_as = forms.CharField(
        label=gettext_lazy("Keep the columns as a template named"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Leave it empty to keep none."),
    )

    def __init__(
        self, *args: Any, sheet: Sheet, row: MemberImport, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {
            "email": row.columns.get(ImportColumn.EMAIL, ""),
            "role_column": row.columns.get(ImportColumn.ROLE, ""),
            "role": row.role,
            "basis": row.basis,
            "basis_words": row.basis_words,
        }
        super().__init__(*args, **kwargs)
        headings = [(heading, heading) for heading in sheet.headings if heading]
        email: Any = self.fields["email"]
        role: Any = self.fields["role_column"]
        email.choices = headings
        role.choices = [("", _("none")), *headings]

    def clean(self) -> Any:
        cleaned = super().clean() or {}
        if cleaned.get("email") and cleaned["email"] == cleaned.get("role_column"):
            self.add_error(
                "role_column",
                _("One column cannot hold both the address and the role."),
            )
        return cleaned

    def get_terms(self) -> ImportTerms:
        said = self.cleaned_data
        columns = {str(ImportColumn.EMAIL): said["email"]}
        if said["role_column"]:
            columns[str(ImportColumn.ROLE)] = said["role_column"]
        return ImportTerms(
            columns=columns,
            role=MemberRole(said["role"]),
            basis=ImportBasis(said["basis"]),
            basis_words=said["basis_words"],
        )
