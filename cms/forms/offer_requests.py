"""The form that asks for an offer, and the one that answers (ED29)."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.enums import AskerRole, OfferRequestState
from cms.models import OfferRequest
from cms.operations.offer_requests import Question

TEXT_LENGTH = 2000
LARGEST_GROUP = 500
OUTCOME_CHOICES = (
    (OfferRequestState.ANSWERED, _("I have a question or make a suggestion")),
    (OfferRequestState.ARRANGED, _("Yes, this is agreed")),
    (OfferRequestState.DECLINED, _("No, this is not possible")),
)


class AskForm(forms.Form):
    """What an adult writes to the provider of an offer; children are not asked here."""

    use_required_attribute = False

    token = forms.UUIDField(widget=forms.HiddenInput)
    role = forms.ChoiceField(
        label=_("Who are you?"),
        choices=AskerRole.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Are you a pupil? Then ask your teacher or your parents to write to us."
        ),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        help_text=_("You get a mail there. Your question leaves when you confirm it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    place = forms.CharField(
        label=_("School or place"),
        max_length=200,
        help_text=_("For example “Realschule plus, Musterstadt” or “Musterstadt”."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    group_size = forms.IntegerField(
        label=_("How many young people would take part?"),
        required=False,
        min_value=1,
        max_value=LARGEST_GROUP,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    wished_dates = forms.CharField(
        label=_("When would it suit you?"),
        required=False,
        max_length=300,
        help_text=_("Days, weeks or times, in your own words."),
    )
    message = forms.CharField(
        label=_("Your question"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Please write no names of children."),
    )
    is_of_age = forms.BooleanField(
        label=_("I am of age"),
        error_messages={
            "required": _(
                "Only adults can ask here. If you are under 18, please ask a teacher or "
                "your parents to send this form."
            )
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid.uuid4()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def get_question(self) -> Question:
        """Return what a valid form says."""
        names = Question.__dataclass_fields__
        return Question(
            **{key: self.cleaned_data[key] for key in names if key in self.cleaned_data}
        )


class AnswerFields(forms.Form):
    """What a provider, or a coordinator in the provider's place, says to the asker."""

    outcome = forms.ChoiceField(
        label=_("What do you say?"), choices=OUTCOME_CHOICES, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Your words to the person who asked"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("They come by mail, with the offer's contact address."),
    )


def list_outcomes(offer_request: OfferRequest) -> list[tuple[str, Any]]:
    """Return what can be said now: an answer is given once, then it is yes or no."""
    is_answered = offer_request.state == OfferRequestState.ANSWERED
    return [
        (value, label)
        for value, label in OUTCOME_CHOICES
        if not (is_answered and value == OfferRequestState.ANSWERED)
    ]


class SettleForm(AnswerFields):
    """The provider's form, reached by link."""

    use_required_attribute = False

    def __init__(self, *args: Any, thing: OfferRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["outcome"]
        field.choices = list_outcomes(thing)


class StaffSettleForm(AnswerFields, WagtailAdminModelForm):
    """The same in Wagtail's admin, for editors and coordinators of the network."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["outcome"]
        field.choices = list_outcomes(self.instance)

    class Meta(WagtailAdminModelForm.Meta):
        model = OfferRequest
        fields = ()
