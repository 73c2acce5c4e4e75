"""The form for events: one date; editors add series and programmes (ED74)."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.editor_forms import BerlinDateTimeField
from cms.enums import EventMode, RegistrationKind, Taxonomy
from cms.forms.audience_proposal import AudienceProposalForm
from cms.forms.content_proposal import ContentProposalForm

MOMENT_FORMAT = "%Y-%m-%dT%H:%M"
PLAIN_FIELDS = (
    "starts_at",
    "ends_at",
    "mode",
    "venue_name",
    "venue_address",
    "organiser",
    "age_from",
    "age_to",
    "is_free",
    "cost",
    "registration_url",
    "contact_name",
    "contact_email",
)
"""Fields that have the same name in the form and on the page."""


class MomentField(BerlinDateTimeField):
    """Day and time in Berlin, as browsers ask for it."""

    widget = forms.DateTimeInput

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format=MOMENT_FORMAT
        )
        super().__init__(widget=widget, **kwargs)


class EventProposalForm(AudienceProposalForm):
    starts_at = MomentField(
        label=_("Start"),
        help_text=_("Local time in Germany, for example 2027-03-12 14:00."),
    )
    ends_at = MomentField(label=_("End"))
    mode = forms.ChoiceField(
        label=_("Where does it take place?"),
        choices=EventMode.choices,
        initial=EventMode.ON_SITE,
        widget=forms.RadioSelect,
    )
    venue_name = forms.CharField(
        label=_("Venue"),
        required=False,
        max_length=200,
        help_text=_("Needed unless it is online."),
    )
    venue_address = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Street, postcode and town."),
    )
    organiser = forms.CharField(
        label=_("Organiser"),
        required=False,
        max_length=200,
        help_text=_("Empty: the network."),
    )
    registration_url = forms.URLField(
        label=_("Where does one register?"),
        required=False,
        assume_scheme="https",
        help_text=_("The address of a page. Empty: nobody needs to register."),
    )

    term_fields: ClassVar = {
        "event_types": Taxonomy.EVENT_TYPE,
        **ContentProposalForm.term_fields,
    }
    sections: ClassVar = (
        (_("Where it appears"), ("network", "language")),
        (_("The text"), ("title", "summary", "text")),
        (
            _("When and where"),
            ("starts_at", "ends_at", "mode", "venue_name", "venue_address"),
        ),
        (
            _("Good to know"),
            ("age_from", "age_to", "is_free", "cost", "registration_url"),
        ),
        (
            _("Who organises it"),
            ("organiser", "contact_name", "contact_email"),
        ),
        (ContentProposalForm.terms_section, tuple(term_fields)),
        ContentProposalForm.picture_section,
        ContentProposalForm.last_section,
    )

    def check_own_fields(self, cleaned: dict[str, Any]) -> None:
        super().check_own_fields(cleaned)
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _("The event ends before it starts."))
        if cleaned.get("mode") != EventMode.ONLINE and cleaned.get("venue_name") == "":
            self.add_error("venue_name", _("Say where it takes place."))

    def read_own_fields(self, page: Any) -> dict[str, Any]:
        return {name: getattr(page, name) for name in PLAIN_FIELDS}

    def get_own_fields(self) -> dict[str, Any]:
        fields = {name: self.cleaned_data[name] for name in PLAIN_FIELDS}
        has_address = bool(fields["registration_url"])
        kind = RegistrationKind.OUTSIDE if has_address else RegistrationKind.NONE
        return fields | {"registration_kind": kind}
