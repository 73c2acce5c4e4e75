"""What the forms for proposed pages share: words, terms and one picture (ED74).

No JavaScript is needed.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cms import uploads
from cms.enums import Licence, Taxonomy
from cms.forms.media import PictureField
from cms.forms.plain_text import dump_body, read_text
from cms.forms.proposals import TEXT_LENGTH, FormSection, ProposalForm
from cms.models import Term
from cms.models.images import Consent
from cms.operations.proposals import ProposedContent
from cms.queries.terms import list_terms

PICTURE_FIELDS = ("picture_credit", "picture_licence", "picture_people")
PEOPLE_CHOICES = [
    ("none", _("No, nobody can be recognised")),
    ("agreed", _("Yes, and all of them (or their guardians) have agreed")),
    ("missing", _("Yes, and not all of them have agreed yet")),
]
AGAIN = _("Please choose the picture again: a form with errors cannot keep it.")


TERM_LABELS = {
    Taxonomy.TOPIC: _("Topics"),
    Taxonomy.STAGE: _("Education stages"),
    Taxonomy.TARGET_GROUP: _("Target groups"),
    Taxonomy.CLASS_LEVEL: _("Class levels"),
    Taxonomy.FORMAT: _("Formats"),
    Taxonomy.EVENT_TYPE: _("Types of event"),
    Taxonomy.SPECIAL_GROUP: _("Special target groups"),
}


class ContentProposalForm(ProposalForm):
    """A kind adds its own fields, ``sections``, ``term_fields`` and two readers."""

    title = forms.CharField(label=_("Title"), max_length=150)
    summary = forms.CharField(
        label=_("Summary"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences for lists. At most 200 characters."),
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "An empty line begins a new paragraph, “## ” a heading, “- ” a line of a "
            "list. **bold**, *italic* and [words](https://example.org) work too."
        ),
    )
    remove_picture = forms.BooleanField(
        label=_("Take the present picture off"), required=False
    )
    picture_alt = forms.CharField(
        label=_("What can be seen?"),
        required=False,
        max_length=200,
        help_text=_("For those who cannot see it. Needed with a picture."),
    )
    picture_credit = forms.CharField(
        label=_("Who made the picture?"),
        required=False,
        max_length=160,
        help_text=_("Stands at the picture. Needed with a new picture."),
    )
    picture_licence = forms.ChoiceField(
        label=_("Who may use it, and how?"),
        required=False,
        choices=[("", _("Please choose")), *Licence.choices],
        help_text=_("Needed with a new picture."),
    )
    picture_people = forms.ChoiceField(
        label=_("Can people be recognised?"),
        required=False,
        choices=PEOPLE_CHOICES,
        widget=forms.RadioSelect,
        help_text=_(
            "Needed with a new picture. Children and young people need the consent of "
            "their guardians, from about 14 years their own too."
        ),
    )

    term_fields: ClassVar[Mapping[str, Taxonomy]] = {
        "topics": Taxonomy.TOPIC,
        "stages": Taxonomy.STAGE,
        "target_groups": Taxonomy.TARGET_GROUP,
    }
    terms_section: ClassVar = _("Topics, stages and target groups")
    picture_section: ClassVar = (
        _("A picture"),
        ("picture", "remove_picture", "picture_alt", *PICTURE_FIELDS),
    )
    last_section: ClassVar = (_("To the editors"), ("message",))

    def check_own_fields(self, cleaned: dict[str, Any]) -> None:
        """Add the errors of the kind; before the picture, which is lost with any error."""

    def read_own_fields(self, page: Any) -> dict[str, Any]:
        """Return the values of the kind's own form fields for a page."""
        raise NotImplementedError

    def get_own_fields(self) -> dict[str, Any]:
        """Return the kind's own page fields of a valid form."""
        raise NotImplementedError

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._add_term_fields()
        # Wagtail's field writes its sentences when it is made, in the language of then.
        self.fields["picture"] = PictureField(
            label=_("Picture"),
            required=False,
            widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        )
        self.order_fields([name for _title, names in self.sections for name in names])
        if self.page is None or self.page.lead_image_id is None:
            del self.fields["remove_picture"]
        if self.page is not None and read_text(self.page.body) is None:
            # Editors have added what signs cannot say: only they may change the text.
            del self.fields["text"]

    def _add_term_fields(self) -> None:
        terms = list_terms(tuple(self.term_fields.values()))
        self.offered_terms = frozenset(term.pk for term in terms)
        for name, taxonomy in self.term_fields.items():
            choices = [
                (term.pk, term.label) for term in terms if term.taxonomy == taxonomy
            ]
            self.fields[name] = forms.TypedMultipleChoiceField(
                label=TERM_LABELS[taxonomy],
                choices=choices,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def has_fixed_text(self) -> bool:
        return "text" not in self.fields

    def read_page(self, page: Any) -> dict[str, Any]:
        chosen = {row.term_id for row in page.cms_page_terms.all()}
        terms = Term.objects.filter(pk__in=chosen).values_list("pk", "taxonomy")
        return {
            "title": page.title,
            "summary": page.summary,
            "text": read_text(page.body),
            "picture_alt": page.lead_image_alt,
            **self.read_own_fields(page),
            **{
                name: [key for key, own in terms if own == taxonomy]
                for name, taxonomy in self.term_fields.items()
            },
        }

    def clean_picture(self) -> Any:
        picture = self.cleaned_data["picture"]
        if picture:
            uploads.clean_picture(picture)
        return picture

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.check_own_fields(cleaned)
        picture = cleaned.get("picture")
        if picture:
            for name in ("picture_alt", *PICTURE_FIELDS):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A picture needs this too."))
        elif (
            self._keeps_picture(cleaned)
            and not cleaned.get("picture_alt")
            and not self.page.lead_image_is_decorative
        ):
            self.add_error("picture_alt", _("A picture needs this too."))
        if picture and self.errors:
            self.add_error("picture", AGAIN)
        return cleaned

    def _keeps_picture(self, cleaned: dict[str, Any]) -> bool:
        return (
            self.page is not None
            and self.page.lead_image_id is not None
            and not cleaned.get("remove_picture")
        )

    def get_sections(self) -> list[FormSection]:
        sections = []
        for section in super().get_sections():
            names = {field.name for field in section.fields}
            if names >= set(self.term_fields):
                is_empty = not any(self[name].value() for name in self.term_fields)
                has_errors = any(name in self.errors for name in self.term_fields)
                section = FormSection(  # noqa: PLW2901 -- the same part, folded
                    section.title,
                    section.fields,
                    is_folded=is_empty and not has_errors,
                )
            sections.append(section)
        return sections

    def get_content(self) -> ProposedContent:
        cleaned = self.cleaned_data
        fields = {
            "title": cleaned["title"],
            "draft_title": cleaned["title"],
            "summary": cleaned["summary"],
            "lead_image_alt": cleaned["picture_alt"],
            **self.get_own_fields(),
        }
        if "text" in cleaned:
            fields["body"] = dump_body(cleaned["text"])
        if cleaned.get("remove_picture") and not cleaned.get("picture"):
            fields |= {"lead_image": None, "lead_image_alt": ""}
        return ProposedContent(
            fields=fields,
            terms=frozenset(key for name in self.term_fields for key in cleaned[name]),
            offered_terms=self.offered_terms,
            picture=self._get_picture(),
        )

    def _get_picture(self) -> dict[str, Any] | None:
        cleaned = self.cleaned_data
        if not cleaned.get("picture"):
            return None
        people = cleaned["picture_people"]
        consents = {"agreed": Consent.GIVEN, "missing": Consent.MISSING}
        return {
            "file": cleaned["picture"],
            "title": cleaned["title"],
            "description": cleaned["picture_alt"],
            "credit": cleaned["picture_credit"],
            "licence": cleaned["picture_licence"],
            "people_shown": people != "none",
            "consent": consents.get(people, Consent.NOT_NEEDED),
        }
