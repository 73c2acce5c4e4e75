"""Wagtail's mails about the end of a review, except where ours tell the same (ED74)."""

from typing import Any

from wagtail.admin.mail import (
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected

from cms.queries.proposals import is_told_by_proposal


class QuietApproval(WorkflowStateApprovalEmailNotifier):
    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        return super().can_handle(instance, **kwargs) and not is_told_by_proposal(
            instance
        )


class QuietRejection(WorkflowStateRejectionEmailNotifier):
    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        return super().can_handle(instance, **kwargs) and not is_told_by_proposal(
            instance
        )


_approval, _rejection = QuietApproval(), QuietRejection()


def connect() -> None:
    """Take Wagtail's own names: whichever app is ready first, ours alone listen."""
    for signal, receiver, word in (
        (workflow_approved, _approval, "approved"),
        (workflow_rejected, _rejection, "rejected"),
    ):
        name = f"workflow_state_{word}_email_notification"
        signal.disconnect(sender=WorkflowState, dispatch_uid=name)
        signal.connect(receiver, sender=WorkflowState, dispatch_uid=name)
