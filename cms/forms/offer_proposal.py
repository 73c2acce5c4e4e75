"""The form for offers of schools, laboratories, companies and others (ED74)."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.enums import Availability, Taxonomy
from cms.forms.audience_proposal import AudienceProposalForm, make_number
from cms.forms.content_proposal import ContentProposalForm

WAYS = ("is_on_site", "is_mobile", "is_online")
PLAIN_FIELDS = (
    "provider_name",
    "provider_url",
    *WAYS,
    "venue_name",
    "venue_address",
    "travel_km",
    "availability",
    "minutes",
    "age_from",
    "age_to",
    "group_from",
    "group_to",
    "is_free",
    "cost",
    "contact_name",
    "contact_email",
    "takes_requests",
)
"""Fields that have the same name in the form and on the page."""


class OfferProposalForm(AudienceProposalForm):
    provider_name = forms.CharField(label=_("Who offers it?"), max_length=200)
    provider_url = forms.URLField(
        label=_("Website of the provider"), required=False, assume_scheme="https"
    )
    is_on_site = forms.BooleanField(label=_("At the provider's"), required=False)
    is_mobile = forms.BooleanField(label=_("Comes to the school"), required=False)
    is_online = forms.BooleanField(label=_("Online"), required=False)
    venue_name = forms.CharField(label=_("Place"), required=False, max_length=200)
    venue_address = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Street, postcode and town. Of a mobile offer: where it sets out from."
        ),
    )
    travel_km = make_number(_("How many kilometres does it travel?"), 1000)
    availability = forms.ChoiceField(
        label=_("When is it possible?"),
        choices=Availability.choices,
        initial=Availability.ON_REQUEST,
        widget=forms.RadioSelect,
    )
    minutes = make_number(
        _("How long does it take, in minutes?"),
        100_000,
        _("Usual: talk 90, workshop 180 to 300, a day 480."),
    )
    group_from = make_number(_("Group from"), 1000)
    group_to = make_number(_("Group to"), 1000)
    takes_requests = forms.BooleanField(
        label=_("Teachers and parents may ask for it here"),
        required=False,
        help_text=_("Their questions go to the contact, by mail."),
    )

    term_fields: ClassVar = {
        "formats": Taxonomy.FORMAT,
        "class_levels": Taxonomy.CLASS_LEVEL,
        **ContentProposalForm.term_fields,
    }
    sections: ClassVar = (
        (_("Where it appears"), ("network", "language")),
        (
            _("The text"),
            ("title", "summary", "provider_name", "provider_url", "text"),
        ),
        (
            _("When and where"),
            (*WAYS, "venue_name", "venue_address", "travel_km"),
        ),
        (_("How long"), ("availability", "minutes")),
        (
            _("For whom"),
            ("age_from", "age_to", "group_from", "group_to", "is_free", "cost"),
        ),
        (_("Contact"), ("contact_name", "contact_email", "takes_requests")),
        (ContentProposalForm.terms_section, tuple(term_fields)),
        ContentProposalForm.picture_section,
        ContentProposalForm.last_section,
    )

    def check_own_fields(self, cleaned: dict[str, Any]) -> None:
        super().check_own_fields(cleaned)
        self.check_order("group_from", "group_to")
        if not any(cleaned.get(name) for name in WAYS):
            self.add_error(
                "is_on_site", _("Choose at least one way in which it takes place.")
            )
        if cleaned.get("takes_requests") and cleaned.get("contact_email") == "":
            self.add_error("contact_email", _("Questions need an address to go to."))

    def read_own_fields(self, page: Any) -> dict[str, Any]:
        return {name: getattr(page, name) for name in PLAIN_FIELDS}

    def get_own_fields(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PLAIN_FIELDS}
