"""Entries that we have made ourselves: made known once, refused by link (SP47, SP50)."""

import datetime as dt

from django.db import transaction

from cms.links import make_link, revoke_links
from cms.page_cache import bump_site_version
from cms.transitions import apply_transition
from community.enums import RefusalAnswer
from community.models import Organisation, OrganisationProfile, OrganisationTerm
from community.notifications.organisations import tell_organisation, tell_refusal
from community.operations.organisation_logos import write_logo
from community.transitions import HIDE_ORGANISATION
from community.validators import is_address_at

REFUSAL_PURPOSE = "organisation-refusal"
EMPTIED = (
    "street",
    "postcode",
    "email",
    "phone",
    "website",
    "about",
    "supported_by",
    "working_languages",
)
"""What goes with a refusal; name, town and source stay, so that we do not ask again."""


class NotTheirAddressError(Exception):
    """The address is neither that of the entry nor at the domain of its website."""


def may_answer_for(organisation: Organisation, address: str) -> bool:
    """Tell whether a link to this address shows that the organisation itself answers."""
    if organisation.email and address.casefold() == organisation.email.casefold():
        return True
    return is_address_at(address, organisation.website)


@transaction.atomic
def make_entry_known(*, organisation: Organisation, now: dt.datetime) -> bool:
    """Write to the organisation that we have an entry of it; False where that was done.

    It is one mail, whatever becomes of the entry: with the links to claim and to refuse.
    """
    rows = Organisation.objects.filter(pk=organisation.pk, told_at=None)
    if not organisation.email or not rows.update(told_at=now):
        return False
    link = make_link(purpose=REFUSAL_PURPOSE, thing=organisation, now=now)
    tell_organisation(
        organisation=organisation,
        address=organisation.email,
        event="organisation_made",
        key="made",
        link=link,
    )
    return True


@transaction.atomic
def ask_for_refusal_link(
    *, organisation: Organisation, address: str, now: dt.datetime
) -> None:
    """Send the link by which the entry is refused to an address of the organisation.

    Raises:
        NotTheirAddressError: it is none of its own.
    """
    if not may_answer_for(organisation, address):
        raise NotTheirAddressError
    link = make_link(purpose=REFUSAL_PURPOSE, thing=organisation, now=now)
    tell_organisation(
        organisation=organisation,
        address=address,
        event="organisation_refusal",
        key=f"refusal:{link.pk}",
        link=link,
    )


def can_be_refused(organisation: Organisation) -> bool:
    """Tell whether the entry is still ours: shown, made by us, taken over by nobody."""
    return organisation.is_pre_made and organisation.is_live


@transaction.atomic
def refuse_entry(
    *, organisation: Organisation, answer: RefusalAnswer, now: dt.datetime
) -> None:
    """Hide an entry at once and for good, empty it, and tell the coordination.

    Raises:
        WrongStateError: it is hidden already.
    """
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    apply_transition(
        row=row, transition=HIDE_ORGANISATION, actor=None, reason=answer, now=now
    )
    for name in EMPTIED:
        setattr(row, name, "")
    row.refused_at = row.changed_at = now
    row.save()
    write_logo(row, "")
    OrganisationTerm.objects.filter(organisation=row).delete()
    OrganisationProfile.objects.filter(organisation=row).delete()
    revoke_links(purpose=REFUSAL_PURPOSE, thing=row, now=now)
    tell_refusal(organisation=row, answer=answer, now=now)
    bump_site_version()
