"""What a person sees of own proposals, and which wait too long for an answer (ED74)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from cms.enums import ProposalState
from cms.models import NetworkRole, Proposal, StateChange
from cms.models.branch import REVIEWERS
from cms.proposals import proposal_kinds
from cms.queries.cards import Badge, Card, Meta, format_day

PATIENCE_DAYS = 5
"""Working days after which an unanswered proposal is a to-do of its own."""

SATURDAY = 5
TONES = {
    ProposalState.DRAFT: ("neutral", "pencil"),
    ProposalState.SUBMITTED: ("info", "hourglass"),
    ProposalState.CHANGES_REQUESTED: ("warning", "message-square"),
    ProposalState.ACCEPTED: ("success", "check"),
    ProposalState.DECLINED: ("danger", "x"),
    ProposalState.WITHDRAWN: ("neutral", "undo-2"),
}
STEPS = {
    ProposalState.SUBMITTED: gettext_lazy("Submitted"),
    ProposalState.CHANGES_REQUESTED: gettext_lazy("The editors ask for changes"),
    ProposalState.ACCEPTED: gettext_lazy("Accepted"),
    ProposalState.DECLINED: gettext_lazy("Declined"),
    ProposalState.WITHDRAWN: gettext_lazy("Withdrawn"),
}


@dataclass(frozen=True)
class Step:
    """A line of a proposal's history, as components/timeline.html shows it."""

    date: str
    title: str
    text: str


def find_page(proposal: Proposal) -> Any:
    """Return the page that holds the text in the proposal's language, or None."""
    kind = proposal_kinds.get(proposal.kind)
    if kind is None or proposal.object_id is None:
        return None
    model: Any = apps.get_model(kind.page_model)
    return model.objects.filter(
        **{f"{model.thing_attribute}_id": proposal.object_id},
        locale__language_code=proposal.language,
        alias_of__isnull=True,
    ).first()


def find_draft(proposal: Proposal) -> Any:
    """Return the page with its newest version, published or not, or None."""
    page = find_page(proposal)
    return page.get_latest_revision_as_object() if page else None


def get_own_proposals(user: Any) -> QuerySet[Proposal]:
    """Return a person's proposals with the last words on each as ``last_words``."""
    words = StateChange.objects.filter(
        content_type=ContentType.objects.get_for_model(Proposal),
        object_id=OuterRef("pk"),
    ).order_by("-changed_at", "-pk")
    return (
        Proposal.objects.proposed_by(user)
        .select_related("network")
        .annotate(last_words=Subquery(words.values("reason")[:1]))
        .newest_first()
    )


def make_cards(proposals: Sequence[Any]) -> list[Card]:
    """Return rows of ``get_own_proposals`` as cards."""
    return [_make_card(proposal) for proposal in proposals]


def make_badge(proposal: Proposal) -> Badge:
    """Return the state in words, with its tone."""
    tone, icon = TONES[ProposalState(proposal.state)]
    return Badge(proposal.get_state_display(), tone, icon)


def _make_card(proposal: Any) -> Card:
    asked = proposal.state in (ProposalState.CHANGES_REQUESTED, ProposalState.DECLINED)
    moment = proposal.submitted_at or proposal.created_at
    day = _("Submitted %(day)s") if proposal.submitted_at else _("Begun %(day)s")
    return Card(
        title=proposal.title,
        url=reverse("cms_me:proposal_detail", args=[proposal.pk]),
        summary=(proposal.last_words or "") if asked else "",
        kicker=get_kind_label(proposal),
        meta=(
            Meta(proposal.network.display_name, "map-pin"),
            Meta(day % {"day": format_day(moment)}, "calendar"),
        ),
        badge=make_badge(proposal),
        lang="" if proposal.language == get_language() else proposal.language,
    )


def get_kind_label(proposal: Proposal) -> str:
    """Return the kind in words; that of an app that was taken out is its bare name."""
    kind = proposal_kinds.get(proposal.kind)
    label = str(kind.label) if kind else proposal.kind
    if proposal.is_change:
        return _("%(kind)s, change of a published item") % {"kind": label}
    return label


def get_steps(proposal: Proposal) -> list[Step]:
    """Return how far the proposal came, oldest first, with what was said."""
    begun = Step(format_day(proposal.created_at), _("Begun"), "")
    return [begun, *(_make_step(change) for change in proposal.get_state_changes())]


def _make_step(change: StateChange) -> Step:
    return Step(
        date=format_day(change.changed_at),
        title=str(STEPS[ProposalState(change.to_state)]),
        text=change.reason,
    )


def count_back_working_days(moment: dt.datetime, days: int) -> dt.datetime:
    """Return the moment so many working days ago; weekends do not count."""
    local = timezone.localtime(moment)
    while days:
        local -= dt.timedelta(days=1)
        if local.weekday() < SATURDAY:
            days -= 1
    return local


def count_on_working_days(day: dt.date, days: int) -> dt.date:
    """Return the day so many working days later; weekends do not count, holidays do."""
    while days:
        day += dt.timedelta(days=1)
        if day.weekday() < SATURDAY:
            days -= 1
    return day


def is_told_by_proposal(state: WorkflowState) -> bool:
    """Tell whether the person who asked for this review hears of its end as a proposer.

    So it is where the item is, or was until this review ended, an open proposal of theirs.
    """
    page = getattr(state.content_object, "specific", None)
    row = getattr(page, "thing", None)
    if page is None or row is None:
        return False
    moved = StateChange.objects.filter(
        content_type=ContentType.objects.get_for_model(Proposal),
        changed_at__gte=state.created_at,
    )
    own = Proposal.objects.about(row).filter(
        language=page.locale.language_code, proposer=state.requested_by_id
    )
    return (own.open() | own.filter(pk__in=moved.values("object_id"))).exists()


def list_overdue_proposals(now: dt.datetime) -> QuerySet[Proposal]:
    """Return what nobody has answered for five working days, in whatever network."""
    rows: QuerySet[Proposal] = Proposal.objects.waiting_since(
        count_back_working_days(now, PATIENCE_DAYS)
    )
    return rows


def get_overdue_proposals(user: Any, now: dt.datetime) -> QuerySet[Proposal]:
    """Return what this editor's networks have not answered for five working days."""
    overdue = list_overdue_proposals(now)
    if user.is_superuser:
        return overdue
    roles = NetworkRole.objects.active_on(timezone.localdate(now)).filter(
        user_id=user.pk, role__in=REVIEWERS
    )
    return overdue.filter(network__in=roles.values("network"))
