"""What Wagtail's admin is told about people."""

from typing import Any

from django.db.models import QuerySet
from wagtail.permissions import register_permission_policy

from cms.enums import Role
from cms.permissions.policies import FunctionPolicy
from cms.permissions.roles import get_active_roles
from community.models import ClassCode, Invitation, Membership
from community.permissions import class_codes, invitations, memberships


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


class ClassCodePolicy(FunctionPolicy):
    """Coordinators make, read and revoke codes of their networks; none is deleted."""

    def allows(self, user: Any, action: str) -> bool:
        return (
            action != "delete" and class_codes.get_coordinated_networks(user).exists()
        )

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        if action == "change":
            return class_codes.can_revoke_class_code(user, instance)
        rows = class_codes.get_readable_class_codes(user)
        return action == "view" and rows.filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[ClassCode]:
        return class_codes.get_readable_class_codes(user)


class InvitationPolicy(FunctionPolicy):
    """Coordinators invite, read, withdraw and send again; none is deleted."""

    def allows(self, user: Any, action: str) -> bool:
        return action != "delete" and invitations.can_invite_at_all(user)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        if action == "change":
            return invitations.can_change_invitation(user, instance)
        return action == "view" and invitations.can_read_invitation(user, instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[Invitation]:
        return invitations.get_readable_invitations(user)


def register_policies() -> None:
    """Register all policies; called once, when the apps are ready."""
    register_permission_policy(Membership, MembershipPolicy(Membership))
    register_permission_policy(ClassCode, ClassCodePolicy(ClassCode))
    register_permission_policy(Invitation, InvitationPolicy(Invitation))
