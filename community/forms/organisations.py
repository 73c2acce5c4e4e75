"""What is asked about an organisation, of those who join, claim or decide (CO21–CO23, SP48)."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.enums import Taxonomy
from cms.forms.plain_text import build_prose, read_prose
from cms.forms.proposals import FormSection
from cms.models import Network
from cms.queries.terms import list_terms
from cms.sanitize import clean_html
from community.enums import ClaimState, OrganisationState
from community.forms.social import (
    SOCIAL_FIELDS,
    add_social_fields,
    check_social_fields,
    get_social_addresses,
)
from community.forms.two_people import say_who_decides
from community.models import Organisation, OrganisationClaim
from community.models.organisation import (
    ABOUT_LONGEST,
    NAME_LONGEST,
    NAME_SHORTEST,
    ORGANISATION_TERMS,
)
from community.operations.organisations import OrganisationContent
from community.validators import fold_name

LINK_NOTE = ' rel="noopener nofollow ugc"'
"""What cleaning adds to each link; the form's text has no sign for it."""

TERM_FIELDS = {
    "types": Taxonomy.ORGANISATION_TYPE,
    "topics": Taxonomy.TOPIC,
    "stages": Taxonomy.STAGE,
}
TERM_LABELS = {
    "types": _("What kind of organisation is it?"),
    "topics": _("Topics"),
    "stages": _("Education stages"),
}
IDENTITY = ("name", "street", "postcode", "town", "website")
"""What only admins and the coordination change (CO23)."""

FACTS = (
    *IDENTITY,
    "email",
    "phone",
    "about_language",
    "supported_by",
    "working_languages",
    "namesake_reason",
)


class OrganisationForm(forms.Form):
    """For a new organisation and for one that stands."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Name"),
        min_length=NAME_SHORTEST,
        max_length=NAME_LONGEST,
        help_text=_("As it calls itself. At most 80 characters."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    is_another = forms.BooleanField(
        label=_("None of these: mine is another one"), required=False
    )
    namesake_reason = forms.CharField(
        label=_("Why is there another one of this name in this town?"),
        required=False,
        max_length=200,
        help_text=_("For example a second site. Only the coordination reads it."),
    )
    street = forms.CharField(
        label=_("Street and number"), required=False, max_length=120
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        required=False,
        max_length=5,
        validators=[RegexValidator(r"^\d{5}\Z", _("A postcode has five digits."))],
        help_text=_("Puts the organisation into lists by distance."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    town = forms.CharField(label=_("Town"), max_length=80)
    network = forms.ModelChoiceField(
        label=_("Which network cares for the entry?"),
        queryset=Network.objects.none(),
        required=False,
        empty_label=_("None of them: the portal"),
        help_text=_("Its coordination is asked when something is unclear."),
    )
    email = forms.EmailField(
        label=_("Email address of the organisation"),
        required=False,
        max_length=254,
        help_text=_("Everybody can read it: not that of a person."),
    )
    phone = forms.CharField(
        label=_("Telephone of the organisation"),
        required=False,
        max_length=40,
        validators=[
            RegexValidator(
                r"^[\d +()/.-]+\Z",
                _("A number has only digits, spaces and + ( ) / . -"),
            )
        ],
    )
    website = forms.URLField(
        label=_("Website"), required=False, max_length=200, assume_scheme="https"
    )
    about = forms.CharField(
        label=_("About the organisation"),
        required=False,
        max_length=ABOUT_LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "What you do for people who learn. At most 2000 characters. An empty line "
            "begins a new paragraph, “- ” a line of a list; **bold**, *italic* and "
            "[words](https://example.org) work too."
        ),
    )
    about_language = forms.ChoiceField(
        label=_("In which language is this text?"), choices=settings.LANGUAGES
    )
    supported_by = forms.CharField(
        label=_("Supported by"),
        required=False,
        max_length=200,
        help_text=_("Who gives money for your work for people who learn."),
    )
    working_languages = forms.CharField(
        label=_("Languages in which you can be addressed"),
        required=False,
        max_length=120,
    )

    def __init__(
        self, *args: Any, organisation: Organisation | None = None, **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {"about_language": get_language()}
        if organisation is not None:
            initial |= read_organisation(organisation)
        super().__init__(*args, **{"initial": initial} | kwargs)
        self.organisation = organisation
        self._add_terms()
        add_social_fields(self)
        networks: Any = self.fields["network"]
        networks.queryset = Network.objects.in_registry().order_by("name")
        if organisation is not None:
            del self.fields["network"]
        if organisation is None or not organisation.namesake_reason:
            self.hide("namesake_reason")
        self.hide("is_another")

        for name in ("street", "postcode", "town", "email", "phone", "website"):
            # Those of the organisation: a browser would fill in the person's own.
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def _add_terms(self) -> None:
        terms = list_terms(ORGANISATION_TERMS)
        for name, taxonomy in TERM_FIELDS.items():
            self.fields[name] = forms.TypedMultipleChoiceField(
                label=TERM_LABELS[name],
                choices=[
                    (term.pk, term.label) for term in terms if term.taxonomy == taxonomy
                ],
                coerce=int,
                required=name == "types",
                widget=forms.CheckboxSelectMultiple,
            )

    def hide(self, name: str) -> None:
        """Leave a field to the cases in which it is asked for."""
        self.fields[name].widget = forms.HiddenInput()

    def ask_if_another(self) -> None:
        """Ask whether it is none of the organisations that are called alike."""
        self.fields["is_another"].widget = forms.CheckboxInput()

    def ask_for_reason(self) -> None:
        """Ask why there is another one of this name in this town."""
        self.fields["namesake_reason"].widget = forms.TextInput()

    def keep_identity(self) -> None:
        """Leave name, address and website to the admins."""
        for name in IDENTITY:
            del self.fields[name]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if len(fold_name(name)) < NAME_SHORTEST - 1:
            raise forms.ValidationError(
                _("A name needs letters or digits."), code="letters"
            )
        return name

    def clean_town(self) -> str:
        town: str = self.cleaned_data["town"]
        if not fold_name(town):
            raise forms.ValidationError(
                _("The name of a town needs letters."), code="letters"
            )
        return town

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                # One form of each letter is stored and compared (R18).
                cleaned[name] = unicodedata.normalize("NFC", value)
        check_social_fields(self, cleaned)
        return cleaned

    def get_content(self) -> OrganisationContent:
        """Return what a valid form says; what it did not ask stays as it is."""
        cleaned = self.cleaned_data
        facts = {name: cleaned[name] for name in FACTS if name in cleaned}
        facts["about"] = str(clean_html(build_prose(cleaned["about"])))
        return OrganisationContent(
            facts=facts,
            term_ids=frozenset(key for name in TERM_FIELDS for key in cleaned[name]),
            profiles=get_social_addresses(cleaned),
        )

    def get_sections(self) -> list[FormSection]:
        """Return the visible fields in their parts; profiles are folded while empty."""
        has_profiles = any(
            self[name].value() or self[name].errors for name in SOCIAL_FIELDS
        )
        parts: tuple[tuple[Any, tuple[str, ...], bool], ...] = (
            (
                _("The organisation"),
                ("name", "is_another", "namesake_reason", "types"),
                False,
            ),
            (_("Where it is"), ("street", "postcode", "town", "network"), False),
            (
                _("How to reach it"),
                ("email", "phone", "website", "working_languages"),
                False,
            ),
            (_("What it does"), ("about", "about_language", "supported_by"), False),
            (_("Topics and education stages"), ("topics", "stages"), False),
            (_("Elsewhere"), SOCIAL_FIELDS, not has_profiles),
        )
        return [
            FormSection(
                title,
                tuple(
                    self[name]
                    for name in names
                    if name in self.fields and not self[name].is_hidden
                ),
                is_folded=is_folded,
            )
            for title, names, is_folded in parts
        ]


def read_organisation(organisation: Organisation) -> dict[str, Any]:
    """Return the values of the form for an organisation."""
    terms = organisation.terms.values_list("pk", "taxonomy")
    chosen: Mapping[str, list[int]] = {
        name: [key for key, own in terms if own == taxonomy]
        for name, taxonomy in TERM_FIELDS.items()
    }
    profiles = organisation.profiles.values_list("service", "url")
    about = read_prose(organisation.about.replace(LINK_NOTE, ""))
    return {
        **{name: getattr(organisation, name) for name in FACTS},
        **chosen,
        **dict(profiles),
        "about": about or "",
    }


class JoinForm(forms.Form):
    """Words to the admins whose team somebody wants to join."""

    use_required_attribute = False

    words = forms.CharField(
        label=_("Your words to the admins"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you do there. They see your name as well."),
    )


class ClaimForm(forms.Form):
    """Who claims an entry, and how that can be proved."""

    use_required_attribute = False

    words = forms.CharField(
        label=_("Why do you speak for this organisation?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you do there. Only the coordination reads it."),
    )
    proof_email = forms.EmailField(
        label=_("Your address at this organisation"),
        required=False,
        max_length=254,
        help_text=_(
            "We send a link there, with your name. Whoever confirms it says that you "
            "speak for the organisation, and you need not wait."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, asks_for_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_for_address:
            del self.fields["proof_email"]


class ShowForm(WagtailAdminModelForm):
    """What a coordinator does with an organisation."""

    decision = forms.ChoiceField(
        label=_("What should happen?"), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Your words to its admins"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They come by mail; say why when you hide it."),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = Organisation
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            OrganisationState.LIVE: _("Show it to everybody"),
            OrganisationState.HIDDEN: _("Hide it"),
        }
        field: Any = self.fields["decision"]
        field.choices = [
            (value, label)
            for value, label in choices.items()
            if value != self.instance.state
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_hidden = cleaned.get("decision") == OrganisationState.HIDDEN
        if is_hidden and not cleaned.get("words"):
            self.add_error("words", _("Say why, so that its admins can act."))
        return cleaned


class DecideClaimForm(WagtailAdminModelForm):
    """What a coordinator says to a claim."""

    decision = forms.ChoiceField(
        label=_("What do you say?"),
        choices=(
            (ClaimState.ACCEPTED, _("Yes, this person speaks for the organisation")),
            (ClaimState.REJECTED, _("No")),
        ),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Your reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It comes by mail; needed with a no."),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = OrganisationClaim
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        network = self.instance.organisation.network
        self.fields["decision"].help_text = say_who_decides(self.instance, network)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_no = cleaned.get("decision") == ClaimState.REJECTED
        if is_no and not cleaned.get("words"):
            self.add_error("words", _("A no needs a reason."))
        return cleaned
