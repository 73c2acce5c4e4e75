"""Who may propose what, and what proposers may do with their own proposals (ED74)."""

from typing import Any

from django.db.models import QuerySet

from cms.enums import ProposalState, Role
from cms.models import Network, Proposal
from cms.permissions.roles import get_active_roles
from cms.proposals import ProposalKind, proposal_kinds

PROPOSERS = (Role.AUTHOR, Role.EDITOR, Role.COORDINATOR)
EDITABLE = (ProposalState.DRAFT, ProposalState.CHANGES_REQUESTED)


def get_proposing_networks(user: Any) -> QuerySet[Network]:
    """Return the networks that the person may propose pages to today."""
    roles = get_active_roles(user).filter(role__in=PROPOSERS)
    return Network.objects.filter(pk__in=roles.values("network")).order_by("name", "pk")


def can_propose(user: Any, kind: ProposalKind, network: Network) -> bool:
    """Tell whether the person may propose this kind of thing to this network now."""
    return bool(kind.find_networks(user).filter(pk=network.pk).exists())


def can_edit_proposal(user: Any, proposal: Proposal) -> bool:
    """Tell whether the person may change the text now: the turn is theirs.

    Somebody whose role has ended may read and withdraw, not write.
    """
    kind = proposal_kinds.get(proposal.kind)
    return (
        kind is not None
        and proposal.proposer_id == user.pk
        and proposal.state in EDITABLE
        and can_propose(user, kind, proposal.network)
    )


def can_withdraw_proposal(user: Any, proposal: Proposal) -> bool:
    """Tell whether the person may take the proposal back."""
    return proposal.proposer_id == user.pk and proposal.is_open


def can_propose_change(user: Any, proposal: Proposal) -> bool:
    """Tell whether the person may propose a change of what came of the proposal."""
    kind = proposal_kinds.get(proposal.kind)
    return (
        kind is not None
        and proposal.proposer_id == user.pk
        and proposal.state == ProposalState.ACCEPTED
        and can_propose(user, kind, proposal.network)
    )
