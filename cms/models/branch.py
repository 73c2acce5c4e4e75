"""A network's branch in Wagtail: groups, collection, workflow, and who reviews there."""

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from cms.enums import Role
from cms.models.network import Network
from cms.models.role import NetworkRole

REVIEWERS = (Role.EDITOR, Role.COORDINATOR)


class Branch(models.Model):
    """What Wagtail holds for a network; made when it gets its first staff member."""

    network = models.OneToOneField(
        Network, on_delete=models.CASCADE, related_name="branch"
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection", on_delete=models.PROTECT, related_name="cms_branch"
    )
    workflow = models.OneToOneField(
        "wagtailcore.Workflow", on_delete=models.PROTECT, related_name="cms_branch"
    )
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.network}"


class BranchGroup(models.Model):
    """The Wagtail group that holds the rights of one role in one network."""

    group = models.OneToOneField(
        "auth.Group", on_delete=models.CASCADE, related_name="cms_branch_group"
    )
    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="branch_groups"
    )
    role = models.CharField(_("role"), max_length=16, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "role"], name="branch_group_once_a_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.get_role_display()}"


class ReviewTask(Task):
    """The one review step of all workflows: it asks who edits in the item's network.

    Groups are not asked, so an ended role never counts here (ED2).
    """

    task_ptr = models.OneToOneField(
        Task, parent_link=True, on_delete=models.CASCADE, related_name="cms_reviewtask"
    )

    class Meta:
        verbose_name = _("review by the network's editors")
        verbose_name_plural = _("reviews by the network's editors")

    @classmethod
    def get_description(cls) -> str:
        return str(_("Editors and coordinators of the item's own network review it."))

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return user.is_superuser or self._reviews_for(user, obj)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self.user_can_access_editor(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return self._reviews_for(user, obj)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Offer approval to reviewers, never of their own item where four eyes are set."""
        if not self.user_can_access_editor(obj, user):
            return []
        actions = [("reject", _("Request changes"), True)]
        if not (self._needs_four_eyes(obj) and self._wrote(user, obj)):
            actions += [
                ("approve", _("Approve"), False),
                ("approve", _("Approve with comment"), True),
            ]
        return actions

    def get_task_states_user_can_moderate(
        self, user: Any, **_kwargs: Any
    ) -> "models.QuerySet[TaskState]":
        states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if user.is_superuser:
            return states
        roles = NetworkRole.objects.active_on(timezone.localdate()).filter(
            user=user, role__in=REVIEWERS
        )
        return states.filter(
            workflow_state__workflow__cms_branch__network__in=roles.values("network")
        )

    def find_reviewers(self, obj: Any, day: dt.date) -> "models.QuerySet[Any]":
        """Return the people who may approve an item on this day."""
        roles = NetworkRole.objects.active_on(day).filter(
            network_id=obj.specific.network_id, role__in=REVIEWERS
        )
        people = get_user_model().objects.filter(
            pk__in=roles.values("user"), is_active=True
        )
        if self._needs_four_eyes(obj):
            people = people.exclude(pk__in=self._get_writers(obj))
        return people.order_by("pk")

    @staticmethod
    def _reviews_for(user: Any, obj: Any) -> bool:
        network_id = getattr(getattr(obj, "specific", obj), "network_id", None) or 0
        return (
            NetworkRole.objects.active_on(timezone.localdate())
            .filter(user_id=user.pk, network_id=network_id, role__in=REVIEWERS)
            .exists()
        )

    @staticmethod
    def _needs_four_eyes(obj: Any) -> bool:
        return getattr(obj.specific_class, "needs_second_reader", False)

    def _wrote(self, user: Any, obj: Any) -> bool:
        return user.pk in self._get_writers(obj)

    @staticmethod
    def _get_writers(obj: Any) -> set[int]:
        state = obj.current_workflow_state
        revision = obj.latest_revision
        keys = (
            state.requested_by_id if state else None,
            revision.user_id if revision else None,
        )
        return {key for key in keys if key is not None}
