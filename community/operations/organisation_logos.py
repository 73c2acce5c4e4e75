"""The logo of an organisation: put up, replaced, taken away (CO21)."""

from functools import partial
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from cms.page_cache import bump_site_version
from community.models import Organisation
from community.models.organisation import LOGO_FOLDER


def change_logo(*, organisation: Organisation, logo: "File[Any] | None") -> None:
    """Put a cleaned logo up, or take away what is there; the old file goes with its row."""
    # A file stands before the row that names it, and goes after the row does (R7).
    name = default_storage.save(f"{LOGO_FOLDER}{logo.name}", logo) if logo else ""
    try:
        write_logo(organisation, name)
    except BaseException:
        if name:
            default_storage.delete(name)
        raise


@transaction.atomic
def write_logo(organisation: Organisation, name: str) -> None:
    """Name another file as the logo, or none; the one before is deleted."""
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    old = row.logo.name
    Organisation.objects.filter(pk=row.pk).update(logo=name)
    if old:
        transaction.on_commit(partial(default_storage.delete, old))
    bump_site_version()
