"""What Wagtail's admin is told about people."""

from typing import Any

from django.db.models import QuerySet
from wagtail.permissions import register_permission_policy

from cms.enums import Role
from cms.permissions.policies import FunctionPolicy
from cms.permissions.roles import get_active_roles
from community.models import (
    BirthCorrection,
    ClassCode,
    Invitation,
    Membership,
    ModerationCase,
    Organisation,
    OrganisationClaim,
    RulesVersion,
)
from community.permissions import (
    births,
    class_codes,
    invitations,
    memberships,
    moderation,
    organisations,
    rules,
)


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


class OrganisationPolicy(FunctionPolicy):
    """Coordinators read, show and hide those of their network; nobody deletes here."""

    def allows(self, user: Any, action: str) -> bool:
        return action in {"change", "view"} and _coordinates(user)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        return action in {
            "change",
            "view",
        } and organisations.can_care_for_organisation(user, instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[Organisation]:
        return organisations.get_cared_for_organisations(user)


class OrganisationClaimPolicy(FunctionPolicy):
    """Coordinators read and decide claims of entries of their network."""

    def allows(self, user: Any, action: str) -> bool:
        return action in {"change", "view"} and _coordinates(user)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        if action == "change":
            return organisations.can_decide_claim(user, instance)
        return action == "view" and organisations.can_read_claim(user, instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[OrganisationClaim]:
        return organisations.get_readable_claims(user)


def _coordinates(user: Any) -> bool:
    roles = get_active_roles(user).filter(role=Role.COORDINATOR)
    return bool(user.is_superuser or roles.exists())


class BirthCorrectionPolicy(FunctionPolicy):
    """Coordinators read and decide; members ask in their account."""

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
            return births.can_decide_correction(user, instance)
        return action == "view" and births.can_read_correction(user, instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[BirthCorrection]:
        return births.get_readable_corrections(user)


class RulesPolicy(FunctionPolicy):
    """Staff of the portal write; what has begun is read only."""

    def allows(self, user: Any, action: str) -> bool:
        return rules.can_edit_rules(user)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        if action in {"change", "delete"}:
            return rules.can_edit_rules_version(user, instance)
        return rules.can_edit_rules(user)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[RulesVersion]:
        rows = RulesVersion.objects.all()
        return rows if rules.can_edit_rules(user) else rows.none()


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
    register_permission_policy(Organisation, OrganisationPolicy(Organisation))
    register_permission_policy(
        OrganisationClaim, OrganisationClaimPolicy(OrganisationClaim)
    )
    register_permission_policy(BirthCorrection, BirthCorrectionPolicy(BirthCorrection))
    register_permission_policy(RulesVersion, RulesPolicy(RulesVersion))
    register_permission_policy(ClassCode, ClassCodePolicy(ClassCode))
    register_permission_policy(Invitation, InvitationPolicy(Invitation))
    register_permission_policy(ModerationCase, CasePolicy(ModerationCase))
