"""Taking over an entry that nobody looks after (SP48, SP49)."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.links import make_link, revoke_links
from cms.models import StateChange
from cms.page_cache import bump_site_version
from cms.queries.proposals import count_on_working_days
from cms.transitions import apply_transition
from community.conf import get_days
from community.models import (
    Member,
    Organisation,
    OrganisationClaim,
    TeamMembership,
)
from community.models.organisation_claim import (
    OPEN_CLAIMS,
    OrganisationClaimQuerySet,
)
from community.notifications.organisations import ask_for_proof, tell_member
from community.operations.organisation_team import make_first_admin
from community.operations.two_people import forget_first_yes, say_yes
from community.transitions import (
    ACCEPT_CLAIM,
    ASK_FOR_PROOF,
    LET_CLAIM_LAPSE,
    REJECT_CLAIM,
    WITHDRAW_CLAIM,
)
from community.validators import is_address_at

PROOF_PURPOSE = "organisation-claim"
ANSWER_DAYS = 5
"""Working days in which the coordination answers."""


class HasAdminError(Exception):
    """Somebody looks after the organisation: its team can be joined instead."""


class ClaimedAlreadyError(Exception):
    """The member has an open claim there."""


class ForeignAddressError(Exception):
    """The address is not at the domain of the organisation's website."""


@transaction.atomic
def claim_organisation(
    *,
    organisation: Organisation,
    member: Member,
    words: str,
    proof_email: str = "",
    now: dt.datetime,
) -> OrganisationClaim:
    """Ask to look after an organisation; with an address there, a link to it proves that.

    Only the website that staff entered for a pre-made entry makes a link enough. All
    other claims wait for the coordination.

    Raises:
        HasAdminError: there is an admin.
        ForeignAddressError: the link would go somewhere else.
        ClaimedAlreadyError: one is open.
    """
    row = _lock(organisation.pk)
    if TeamMembership.objects.admins().filter(organisation=row).exists():
        raise HasAdminError
    if proof_email and not can_be_proved_by(row, proof_email):
        raise ForeignAddressError
    try:
        with transaction.atomic():
            claim = OrganisationClaim.objects.create(
                organisation=row,
                member=member,
                words=words,
                proof_email=proof_email,
                claimed_at=now,
                due_date=count_on_working_days(timezone.localdate(now), ANSWER_DAYS),
            )
    except IntegrityError as error:
        raise ClaimedAlreadyError from error
    if proof_email:
        apply_transition(
            row=claim, transition=ASK_FOR_PROOF, actor=member.user, now=now
        )
        link = make_link(
            purpose=PROOF_PURPOSE, thing=claim, now=now, created_by=member.user
        )
        ask_for_proof(claim=claim, link=link)
    return claim


def can_be_proved_by(organisation: Organisation, address: str) -> bool:
    """Tell whether a link to this address proves that somebody speaks for the entry."""
    return organisation.is_pre_made and is_address_at(address, organisation.website)


@transaction.atomic
def accept_claim(
    *, claim: OrganisationClaim, actor: Any, now: dt.datetime
) -> OrganisationClaim:
    """Make the member admin; whoever else has claimed is told to ask to join (SP49).

    The text that stood there is kept for the coordination, and the new admin is asked to
    check every field. Where two people decide the first yes of ``actor`` is kept, and the
    claim goes on waiting; a proof by link (no ``actor``) needs nobody's.

    Raises:
        HasAdminError: somebody was quicker.
        SamePersonError: the first yes is this person's.
        WrongStateError: the claim is closed.
    """
    organisation = _lock(claim.organisation_id)
    if TeamMembership.objects.admins().filter(organisation=organisation).exists():
        raise HasAdminError
    if actor is not None and not say_yes(
        row=claim,
        network=organisation.network,
        open_states=OPEN_CLAIMS,
        actor=actor,
        now=now,
    ):
        return claim
    _close(claim, ACCEPT_CLAIM, actor, "", now)
    make_first_admin(
        organisation=organisation, member=claim.member, actor=actor, now=now
    )
    organisation.had_admin = organisation.to_be_checked = True
    organisation.earlier_about = organisation.about
    organisation.save(update_fields=["had_admin", "to_be_checked", "earlier_about"])
    _tell(claim, "claim_accepted")
    others = OrganisationClaim.objects.open().filter(organisation=organisation)
    for other in others.select_related("member__user").order_by("pk"):
        _close(other, REJECT_CLAIM, None, "", now)
        _tell(other, "claim_taken")
    bump_site_version()
    return claim


@transaction.atomic
def reject_claim(
    *, claim: OrganisationClaim, words: str, actor: Any, now: dt.datetime
) -> OrganisationClaim:
    """Refuse a claim and say why.

    Raises:
        WrongStateError: the claim is closed.
    """
    _lock(claim.organisation_id)
    _close(claim, REJECT_CLAIM, actor, words, now)
    _tell(claim, "claim_rejected", words)
    return claim


@transaction.atomic
def withdraw_claim(*, claim: OrganisationClaim, now: dt.datetime) -> None:
    """Take the own claim back.

    Raises:
        WrongStateError: the claim is closed.
    """
    _lock(claim.organisation_id)
    _close(claim, WITHDRAW_CLAIM, claim.member.user, "", now)


def let_claims_lapse(now: dt.datetime) -> int:
    """Close claims that nobody proved or decided within 30 days, and tell the members."""
    old = OrganisationClaim.objects.open().made_until(now - get_days("CLAIM_DAYS"))
    return sum(_let_lapse(key, now) for key in old.values_list("pk", flat=True))


def delete_old_claims(now: dt.datetime) -> int:
    """Delete claims twelve months after they were closed, and the words about them (P64)."""
    old = OrganisationClaim.objects.closed_until(now - get_days("CLAIM_KEPT_DAYS"))
    return _delete(old)


@transaction.atomic
def _delete(claims: OrganisationClaimQuerySet) -> int:
    keys = list(claims.values_list("pk", flat=True))
    kind = ContentType.objects.get_for_model(OrganisationClaim)
    StateChange.objects.filter(content_type=kind, object_id__in=keys).update(reason="")
    OrganisationClaim.objects.filter(pk__in=keys).delete()
    return len(keys)


@transaction.atomic
def _let_lapse(key: int, now: dt.datetime) -> bool:
    rows = OrganisationClaim.objects.select_for_update(of=("self",)).open()
    claim = rows.select_related("member__user", "organisation").filter(pk=key).first()
    if claim is None:
        return False
    _close(claim, LET_CLAIM_LAPSE, None, "", now)
    _tell(claim, "claim_lapsed")
    return True


def _close(
    claim: OrganisationClaim, transition: Any, actor: Any, words: str, now: dt.datetime
) -> None:
    # The row may come from a page that was opened long ago.
    claim.refresh_from_db(fields=["state"])
    if claim.is_open:
        claim.closed_at, claim.proof_email = now, ""
        claim.save(update_fields=["closed_at", "proof_email"])
    apply_transition(
        row=claim, transition=transition, actor=actor, reason=words, now=now
    )
    forget_first_yes(row=claim)
    revoke_links(purpose=PROOF_PURPOSE, thing=claim, now=now)


def _tell(claim: OrganisationClaim, event: str, words: str = "") -> None:
    tell_member(
        member=claim.member,
        organisation=claim.organisation,
        event=event,
        key=str(claim.pk),
        words=words,
    )


def _lock(key: int) -> Organisation:
    return Organisation.objects.select_for_update(of=("self",)).get(pk=key)
