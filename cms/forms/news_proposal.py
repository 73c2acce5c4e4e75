"""The form for news (ED74)."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.enums import ArticleKind
from cms.forms.content_proposal import ContentProposalForm
from cms.models.article import NEWS_KINDS


class NewsProposalForm(ContentProposalForm):
    kind_of_news = forms.ChoiceField(
        label=_("What kind of text is it?"),
        choices=[(kind.value, kind.label) for kind in NEWS_KINDS],
        initial=ArticleKind.NEWS,
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=150,
        help_text=_("Says what happened. At most 150 characters."),
    )
    date = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day that stands above the text, for example 2027-03-12."),
    )
    sections: ClassVar = (
        (_("Where it appears"), ("network", "language")),
        (_("The text"), ("kind_of_news", "title", "date", "summary", "text")),
        (
            ContentProposalForm.terms_section,
            tuple(ContentProposalForm.term_fields),
        ),
        ContentProposalForm.picture_section,
        ContentProposalForm.last_section,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date"].initial = timezone.localdate

    def read_own_fields(self, page: Any) -> dict[str, Any]:
        return {"kind_of_news": page.kind, "date": timezone.localdate(page.date)}

    def get_own_fields(self) -> dict[str, Any]:
        # A day has no time of its own: it begins in Berlin.
        start = dt.datetime.combine(
            self.cleaned_data["date"], dt.time(), timezone.get_current_timezone()
        )
        return {"kind": self.cleaned_data["kind_of_news"], "date": start}
