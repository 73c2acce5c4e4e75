"""Where to keep something, and what a list is called."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import BookmarkList, Member
from community.models.bookmark import NAME_LENGTH


class KeepForm(forms.Form):
    """In which list; one without a choice is kept in none."""

    use_required_attribute = False

    kept_in: Any = forms.ModelChoiceField(
        label=_("List"),
        queryset=BookmarkList.objects.none(),
        required=False,
        empty_label=_("no list"),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kept_in"]
        field.queryset = BookmarkList.objects.filter(member=member).order_by("name")


class BookmarkListForm(forms.Form):
    use_required_attribute = False

    name = forms.CharField(
        label=_("Name of a new list"),
        max_length=NAME_LENGTH,
        help_text=_("Only you see your lists and what is in them."),
    )
