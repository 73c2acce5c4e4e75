"""Writing a message, choosing to whom, and saying why one looks into others' messages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from community.enums import HeldDecision
from community.models import Member, Message
from community.models.message import MOST_PEOPLE, REASON_LENGTH, TEXT_LENGTH


class MessageForm(forms.Form):
    use_required_attribute = False

    text = forms.CharField(
        label=_("Your message"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write a few words first.")},
    )


class NewThreadForm(MessageForm):
    """The people whom the writer can reach, and the first message."""

    people = forms.MultipleChoiceField(
        label=_("To whom?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )
    field_order = ("people", "text")

    def __init__(self, *args: Any, people: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {member.slug: member for member in people}
        # The type of a declared field does not know its choices.
        field: Any = self.fields["people"]
        field.choices = [
            (slug, row.display_name or gettext("No name"))
            for slug, row in self.found.items()
        ]

    def clean_people(self) -> list[Member]:
        """Return the members.

        Raises:
            ValidationError: there are too many.
        """
        slugs = self.cleaned_data["people"]
        if len(slugs) >= MOST_PEOPLE:
            raise ValidationError(
                _("A conversation has twelve people at most. Choose fewer.")
            )
        return [self.found[slug] for slug in slugs]


class ReasonForm(forms.Form):
    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why do you look?"),
        min_length=5,
        max_length=REASON_LENGTH,
        help_text=_("Everybody in the conversation reads your name and this reason."),
        error_messages={
            "required": _("Say why: everybody in the conversation reads it.")
        },
    )


class DecideHeldForm(WagtailAdminModelForm):
    decision = forms.ChoiceField(
        label=_("What shall become of it?"),
        choices=HeldDecision.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Why it comes back"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=_("Only the author reads it."),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = Message
        fields = ()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        is_returned = said.get("decision") == HeldDecision.RETURN
        if is_returned and not (said.get("words") or "").strip():
            self.add_error(
                "words", _("Say why it comes back, so that it can be better.")
            )
        return said
