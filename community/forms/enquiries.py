"""What a contact form asks: a guest's name and address, and the words (CO38)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms.traps import TrapForm
from community.models import Member
from community.models.enquiry import NAME_LENGTH
from community.operations.enquiries import EnquiryDetails

TEXT_LENGTH = 3000
GUEST_FIELDS = ("name", "email", "is_of_age")


class EnquiryForm(TrapForm):
    """A message to a member or an organisation; members are known already."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        help_text=_(
            "You get a mail there. Your message leaves when you confirm it, and the answer "
            "comes to this address."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    text = forms.CharField(
        label=_("Your message"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Please write no names of children."),
    )
    is_of_age = forms.BooleanField(
        label=_("I am of age"),
        error_messages={
            "required": _(
                "Only adults can write here. If you are under 18, please ask the "
                "coordination of your network to write for you."
            )
        },
    )

    def __init__(self, *args: Any, sender: Member | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sender = sender
        if sender is not None:
            for name in GUEST_FIELDS:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self.check_opening(values.get("opened", ""))
        return values

    def get_details(self) -> EnquiryDetails:
        """Return what a valid form says."""
        values, sender = self.cleaned_data, self.sender
        return EnquiryDetails(
            name=sender.display_name if sender else values["name"],
            email=sender.user.email if sender else values["email"],
            text=values["text"],
            opening=self.key,
        )
