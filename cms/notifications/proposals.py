"""Mails about proposals: to the editors that one waits, to the proposer what became of it."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.enums import ProposalState
from cms.models import NetworkRole, Proposal, StateChange
from cms.models.branch import REVIEWERS
from cms.outbox import enqueue_mail

TEMPLATES = {
    ProposalState.CHANGES_REQUESTED: "cms/mail/proposal_changes_requested",
    ProposalState.ACCEPTED: "cms/mail/proposal_accepted",
    ProposalState.DECLINED: "cms/mail/proposal_declined",
}


def tell_about_proposal(*, proposal: Proposal, change: StateChange) -> None:
    """Write the mails that follow from a move, in its transaction; none for a withdrawal."""
    if change.to_state == ProposalState.SUBMITTED:
        _tell_reviewers(proposal, change)
    elif change.to_state in TEMPLATES and change.actor_id != proposal.proposer_id:
        _tell_proposer(proposal, change)


def _tell_reviewers(proposal: Proposal, change: StateChange) -> None:
    roles = NetworkRole.objects.active_on(timezone.localdate(change.changed_at)).filter(
        network=proposal.network_id, role__in=REVIEWERS
    )
    people: Any = get_user_model().objects.filter(
        pk__in=roles.values("user"), is_active=True
    )
    page_url = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_home")
    for person in people.exclude(pk=proposal.proposer_id).exclude(email=""):
        _write(
            proposal,
            change,
            recipient=person.email,
            language=settings.LANGUAGE_CODE,
            template="cms/mail/proposal_submitted",
            url=page_url,
        )


def _tell_proposer(proposal: Proposal, change: StateChange) -> None:
    if not proposal.proposer.is_active or not proposal.proposer.email:
        return
    with override(proposal.language):
        path = reverse("cms_me:proposal_detail", args=[proposal.pk])
    _write(
        proposal,
        change,
        recipient=proposal.proposer.email,
        language=proposal.language,
        template=TEMPLATES[ProposalState(change.to_state)],
        url=settings.WAGTAILADMIN_BASE_URL + path,
    )


def _write(
    proposal: Proposal,
    change: StateChange,
    *,
    recipient: str,
    language: str,
    template: str,
    url: str,
) -> None:
    enqueue_mail(
        recipient=recipient,
        kind="proposal",
        event_key=f"proposal:{proposal.pk}:{change.pk}",
        language=language,
        template=template,
        context={
            "title": proposal.title,
            "network": proposal.network.display_name,
            "comment": change.reason,
            "url": url,
        },
    )
