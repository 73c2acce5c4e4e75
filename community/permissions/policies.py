"""What Wagtail's admin is told about people."""

from typing import Any

from django.db.models import QuerySet
from wagtail.permissions import register_permission_policy

from cms.enums import Role
from cms.permissions.policies import FunctionPolicy
from cms.permissions.roles import get_active_roles
from community.models import Membership, ModerationCase
from community.permissions import memberships, moderation


class MembershipPolicy(FunctionPolicy):
    """Coordinators read and decide; nobody adds or deletes here."""

    def allows(self, user: Any, action: str) -> bool:
        if action not in {"change", "view"}:
            return False
        return bool(
            user.is_superuser
            or get_active_roles(user).filter(role=Role.COORDINATOR).exists()
        )

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        if action == "change":
            return memberships.can_decide_membership(user, instance)
        return action == "view" and memberships.can_read_membership(user, instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[Membership]:
        return memberships.get_readable_memberships(user)


class CasePolicy(FunctionPolicy):
    """Moderators read and decide; nobody adds or deletes here."""

    def allows(self, user: Any, action: str) -> bool:
        return action in {"change", "view"} and moderation.works_on_cases(user)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        if action == "change":
            return moderation.can_decide_case(user, instance)
        return action == "view" and moderation.can_read_case(user, instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[ModerationCase]:
        return moderation.get_readable_cases(user)


def register_policies() -> None:
    """Register all policies; called once, when the apps are ready."""
    register_permission_policy(Membership, MembershipPolicy(Membership))
    register_permission_policy(ModerationCase, CasePolicy(ModerationCase))
