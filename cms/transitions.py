"""States: one table for each stateful model, one conditional update, one log row a move."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from cms.enums import EventStatus, NetworkStatus, OfferRequestState, ProposalState
from cms.models import StateChange
from cms.models.offer_request import OPEN_REQUESTS
from cms.models.proposal import OPEN_STATES


class TransitionError(Exception):
    """A move that did not happen; the row and the log are as before."""


class WrongStateError(TransitionError):
    """The row is not (or no longer) in a state that this transition starts from."""


class TransitionRefusedError(TransitionError):
    """The guard of the transition says no."""


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One arrow of a state diagram.

    ``guard`` gets the row and the actor and returns whether this move may happen now;
    who may ask for it at all is a question of `permissions`.
    """

    name: str
    field: str
    from_states: tuple[str, ...]
    to_state: str
    guard: Callable[[Any, Any], bool] | None = None


def apply_transition(
    *,
    row: models.Model,
    transition: Transition,
    actor: Any,
    reason: str = "",
    now: dt.datetime,
) -> StateChange:
    """Move a row and write the log row, in one transaction.

    The update names the old state, so that of two moves at the same time one wins.

    Raises:
        WrongStateError: the row is in another state, or somebody was quicker.
        TransitionRefusedError: the guard refuses.
    """
    old = getattr(row, transition.field)
    if old not in transition.from_states:
        raise WrongStateError(f"{transition.name}: {row} is {old}")
    if transition.guard and not transition.guard(row, actor):
        raise TransitionRefusedError(f"{transition.name}: refused for {row}")
    with transaction.atomic():
        model: Any = type(row)
        rows = model.objects.filter(pk=row.pk, **{transition.field: old})
        if rows.update(**{transition.field: transition.to_state}) == 0:
            raise WrongStateError(f"{transition.name}: {row} is {old} no more")
        change = StateChange.objects.create(
            content_type=ContentType.objects.get_for_model(row),
            object_id=row.pk,
            field=transition.field,
            from_state=old,
            to_state=transition.to_state,
            actor=actor,
            reason=reason,
            changed_at=now,
        )
    setattr(row, transition.field, transition.to_state)
    return change


def draw_state_diagram(transitions: tuple[Transition, ...], initial: str) -> str:
    """Return a table of transitions as a Mermaid state diagram, for the documentation."""
    arrows = [
        f"    {_node(old)} --> {_node(transition.to_state)}: {transition.name}"
        for transition in transitions
        for old in transition.from_states
    ]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {_node(initial)}", *arrows, ""])


def _node(state: str) -> str:
    # A hyphen ends a Mermaid name.
    return state.replace("-", "_")


NETWORK_TRANSITIONS = (
    Transition(
        name="start",
        field="status",
        from_states=(NetworkStatus.PLANNED,),
        to_state=NetworkStatus.ACTIVE,
    ),
    Transition(
        name="rest",
        field="status",
        from_states=(NetworkStatus.ACTIVE,),
        to_state=NetworkStatus.DORMANT,
    ),
    Transition(
        name="wake up",
        field="status",
        from_states=(NetworkStatus.DORMANT, NetworkStatus.ENDED),
        to_state=NetworkStatus.ACTIVE,
    ),
    Transition(
        name="end",
        field="status",
        from_states=(
            NetworkStatus.PLANNED,
            NetworkStatus.ACTIVE,
            NetworkStatus.DORMANT,
        ),
        to_state=NetworkStatus.ENDED,
    ),
)
"""The life of a network in the registry; the portal itself stays active."""


def _move_proposal(
    name: str, from_states: tuple[ProposalState, ...], to_state: ProposalState
) -> Transition:
    return Transition(
        name=name, field="state", from_states=from_states, to_state=to_state
    )


SUBMIT_PROPOSAL = _move_proposal(
    "submit",
    (ProposalState.DRAFT, ProposalState.CHANGES_REQUESTED),
    ProposalState.SUBMITTED,
)
ASK_FOR_CHANGES = _move_proposal(
    "ask for changes", (ProposalState.SUBMITTED,), ProposalState.CHANGES_REQUESTED
)
ACCEPT_PROPOSAL = _move_proposal("accept", OPEN_STATES, ProposalState.ACCEPTED)
DECLINE_PROPOSAL = _move_proposal("decline", OPEN_STATES, ProposalState.DECLINED)
WITHDRAW_PROPOSAL = _move_proposal("withdraw", OPEN_STATES, ProposalState.WITHDRAWN)
PROPOSAL_TRANSITIONS = (
    SUBMIT_PROPOSAL,
    ASK_FOR_CHANGES,
    ACCEPT_PROPOSAL,
    DECLINE_PROPOSAL,
    WITHDRAW_PROPOSAL,
)
"""The life of a proposal (ED74); publishing itself is Wagtail's."""


def _move_request(
    name: str, from_states: tuple[OfferRequestState, ...], to_state: OfferRequestState
) -> Transition:
    return Transition(
        name=name, field="state", from_states=from_states, to_state=to_state
    )


CONFIRM_REQUEST = _move_request(
    "confirm", (OfferRequestState.UNCONFIRMED,), OfferRequestState.ASKED
)
ANSWER_REQUEST = _move_request(
    "answer", (OfferRequestState.ASKED,), OfferRequestState.ANSWERED
)
ARRANGE_REQUEST = _move_request("arrange", OPEN_REQUESTS, OfferRequestState.ARRANGED)
DECLINE_REQUEST = _move_request("decline", OPEN_REQUESTS, OfferRequestState.DECLINED)
LET_REQUEST_LAPSE = _move_request("lapse", OPEN_REQUESTS, OfferRequestState.LAPSED)
OFFER_REQUEST_TRANSITIONS = (
    CONFIRM_REQUEST,
    ANSWER_REQUEST,
    ARRANGE_REQUEST,
    DECLINE_REQUEST,
    LET_REQUEST_LAPSE,
)
"""The life of a request for an offer (ED29)."""


CANCEL_EVENT = Transition(
    name="cancel",
    field="status",
    from_states=(EventStatus.PLANNED, EventStatus.POSTPONED),
    to_state=EventStatus.CANCELLED,
)
POSTPONE_EVENT = Transition(
    name="postpone",
    field="status",
    from_states=(EventStatus.PLANNED,),
    to_state=EventStatus.POSTPONED,
)
RESUME_EVENT = Transition(
    name="plan again",
    field="status",
    from_states=(EventStatus.CANCELLED, EventStatus.POSTPONED),
    to_state=EventStatus.PLANNED,
)
EVENT_TRANSITIONS = (CANCEL_EVENT, POSTPONE_EVENT, RESUME_EVENT)
"""What becomes of an event (ED21); that it is over is computed, publishing is Wagtail's."""
