"""What all forms for proposals share: where to, in which language, and the token (ED74)."""

import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.models import Network, Proposal
from cms.operations.proposals import NetworkNotReadyError, ProposedContent
from cms.proposals import ProposalKind

TEXT_LENGTH = 20_000


def to_nfc(value: str) -> str:
    """Return the text in the one form in which it is stored and compared (R18)."""
    return unicodedata.normalize("NFC", value)


@dataclass(frozen=True)
class FormSection:
    """A part of the form with its heading; ``is_folded`` hides it until it is opened."""

    title: str
    fields: tuple[forms.BoundField, ...]
    text: str = ""
    is_folded: bool = False


class ProposalForm(forms.Form):
    """A kind's own form adds its fields, ``read_page`` and ``get_content``.

    ``page`` is the draft that is answered or the live item that is to change; a new
    proposal has none.
    """

    token = forms.UUIDField(widget=forms.HiddenInput)
    seen_revision = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1
    )
    network = forms.ModelChoiceField(
        label=_("For which network?"),
        queryset=Network.objects.none(),
        empty_label=None,
    )
    language = forms.ChoiceField(
        label=_("In which language do you write?"), choices=settings.LANGUAGES
    )
    message = forms.CharField(
        label=_("Your words to the editors"),
        help_text=_("What you changed, or what you want to ask. Not published."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    sections: ClassVar[Sequence[tuple[Any, tuple[str, ...]]]] = ()

    def __init__(
        self,
        *args: Any,
        kind: ProposalKind,
        user: Any,
        page: Any = None,
        proposal: Proposal | None = None,
        **kwargs: Any,
    ) -> None:
        initial = {"token": uuid.uuid4(), "language": get_language()}
        if page is not None:
            initial |= self.read_page(page)
            initial["seen_revision"] = page.latest_revision_id
        kwargs["initial"] = initial | kwargs.get("initial", {})
        kwargs["use_required_attribute"] = False
        super().__init__(*args, **kwargs)
        self.kind, self.user, self.page = kind, user, page
        self._keep_place(proposal)

    def _keep_place(self, proposal: Proposal | None) -> None:
        """Ask where to only where there is a choice; a begun text stays where it is."""
        if proposal is not None:
            del self.fields["network"], self.fields["language"]
            self.chosen_network: Network | None = proposal.network
            self.chosen_language = proposal.language
            return
        del self.fields["message"]
        networks = self.kind.find_networks(self.user)
        choice: Any = self.fields["network"]
        choice.queryset = networks
        choice.label_from_instance = _get_display_name
        first = list(networks[:2])
        self.chosen_network = first[0] if first else None
        self.chosen_language = get_language() or settings.LANGUAGE_CODE
        if len(first) == 1:
            del self.fields["network"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = to_nfc(value)
        self.chosen_network = cleaned.get("network") or self.chosen_network
        self.chosen_language = cleaned.get("language") or self.chosen_language
        return cleaned

    def get_network(self) -> Network:
        """Return the network that a valid form is meant for."""
        if self.chosen_network is None:
            raise NetworkNotReadyError
        return self.chosen_network

    def read_page(self, page: Any) -> dict[str, Any]:
        """Return the form's values for a page."""
        raise NotImplementedError

    def get_content(self) -> ProposedContent:
        """Return what a valid form says about the page."""
        raise NotImplementedError

    def get_sections(self) -> list[FormSection]:
        """Return the visible fields in their parts."""
        return [
            FormSection(
                title,
                tuple(self[name] for name in names if name in self.fields),
            )
            for title, names in self.sections
            if any(name in self.fields for name in names)
        ]


def _get_display_name(network: Network) -> str:
    return network.display_name
