"""What is said about a group, whom to invite, a file by link, a link to join."""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.models import Network
from community.enums import (
    ContentAudience,
    GroupJoining,
    GroupKind,
    GroupMembershipState,
    GroupState,
    GroupVisibility,
)
from community.models import Group, GroupMembership, Member
from community.models.group_file import ADDRESS_LENGTH
from community.operations.groups import GroupContent
from community.permissions.class_codes import get_coordinated_networks
from community.permissions.groups import find_cleared

CLOSE_FIELDS = ("visibility", "joining", "audience")
FACTS = (
    "name",
    "kind",
    "summary",
    *CLOSE_FIELDS,
    "has_posts",
    "has_files",
    "has_events",
    "welcome",
)
LINK_DAYS = (
    (1, _("1 day")),
    (7, _("1 week")),
    (14, _("2 weeks")),
    (30, _("30 days")),
)
USUAL_DAYS = 7


class GroupFields(forms.Form):
    """What a group is about; the same for members and for staff."""

    name = forms.CharField(label=_("Name of the group"), min_length=3, max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), choices=GroupKind)
    summary = forms.CharField(
        label=_("What it is about"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever finds the group reads this."),
    )
    welcome = forms.CharField(
        label=_("Welcome"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Shown once to whoever joins."),
    )


class GroupForm(GroupFields):
    """For a member who makes or edits a group of adults, and who leads one for young people."""

    use_required_attribute = False

    network: Any = forms.ModelChoiceField(
        label=_("Network"),
        queryset=Network.objects.none(),
        empty_label=None,
        help_text=_("Its coordination cares for the group."),
    )
    visibility = forms.ChoiceField(
        label=_("Who finds the group?"),
        choices=GroupVisibility,
        initial=GroupVisibility.MEMBERS,
        widget=forms.RadioSelect,
    )
    joining = forms.ChoiceField(
        label=_("Who joins?"),
        choices=GroupJoining,
        initial=GroupJoining.REQUEST,
        widget=forms.RadioSelect,
    )
    audience = forms.ChoiceField(
        label=_("Who reads what is written there?"),
        choices=ContentAudience,
        initial=ContentAudience.GROUP,
        widget=forms.RadioSelect,
    )
    has_posts = forms.BooleanField(label=_("Posts"), required=False, initial=True)
    has_files = forms.BooleanField(
        label=_("Files by link"), required=False, initial=True
    )
    has_events = forms.BooleanField(label=_("Calendar"), required=False, initial=True)
    field_order = ("name", "kind", "network", "summary", *CLOSE_FIELDS)

    def __init__(
        self,
        *args: Any,
        networks: Any = None,
        group: Group | None = None,
        **kwargs: Any,
    ) -> None:
        if group is not None:
            kwargs["initial"] = {name: getattr(group, name) for name in FACTS}
        super().__init__(*args, **kwargs)
        if group is None:
            field: Any = self.fields["network"]
            field.queryset = networks
            return
        del self.fields["network"]
        if group.admits_minors:
            for name in CLOSE_FIELDS:
                del self.fields[name]

    def get_content(self) -> GroupContent:
        """Return what a valid form says."""
        said = self.cleaned_data
        return GroupContent(facts={name: said[name] for name in FACTS if name in said})


class InviteToGroupForm(forms.Form):
    use_required_attribute = False

    email = forms.EmailField(
        label=_("E-mail of the person"),
        max_length=254,
        help_text=_(
            "The person needs no account. Whether there is one, we do not say."
        ),
        # Somebody else's: no browser knows it.
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class QuickLinkForm(forms.Form):
    use_required_attribute = False

    days = forms.TypedChoiceField(
        label=_("How long does it work?"),
        coerce=int,
        choices=LINK_DAYS,
        initial=USUAL_DAYS,
        help_text=_("Every adult member who has the link joins by it."),
    )

    def get_lifetime(self) -> dt.timedelta:
        """Return what a valid form says."""
        return dt.timedelta(days=self.cleaned_data["days"])


class GroupFileForm(forms.Form):
    use_required_attribute = False

    title = forms.CharField(label=_("Title of the file"), max_length=120)
    url = forms.URLField(
        label=_("Address"),
        max_length=ADDRESS_LENGTH,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"])],
        error_messages={"invalid": _("The address has to begin with https://")},
        help_text=_(
            "The file stays where it is. Please check there who may open it. Such as "
            "https://cloud.example.org/minutes"
        ),
    )


class MinorsGroupForm(GroupFields, WagtailAdminModelForm):
    """For the coordination: a group for young people, with a cleared adult (CO31)."""

    network: Any = forms.ModelChoiceField(
        label=_("Network"), queryset=Network.objects.none()
    )
    in_charge: Any = forms.ModelChoiceField(
        label=_("Adult in charge"),
        queryset=Member.objects.none(),
        help_text=_("Adults with a clearance for groups that holds today."),
    )
    field_order = ("network", "in_charge", "name", "kind", "summary", "welcome")

    class Meta(WagtailAdminModelForm.Meta):
        model = Group
        fields = ("network", "in_charge", "name", "kind", "summary", "welcome")

    def __init__(self, *args: Any, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        networks = get_coordinated_networks(self.for_user)
        cleared = Member.objects.none()
        for network in networks:
            keys = find_cleared(network, now).values("member")
            cleared |= Member.objects.filter(pk__in=keys)
        choices: Any = self.fields["network"]
        choices.queryset = networks
        people: Any = self.fields["in_charge"]
        people.queryset = cleared

    def get_content(self) -> GroupContent:
        """Return what a valid form says."""
        said = self.cleaned_data
        names = ("name", "kind", "summary", "welcome")
        return GroupContent(facts={name: said[name] for name in names})


class CareForm(WagtailAdminModelForm):
    """What the coordination does with a group: name a lead, archive it, open it again."""

    state = forms.ChoiceField(
        label=_("State"), choices=GroupState, widget=forms.RadioSelect
    )
    lead: Any = forms.ModelChoiceField(
        label=_("Who leads it from now on"),
        queryset=Member.objects.none(),
        required=False,
        help_text=_("Leave it empty to change nothing. The person is told."),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = Group
        fields = ()

    def __init__(self, *args: Any, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].initial = self.instance.state
        field: Any = self.fields["lead"]
        field.queryset = find_possible_leads(self.instance, self.for_user, now)


def find_possible_leads(group: Group, user: Any, now: dt.datetime) -> Any:
    """Return whom the coordination can name: the cleared, else the group and oneself."""
    if group.admits_minors:
        keys = find_cleared(group.network, now).values("member")
        return Member.objects.filter(pk__in=keys).order_by("sort_name")
    rows = GroupMembership.objects.filter(
        group=group, state=GroupMembershipState.ACTIVE
    )
    found = Member.objects.filter(pk__in=rows.values("member"))
    return (found | Member.objects.filter(user=user)).order_by("sort_name")
