"""Editors worked on a proposal's draft in Wagtail: the proposal follows (ED74)."""

from typing import Any

from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.models import WorkflowState
from wagtail.signals import (
    published,
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
)

from cms.models.base import ThingPage
from cms.operations.proposals import (
    note_acceptance,
    note_refusal,
    note_rejection,
    note_submission,
)


def _get_page(state: WorkflowState) -> ThingPage | None:
    item = state.content_object
    page = getattr(item, "specific", item)
    return page if isinstance(page, ThingPage) else None


def _get_comment(state: WorkflowState | None) -> str:
    task_state = state.current_task_state if state else None
    return str(task_state.comment) if task_state else ""


def follow_submission(sender: Any, instance: Any, user: Any, **kwargs: Any) -> None:
    """Sent for each start of a review: the first one, and after each answer."""
    page = _get_page(instance.workflow_state)
    if page:
        note_submission(page=page, actor=user, now=timezone.now())


def follow_rejection(sender: Any, instance: Any, user: Any, **kwargs: Any) -> None:
    page = _get_page(instance)
    if page:
        note_rejection(
            page=page, actor=user, comment=_get_comment(instance), now=timezone.now()
        )


def follow_approval(sender: Any, instance: Any, user: Any, **kwargs: Any) -> None:
    """An approved item may go live later; accepted it is now."""
    page = _get_page(instance)
    if page:
        note_acceptance(
            page=page, actor=user, comment=_get_comment(instance), now=timezone.now()
        )


def follow_publication(
    sender: Any, instance: Any, revision: Any, **kwargs: Any
) -> None:
    """Sent before Wagtail cancels the workflow of what was published past it."""
    if (
        not isinstance(instance, ThingPage)
        or not instance.live
        or instance.has_unpublished_changes
    ):
        return
    state = instance.workflow_states.order_by("-created_at").first()
    if state and state.status != WorkflowState.STATUS_APPROVED:
        state = None
    note_acceptance(
        page=instance,
        actor=state.current_task_state.finished_by if state else None,
        comment=_get_comment(state),
        now=timezone.now(),
    )


def follow_cancellation(sender: Any, instance: Any, user: Any, **kwargs: Any) -> None:
    page = _get_page(instance)
    if page:
        note_refusal(page=page, actor=user, comment="", now=timezone.now())


def follow_deletion(sender: Any, instance: Any, **kwargs: Any) -> None:
    if issubclass(sender, ThingPage) and instance.alias_of_id is None:
        note_refusal(page=instance, actor=None, comment="", now=timezone.now())


def connect() -> None:
    for signal, receiver in (
        (task_submitted, follow_submission),
        (workflow_rejected, follow_rejection),
        (workflow_approved, follow_approval),
        (published, follow_publication),
        (workflow_cancelled, follow_cancellation),
        (post_delete, follow_deletion),
    ):
        signal.connect(receiver, dispatch_uid=f"cms_{receiver.__name__}")
