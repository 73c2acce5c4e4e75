"""The fields of a profile at another service, the same for people and organisations (CO9, CO21)."""

from collections.abc import Mapping
from typing import Any

from django import forms

from community.enums import SocialService
from community.validators import check_social_address

SOCIAL_FIELDS = tuple(service.value for service in SocialService)


def add_social_fields(form: forms.BaseForm) -> None:
    """Add a field for each service; it is called as the service is."""
    for service in SocialService:
        form.fields[service.value] = forms.URLField(
            label=str(service.label),
            required=False,
            max_length=200,
            assume_scheme="https",
            # Of a person the browser knows one address, of no service which.
            widget=forms.URLInput(attrs={"autocomplete": "off"}),
        )


def check_social_fields(form: forms.BaseForm, cleaned: Mapping[str, Any]) -> None:
    """Say beside its field which address is no profile at this service."""
    for service in SocialService:
        if cleaned.get(service.value):
            try:
                check_social_address(service, cleaned[service.value])
            except forms.ValidationError as error:
                form.add_error(service.value, error)


def get_social_addresses(cleaned: Mapping[str, Any]) -> dict[str, str]:
    """Return what a valid form says, by service."""
    return {name: cleaned[name] for name in SOCIAL_FIELDS if cleaned[name]}
