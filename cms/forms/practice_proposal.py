"""The form for good practice: what was done, what it takes, whom to ask (ED37, ED74)."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.enums import Taxonomy
from cms.forms.content_proposal import ContentProposalForm
from cms.forms.plain_text import build_prose, read_prose
from cms.forms.proposals import TEXT_LENGTH
from cms.models.practice import NEED_FIELDS, PROSE_FIELDS

PLAIN_FIELDS = ("subline", *NEED_FIELDS, "contact_name", "contact_email")
"""Fields that have the same name in the form and on the page."""


class ProseField(forms.CharField):
    """Rich text of a page, written with signs."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 5})
        super().__init__(max_length=TEXT_LENGTH, widget=widget, **kwargs)


class PracticeProposalForm(ContentProposalForm):
    subline = forms.CharField(
        label=_("Subline"),
        required=False,
        max_length=100,
        help_text=_("What it is, in a few words. At most 100 characters."),
    )
    idea = ProseField(
        label=_("The idea"),
        help_text=_("What it is about, and which need it answers."),
    )
    goals = ProseField(
        label=_("The goals"),
        required=False,
        help_text=_("What is different afterwards, and for whom."),
    )
    implementation = ProseField(
        label=_("How it is done"),
        required=False,
        help_text=_("Step by step, so that others can do it too."),
    )
    effect = ProseField(
        label=_("What it brings, and how that is checked"),
        required=False,
        help_text=_("What was counted, asked or observed, and what came of it."),
    )
    participants = forms.CharField(
        label=_("Participants"), required=False, max_length=200
    )
    timeframe = forms.CharField(label=_("Timeframe"), required=False, max_length=200)
    staff = forms.CharField(label=_("Staff"), required=False, max_length=200)
    budget = forms.CharField(label=_("Budget"), required=False, max_length=200)
    financing = forms.CharField(label=_("Financing"), required=False, max_length=300)
    technical_needs = forms.CharField(
        label=_("Technical needs"), required=False, max_length=300
    )
    rooms = forms.CharField(label=_("Rooms"), required=False, max_length=300)
    contact_name = forms.CharField(
        label=_("Whom may readers ask?"),
        required=False,
        max_length=120,
        help_text=_("Somebody who has agreed to be named."),
    )
    contact_email = forms.EmailField(
        label=_("Email"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    term_fields: ClassVar = {
        **ContentProposalForm.term_fields,
        "special_groups": Taxonomy.SPECIAL_GROUP,
        "formats": Taxonomy.FORMAT,
    }
    sections: ClassVar = (
        (_("Where it appears"), ("network", "language")),
        (_("The project"), ("title", "subline", "summary", *PROSE_FIELDS, "text")),
        (_("What it takes"), NEED_FIELDS),
        (_("Contact"), ("contact_name", "contact_email")),
        (ContentProposalForm.terms_section, tuple(term_fields)),
        ContentProposalForm.picture_section,
        ContentProposalForm.last_section,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "text" in self.fields:
            self.fields["text"].label = _("Further text")
            self.fields["text"].required = False
        if self.page is not None:
            # What signs cannot say stays with the editors, field by field.
            for name in PROSE_FIELDS:
                if read_prose(getattr(self.page, name)) is None:
                    del self.fields[name]

    def read_own_fields(self, page: Any) -> dict[str, Any]:
        return {
            **{name: getattr(page, name) for name in PLAIN_FIELDS},
            **{name: read_prose(getattr(page, name)) for name in PROSE_FIELDS},
        }

    def get_own_fields(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            **{name: cleaned[name] for name in PLAIN_FIELDS},
            **{
                name: build_prose(cleaned[name])
                for name in PROSE_FIELDS
                if name in cleaned
            },
        }
