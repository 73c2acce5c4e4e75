"""What somebody tells the safeguarding officers, and what these write down (ME39, CO36)."""

import datetime as dt
import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.editor_forms import BerlinDateTimeField
from cms.models import Network
from community.enums import ReadReason, SafeguardingSource, SafeguardingStep
from community.models import (
    Freeze,
    Member,
    SafeguardingCase,
)
from community.models.member import OLDEST_YEAR
from community.operations.safeguarding import ACT, CLARIFY, CLOSE, MOVES, REOPEN, TRIAGE

WORDS_LENGTH = 8000
KEY_LENGTH = 40
ANYBODY = "all"
MOMENT_FORMAT = "%Y-%m-%dT%H:%M"
MOVE_LABELS = {
    TRIAGE: gettext_lazy("I have looked at it: it is taken on"),
    CLARIFY: gettext_lazy("It is being clarified"),
    ACT: gettext_lazy("Measures are taken"),
    CLOSE: gettext_lazy("Close it"),
    REOPEN: gettext_lazy("Open it again"),
}


def make_words(label: Any, **values: Any) -> forms.CharField:
    """Return the field for a text of one's own."""
    return forms.CharField(
        label=label,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        **values,
    )


class TellForm(forms.Form):
    """As little as can be: to whom, and what; a child writes this."""

    use_required_attribute = False

    key = forms.CharField(
        required=False, max_length=KEY_LENGTH, widget=forms.HiddenInput
    )
    network = forms.ModelChoiceField(
        label=gettext_lazy("Who is to read it?"),
        queryset=Network.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    words = make_words(
        gettext_lazy("What feels wrong?"),
        help_text=gettext_lazy(
            "A few words are enough. You need not be sure, and you need no proof."
        ),
    )
    is_critical = forms.BooleanField(
        label=gettext_lazy("It cannot wait until tomorrow"), required=False
    )

    def __init__(
        self, *args: Any, networks: QuerySet[Network], default: Network, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["network"]
        field.queryset = networks
        self.initial.setdefault("network", default.pk)
        self.initial.setdefault("key", secrets.token_urlsafe(12))


class EnterCaseForm(forms.Form):
    """What was seen, or told in person or by phone."""

    use_required_attribute = False

    network = forms.ModelChoiceField(
        label=gettext_lazy("Network"), queryset=Network.objects.none()
    )
    source = forms.ChoiceField(
        label=gettext_lazy("How do you know of it?"),
        choices=[
            (source.value, source.label)
            for source in (SafeguardingSource.STAFF, SafeguardingSource.PHONE)
        ],
        widget=forms.RadioSelect,
    )
    words = make_words(
        gettext_lazy("What happened?"),
        help_text=gettext_lazy(
            "What you saw or heard, when and where, in the words that were used. "
            "After sending only the safeguarding officers read it."
        ),
    )
    is_critical = forms.BooleanField(
        label=gettext_lazy("It cannot wait until tomorrow"), required=False
    )

    def __init__(self, *args: Any, networks: QuerySet[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["network"]
        field.queryset = networks


class ReadForm(forms.Form):
    """Why somebody opens a case."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you open it?"),
        choices=[
            (reason.value, reason.label)
            for reason in ReadReason
            if reason != ReadReason.CLEARANCE
        ],
        widget=forms.RadioSelect,
        initial=ReadReason.WORK,
        help_text=gettext_lazy(
            "It is logged before anything is shown. The data protection officer reads the log."
        ),
    )


class CaseForm(forms.Form):
    """A form on the page of a case."""

    use_required_attribute = False

    name = ""

    def __init__(
        self, data: Any = None, *, case: SafeguardingCase, **kwargs: Any
    ) -> None:
        self.case = case
        super().__init__(data, prefix=self.name, **kwargs)


class EntryForm(CaseForm):
    name = "entry"
    words = make_words(gettext_lazy("What happened?"))


class EvidenceForm(CaseForm):
    """What proves something and lies nowhere here; words and numbers, no file."""

    name = "evidence"
    happened_at = BerlinDateTimeField(
        label=gettext_lazy("Of when is it?"),
        help_text=gettext_lazy("Local time in Germany, for example 2027-03-12 14:00."),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format=MOMENT_FORMAT
        ),
    )
    source = forms.CharField(
        label=gettext_lazy("Where does it come from?"),
        max_length=200,
        help_text=gettext_lazy(
            "For example: call of the mother, screenshot of a chat."
        ),
    )
    words = make_words(
        gettext_lazy("What does it say, word for word?"),
        help_text=gettext_lazy("Once saved it can neither be changed nor taken away."),
    )

    def clean_happened_at(self) -> dt.datetime:
        moment: dt.datetime = self.cleaned_data["happened_at"]
        if moment.year < OLDEST_YEAR:
            raise ValidationError(_("Give the day and time of which it is."))
        return moment


class MoveForm(CaseForm):
    name = "move"
    move = forms.ChoiceField(
        label=gettext_lazy("How does it go on?"), widget=forms.RadioSelect
    )
    is_critical = forms.BooleanField(label=gettext_lazy("critical"), required=False)
    words = make_words(gettext_lazy("Why?"))

    def __init__(self, data: Any = None, *, case: SafeguardingCase) -> None:
        initial = {"is_critical": case.is_critical}
        super().__init__(data, case=case, initial=initial)
        field: Any = self.fields["move"]
        field.choices = [
            (name, MOVE_LABELS[name])
            for name, transition in MOVES.items()
            if case.state in transition.from_states
        ]


class StepForm(CaseForm):
    name = "step"
    step = forms.ChoiceField(choices=SafeguardingStep.choices)


class PartyForm(CaseForm):
    """Whom the case is about, by the address of the profile."""

    name = "party"
    address = forms.CharField(
        label=gettext_lazy("Address of the profile"),
        max_length=300,
        help_text=gettext_lazy(
            "Copy it from the browser. An officer who is named here does not see the case any more."
        ),
    )

    def clean_address(self) -> Member:
        slug = self.cleaned_data["address"].rstrip("/").rpartition("/")[2]
        member = Member.objects.filter(slug=slug).first()
        if member is None:
            raise ValidationError(_("Nobody has this address of a profile."))
        return member


class FreezeForm(CaseForm):
    """One button for each pair: ``<key>:<key>``, or ``<key>:all``."""

    name = "freeze"
    whom = forms.CharField(max_length=60)

    def clean_whom(self) -> tuple[Member, Member | None]:
        one, _colon, other = self.cleaned_data["whom"].partition(":")
        people = {
            str(party.member_id): party.member
            for party in self.case.parties.select_related("member")
        }
        if one not in people or (other != ANYBODY and other not in people):
            raise ValidationError(_("This person is not named in the case any more."))
        if one == other:
            raise ValidationError(_("Contact is between two people."))
        return people[one], people.get(other)


class LiftForm(CaseForm):
    name = "lift"
    freeze = forms.ModelChoiceField(queryset=Freeze.objects.none())

    def __init__(self, data: Any = None, *, case: SafeguardingCase) -> None:
        super().__init__(data, case=case)
        field: Any = self.fields["freeze"]
        field.queryset = self.case.freezes.all()


class OfficerContactForm(forms.Form):
    """How members reach an officer."""

    use_required_attribute = False

    network = forms.ModelChoiceField(
        label=gettext_lazy("Network"), queryset=Network.objects.none()
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=gettext_lazy(
            "Members read it on the page “Something feels wrong”. Give a number of your work."
        ),
    )
    is_deputy = forms.BooleanField(
        label=gettext_lazy("I stand in for the others"),
        required=False,
        help_text=gettext_lazy("You are asked when nobody else has looked in time."),
    )

    def __init__(self, *args: Any, networks: QuerySet[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["network"]
        field.queryset = networks
