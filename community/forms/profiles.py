"""The form of one's own profile: each part with who may read it (CO9, CO11, CO14)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.enums import State, Taxonomy
from cms.models import Term
from cms.queries.terms import LabelledTerm
from cms.registry import Label
from cms.uploads import clean_portrait
from community.enums import Audience, Language, ProfileTermKind, ProfileValueKind
from community.forms.social import (
    SOCIAL_FIELDS,
    add_social_fields,
    check_social_fields,
    get_social_addresses,
)
from community.models import Profile
from community.models.profile import PARTS, PICTURE_SIDE
from community.operations.profiles import ProfileDetails
from community.queries.directory import TAXONOMIES
from community.queries.profiles import ProfileRows

PICTURE_BYTES_MAX = 10 * 1024 * 1024
PICTURE_PLACES = (
    ("0.5", gettext_lazy("the middle")),
    ("0", gettext_lazy("the left or upper part")),
    ("1", gettext_lazy("the right or lower part")),
)
DISPLAY_NAME_LENGTH = 60


def make_name_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Name that others see"),
        max_length=DISPLAY_NAME_LENGTH,
        min_length=2,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class NameForm(forms.Form):
    """All that minors can change: there is no more of them to see (P1, P4)."""

    display_name = make_name_field()

    def get_details(self) -> ProfileDetails:
        return ProfileDetails(display_name=self.cleaned_data["display_name"])


@dataclass(frozen=True)
class Part:
    """Fields that have one audience; the audience may be missing where nobody chooses it."""

    fields: tuple[BoundField, ...]
    audience: BoundField


@dataclass(frozen=True)
class Section:
    name: str
    title: Label
    parts: tuple[Part, ...]


SECTIONS: tuple[tuple[str, Label, tuple[str, ...]], ...] = (
    (
        "who",
        gettext_lazy("Who you are"),
        ("name", "role", "picture", "title", "position", "workplace", "about"),
    ),
    (
        "give",
        gettext_lazy("What you offer and look for"),
        ("offers", "seeks", "talks"),
    ),
    (
        "know",
        gettext_lazy("What you know"),
        (
            "disciplines",
            "stages",
            "skills",
            "interests",
            "languages",
            "contributions",
        ),
    ),
    ("where", gettext_lazy("Where you are"), ("networks", "areas", "place")),
    ("reach", gettext_lazy("How to reach you"), ("email", "phone", "website", "links")),
)
"""How the parts stand in the form; a test holds them to all parts there are."""

OWN_FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("display_name",),
    "picture": ("picture", "picture_place", "picture_gone"),
    "offers": ("offer", "offers_text", "offers_until"),
    "seeks": ("seek", "seeks_text", "seeks_until"),
    "disciplines": ("discipline",),
    "stages": ("stage",),
    "languages": ("language",),
    "areas": ("area",),
    "place": ("place",),
    "links": SOCIAL_FIELDS,
}
"""The fields of a part where they are not its columns."""

BARE_PARTS: Mapping[str, Label] = {
    "role": gettext_lazy("Role"),
    "networks": gettext_lazy("My networks"),
    "links": gettext_lazy("Profiles elsewhere"),
    "contributions": gettext_lazy("Events and projects that I was part of"),
}
"""What parts are called that no field of theirs gives its name: the first two are said in
other places, here one chooses only who sees them."""

FILLED_PARTS = ("picture", "position", "about", "offers", "disciplines", "languages")
"""What makes a profile useful to others; what of it is missing is said, as advice (CO16)."""


def make_term_field(taxonomy: str, label: Any) -> Any:
    terms = Term.objects.of(taxonomy).in_use().with_labels()
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=terms.order_by("sort_order", "slug"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def make_choice_field(label: Any, choices: Iterable[tuple[str, Any]]) -> Any:
    return forms.MultipleChoiceField(
        label=label,
        choices=list(choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ProfileForm(forms.ModelForm[Profile]):
    """Reads into ``instance`` without saving it; the operation does that."""

    display_name = make_name_field()
    picture = forms.ImageField(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=gettext_lazy(
            "JPEG, PNG or WebP, at most 10 MB. A square is cut out."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    picture_place = forms.ChoiceField(
        label=gettext_lazy("Which part of the picture?"),
        choices=PICTURE_PLACES,
        required=False,
    )
    picture_gone = forms.BooleanField(
        label=gettext_lazy("Take my picture away"), required=False
    )
    offer = make_term_field(Taxonomy.OFFER_OR_NEED, ProfileTermKind.OFFER.label)
    seek = make_term_field(Taxonomy.OFFER_OR_NEED, ProfileTermKind.SEEK.label)
    discipline = make_term_field(Taxonomy.TOPIC, ProfileTermKind.DISCIPLINE.label)
    stage = make_term_field(Taxonomy.STAGE, ProfileTermKind.STAGE.label)
    language = make_choice_field(ProfileValueKind.LANGUAGE.label, Language.choices)
    area = make_choice_field(ProfileValueKind.AREA.label, State.choices)

    # Declared for its scheme: the model's own form field would still take http for granted.
    website = forms.URLField(
        label=gettext_lazy("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )

    class Meta:
        model = Profile
        fields = (
            "title",
            "position",
            "workplace",
            "about",
            "skills",
            "interests",
            "offers_text",
            "offers_until",
            "seeks_text",
            "seeks_until",
            "gives_talks",
            "place",
            "email",
            "phone",
            *(f"{part}_audience" for part in PARTS),
        )
        widgets = {
            "about": forms.Textarea(attrs={"rows": 5}),
            "offers_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "seeks_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
        }
        help_texts = {
            "about": gettext_lazy("At most 500 characters."),
            "skills": gettext_lazy("Such as: soldering, Python, explaining."),
            "place": gettext_lazy("So that others find you by distance."),
            "email": gettext_lazy(
                "Not the one of your login, unless you write it here."
            ),
        }

    def __init__(self, *args: Any, rows: ProfileRows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["display_name"] = self.instance.member.display_name
        self.initial["website"] = self.instance.website
        add_social_fields(self)
        self.initial.update(rows.links)
        for kind in ProfileTermKind:
            self.initial[kind.value] = [term.pk for term in rows.terms.get(kind, ())]
        chosen = list(self.instance.values_chosen.values_list("kind", "value"))
        for value_kind in ProfileValueKind:
            self.initial[value_kind.value] = [v for k, v in chosen if k == value_kind]
        if not self.instance.picture:
            del self.fields["picture_gone"]
        for part in PARTS:
            audience: Any = self.fields[f"{part}_audience"]
            # A form that lacks one of them opens nothing by it.
            audience.required, audience.empty_value = False, Audience.OWNER
            audience.label = _("Who sees “%(part)s”?") % {"part": self._name(part)}

    def _name(self, part: str) -> str:
        if part in BARE_PARTS:
            return str(BARE_PARTS[part])
        first = self.fields[OWN_FIELDS.get(part, PARTS[part])[0]]
        return str(first.label)

    def clean_website(self) -> str:
        website: str = self.cleaned_data["website"]
        if website and not website.startswith(("https://", "http://")):
            raise ValidationError(
                _("Please write the whole address, beginning with https://."),
                code="scheme",
            )
        return website

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.website = values.get("website", "")
        check_social_fields(self, values)
        uploaded = values.get("picture")
        if uploaded:
            try:
                self._clean_picture(uploaded, values.get("picture_place") or "0.5")
            except ValidationError as error:
                self.add_error("picture", error)
        return values

    def _clean_picture(self, uploaded: Any, place: str) -> None:
        if uploaded.size > PICTURE_BYTES_MAX:
            raise ValidationError(
                _("The picture is larger than 10 MB. Please make it smaller."),
                code="size",
            )
        clean_portrait(uploaded, side=PICTURE_SIDE, place=float(place))

    def get_details(self) -> ProfileDetails:
        """Return what a valid form says."""
        values = self.cleaned_data
        picture = values.get("picture") or (
            False if values.get("picture_gone") else None
        )
        return ProfileDetails(
            display_name=values["display_name"],
            columns={name: values[name] for name in (*self.Meta.fields, "website")},
            terms={kind: values[kind.value] for kind in TAXONOMIES},
            values={kind: values[kind.value] for kind in ProfileValueKind},
            links=get_social_addresses(values),
            picture=picture,
        )

    def get_rows(self, saved: ProfileRows) -> ProfileRows:
        """Return what a valid form says besides columns, to be looked at before saving."""
        words = {
            ProfileValueKind.LANGUAGE: dict(Language.choices),
            ProfileValueKind.AREA: dict(State.choices),
        }
        return ProfileRows(
            {
                kind: [
                    LabelledTerm(term.pk, term.taxonomy, term.slug, term.get_label())
                    for term in self.cleaned_data[kind.value]
                ]
                for kind in TAXONOMIES
            },
            {
                kind: [str(labels[v]) for v in self.cleaned_data[kind.value]]
                for kind, labels in words.items()
            },
            saved.networks,
            get_social_addresses(self.cleaned_data),
        )

    def list_sections(self) -> list[Section]:
        return [
            Section(name, title, tuple(self._make_part(part) for part in parts))
            for name, title, parts in SECTIONS
        ]

    def _make_part(self, part: str) -> Part:
        names = OWN_FIELDS.get(part, PARTS[part])
        own = tuple(self[name] for name in names if name in self.fields)
        return Part(own, self[f"{part}_audience"])

    def list_missing(self) -> list[str]:
        """Return the labels of what would help others to find the member (CO16)."""
        given = {
            "picture": self.instance.picture,
            "position": self.instance.position,
            "about": self.instance.about,
            "offers": self.initial["offer"] or self.instance.offers_text,
            "disciplines": self.initial["discipline"],
            "languages": self.initial["language"],
        }
        return [
            str(self[OWN_FIELDS.get(part, (part,))[0]].label)
            for part in FILLED_PARTS
            if not given[part]
        ]


class ContactForm(forms.Form):
    """What one writes with a request; it can be empty."""

    words = forms.CharField(
        label=gettext_lazy("A few words"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Such as: where you met, or what you want to talk about."
        ),
    )


AUDIENCES_TO_VIEW_AS: tuple[tuple[str, Audience, Label], ...] = (
    ("visitor", Audience.PUBLIC, gettext_lazy("a visitor")),
    ("member", Audience.MEMBERS, gettext_lazy("a member")),
    ("contact", Audience.CONTACTS, gettext_lazy("one of my contacts")),
    ("staff", Audience.STAFF, gettext_lazy("the coordination of my network")),
)
"""As whom one can look at the own profile before saving it (CO14)."""
