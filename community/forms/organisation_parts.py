"""What stands beside the form of an organisation: its logo, its team, refusing an entry."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.uploads import clean_logo
from community.enums import RefusalAnswer, TeamRole
from community.forms.profiles import PICTURE_BYTES_MAX
from community.models import Organisation
from community.models.organisation import LOGO_SIZE


class TeamInviteForm(forms.Form):
    """Whom the admins invite into the team, and as what."""

    use_required_attribute = False

    email = forms.EmailField(
        label=_("E-mail of the person"),
        max_length=254,
        help_text=_(
            "The person needs no account. Whether there is one, we do not say."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Invited as"),
        choices=TeamRole.choices,
        initial=TeamRole.TEAM,
        widget=forms.RadioSelect,
        help_text=_("Admins decide who belongs to the team."),
    )


class AskRefusalForm(forms.Form):
    """Where the link goes by which an organisation refuses the entry."""

    use_required_attribute = False

    email = forms.EmailField(
        label=_("An address of this organisation"),
        max_length=254,
        help_text=_(
            "We send a link there. It must be the address in the entry, or one at the "
            "domain of its website."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class RefusalForm(forms.Form):
    """Why the organisation does not want the entry."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=RefusalAnswer.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "The entry is hidden at once and emptied. We keep name, town and source, so "
            "that nobody makes it again."
        ),
    )

    def __init__(self, *args: Any, thing: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class LogoForm(forms.Form):
    """Another logo; the mechanism of uploads draws it anew, without what a file tells."""

    use_required_attribute = False

    logo = forms.ImageField(
        label=_("Logo"),
        help_text=_(
            "JPEG, PNG or WebP, at most 10 MB. It stands whole on white; what else is in "
            "the file is not kept."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def clean_logo(self) -> Any:
        uploaded = self.cleaned_data["logo"]
        if uploaded.size > PICTURE_BYTES_MAX:
            raise forms.ValidationError(
                _("The picture is larger than 10 MB. Please make it smaller."),
                code="size",
            )
        clean_logo(uploaded, size=LOGO_SIZE)
        return uploaded
