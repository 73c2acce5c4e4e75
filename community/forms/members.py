"""What the coordination puts right about a member (CO56)."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from community.enums import MemberRole
from community.models import Member

REASON_LENGTH = 300


class CorrectRoleForm(WagtailAdminModelForm):
    """The role and nothing else: no address, name, password, group or right (S3)."""

    stated_role = forms.ChoiceField(
        label=_("Role"),
        choices=MemberRole.choices,
        help_text=_("What the person has stated; put it right if you know better."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        help_text=_("It is kept in the log, and the person finds it in the own data."),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = Member
        fields = ()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stated_role"].initial = self.instance.role
