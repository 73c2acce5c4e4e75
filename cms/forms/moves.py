"""Forms about addresses: where a deleted page leads, and redirects without circles (ED9)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.models import Page

from cms.queries.moves import leads_back


class DeletionForm(forms.Form):
    """Asked once for all pages that go together: ``leaving`` and what is below them."""

    target = forms.ModelChoiceField(
        queryset=Page.objects.none(),
        required=False,
        label=gettext_lazy("Lead visitors to"),
        help_text=gettext_lazy(
            "A page that stands for this one from now on. Empty: visitors and search "
            "engines are told that the page is gone for good."
        ),
        widget=AdminPageChooser(),
    )

    def __init__(self, *args: Any, leaving: Iterable[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._below = Q()
        for page in leaving:
            self._below |= Q(path__startswith=page.path)
        public = Page.objects.live().public().filter(depth__gt=1)
        self.fields["target"].queryset = public.exclude(self._below)  # type: ignore[attr-defined]  # -- a choice of rows

    def get_leaving_pages(self) -> Iterable[Page]:
        return Page.objects.filter(self._below).order_by("path")


class CircleFreeRedirectForm(RedirectForm):
    """Refuses a redirect that leads to itself or, over others, back."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors and leads_back(self.instance):
            self.add_error(
                None,
                ValidationError(
                    _(
                        "This redirect would lead in a circle. Choose a target that "
                        "does not lead back to “%(path)s”."
                    )
                    % {"path": self.instance.old_path}
                ),
            )
