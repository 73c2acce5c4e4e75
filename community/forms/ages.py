"""What somebody of 16 or 17 says yes to, and how somebody goes on at 18 (P32)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.consent import Standing
from community.enums import ConsentScope
from community.models import Member, Membership
from community.operations.ages import GRADUATES, OPEN

OWN_SCOPES = (
    (ConsentScope.EVENTS, _("I want to register for events.")),
    (
        ConsentScope.MENTORING,
        _(
            "I want to have a mentor. The coordination chooses and checks the mentor. It "
            "can read what we write."
        ),
    ),
    (ConsentScope.PICTURES, _("Pictures in which I can be seen may be shown.")),
    (ConsentScope.MEETING, _("I want to meet the mentor in person.")),
)
STAY, GRADUATE = "stay", "graduate"


class OwnConsentsForm(forms.Form):
    """Each yes on its own; nothing is ticked that was not ticked by the person."""

    use_required_attribute = False

    scopes = forms.MultipleChoiceField(
        label=_("What do you say yes to?"),
        choices=OWN_SCOPES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "You can leave everything open. You can take back each yes at any time; that "
            "counts at once."
        ),
    )

    def __init__(
        self, *args: Any, held: frozenset[ConsentScope], has_pictures: bool, **kw: Any
    ) -> None:
        super().__init__(*args, **{"initial": {"scopes": sorted(held)}} | kw)
        field: Any = self.fields["scopes"]
        if not has_pictures:
            field.choices = [
                row for row in OWN_SCOPES if row[0] != ConsentScope.PICTURES
            ]

    def get_scopes(self) -> list[ConsentScope]:
        return [ConsentScope(scope) for scope in self.cleaned_data["scopes"]]


class AdultStepForm(forms.Form):
    """Stay, or become a graduate with what is ticked."""

    use_required_attribute = False

    way = forms.ChoiceField(
        label=_("How do you go on?"), choices=(), widget=forms.RadioSelect
    )
    memberships = forms.ModelMultipleChoiceField(
        label=_("If you go on as a graduate: which networks go along?"),
        queryset=Membership.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Each network confirms your new role first. You leave those without a tick."
        ),
    )

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        member: Member = standing.member
        ways = [(STAY, _("I stay what I am"))]
        way: Any = self.fields["way"]
        if member.role in GRADUATES:
            ways.append((GRADUATE, _("I go on as a graduate of a programme")))
        way.choices = ways
        rows = member.memberships.filter(state__in=OPEN).select_related("network")
        field: Any = self.fields["memberships"]
        if member.role in GRADUATES and rows.exists():
            field.queryset = rows.order_by("pk")
            field.label_from_instance = lambda row: str(row.network)
        else:
            del self.fields["memberships"]
