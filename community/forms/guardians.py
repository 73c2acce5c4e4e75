"""What a guardian is asked, by link (CO61, CO65), and by whom the child is asked for one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.enums import ConsentScope, GuardianAnswer, GuardianWish
from community.models import Consent, Guardian

CHOICES = (
    (GuardianAnswer.YES, _("Yes, I agree")),
    (GuardianAnswer.NO, _("No, I do not agree")),
    (GuardianAnswer.STRANGER, _("This is not about my child")),
)
FURTHER_SCOPES = (
    (ConsentScope.EVENTS, _("My child may register for events.")),
    (
        ConsentScope.MENTORING,
        _(
            "My child may have a mentor. The coordination chooses and checks the mentor "
            "and can read what both write."
        ),
    ),
    (ConsentScope.PICTURES, _("Pictures in which my child can be seen may be shown.")),
    (
        ConsentScope.MEETING,
        _("My child may meet the mentor in person, at dates that I know of."),
    ),
)
ACCOUNT_SCOPE = (
    ConsentScope.ACCOUNT,
    _("My child may have an account. Without this it is closed."),
)


class GuardianForm(forms.Form):
    """The first answer."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        label=_("May this child have an account?"),
        choices=CHOICES,
        widget=forms.RadioSelect,
    )
    scopes = forms.MultipleChoiceField(
        label=_("What else do you allow?"),
        choices=FURTHER_SCOPES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "You can leave everything open and decide later; each yes can be taken back "
            "at any time."
        ),
    )

    def __init__(self, *args: Any, thing: Guardian, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class GuardianPageForm(forms.Form):
    """What holds now, to be changed; the own data of the child (CO66)."""

    use_required_attribute = False

    scopes = forms.MultipleChoiceField(
        label=_("What do you allow?"),
        choices=(ACCOUNT_SCOPE, *FURTHER_SCOPES),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you take back counts from this moment."),
    )
    wish = forms.ChoiceField(
        label=_("What shall we do?"),
        choices=GuardianWish,
        required=False,
        initial=GuardianWish.SAVE,
        widget=forms.RadioSelect,
        help_text=_(
            "Your child is told. The file comes to your mailbox as a link; messages to "
            "single people are not in it. A closed account is deleted after seven days, "
            "and until then a link in a mail to you opens it again."
        ),
    )

    def __init__(self, *args: Any, thing: Guardian, **kwargs: Any) -> None:
        given = Consent.objects.in_force().filter(
            member=thing.member_id, by_guardian=True
        )
        held = list(given.values_list("scope", flat=True))
        super().__init__(*args, **{"initial": {"scopes": held}} | kwargs)


class AskGuardianForm(forms.Form):
    """The child names whom we may ask."""

    use_required_attribute = False

    email = forms.EmailField(
        label=_("Email address of a parent or guardian"),
        max_length=254,
        help_text=_(
            "We write there once and ask whether you may take part. We use the address "
            "for nothing else."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
