"""To which group a post is moved (CO28)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import Group


class MovePostForm(forms.Form):
    use_required_attribute = False

    group: Any = forms.ModelChoiceField(
        label=_("Where to?"),
        queryset=Group.objects.none(),
        empty_label=_("Please choose"),
    )

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["group"]
        field.queryset = groups
