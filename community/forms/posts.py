"""What posts and comments ask (CO28, CO55)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.enums import ContentAudience
from community.forms.traps import TrapForm
from community.models import Member
from community.models.post import COMMENT_LENGTH, POST_LENGTH


class TextForm(TrapForm):
    """A text, with a trap for programs."""

    length = POST_LENGTH
    rows = 8

    text = forms.CharField(label=_("Text"))

    def __init__(
        self, *args: Any, people: Iterable[Member] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = forms.CharField(
            label=self.fields["text"].label,
            max_length=self.length,
            widget=forms.Textarea(attrs={"rows": self.rows}),
            help_text=_(
                "An empty line begins a new paragraph. Addresses of pages become links."
            ),
        )
        choices = [(person.slug, person.display_name) for person in people]
        if choices:
            self.fields["mention"] = forms.ChoiceField(
                label=_("Mention somebody"),
                choices=[("", _("nobody")), *choices],
                required=False,
                help_text=_("Who is mentioned is told of it."),
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self._add_mention(values)
        self.check_opening(values.get("opened", ""))
        return values

    def _add_mention(self, values: dict[str, Any]) -> None:
        handle, text = values.get("mention"), values.get("text")
        if not handle or not text or f"@{handle}" in text:
            return
        longer = f"{text} @{handle}"
        if len(longer) <= self.length:
            values["text"] = longer
        else:
            self.add_error("text", _("With the mention the text is too long."))


class CommentForm(TextForm):
    length = COMMENT_LENGTH
    rows = 4

    text = forms.CharField(label=_("Your comment"))


class PostForm(TextForm):
    """A new post; for whom, where there is a choice."""

    text = forms.CharField(label=_("What do you want to say?"))

    def __init__(
        self, *args: Any, audiences: list[ContentAudience], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.only = audiences[0]
        if len(audiences) > 1:
            self.fields["audience"] = forms.ChoiceField(
                label=_("Who reads it?"),
                choices=[(audience.value, audience.label) for audience in audiences],
                initial=audiences[0].value,
                widget=forms.RadioSelect,
            )

    def get_audience(self) -> ContentAudience:
        return ContentAudience(self.cleaned_data.get("audience") or self.only)
