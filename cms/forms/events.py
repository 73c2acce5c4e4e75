"""What staff are asked before an event moves."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

REASON_LENGTH = 500


class EventStatusForm(forms.Form):
    """The reason in the portal's first language, and in the others where somebody can."""

    reason = forms.CharField(
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Visitors read it on the page. Name no person who is ill."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, _label in settings.LANGUAGES:
            name = get_language_info(code)["name_translated"]
            label = _("Reason (%(language)s)") % {"language": name}
            if code == settings.LANGUAGE_CODE:
                self.fields["reason"].label = label
            else:
                self.fields[f"reason_{code}"] = make_other_reason(label)

    def get_words(self) -> dict[str, Any]:
        """Return what the operation is told."""
        cleaned = dict(self.cleaned_data)
        reason = cleaned.pop("reason")
        translations = {
            name.removeprefix("reason_"): text for name, text in cleaned.items()
        }
        return {"reason": reason, "translations": translations}


def make_other_reason(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Empty: readers see the first one, marked as another language."),
    )


class EventResumeForm(forms.Form):
    reason = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For the log; visitors do not see it."),
    )

    def get_words(self) -> dict[str, Any]:
        """Return what the operation is told."""
        return dict(self.cleaned_data)
