"""What Wagtail's admin is told about people."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permissions import register_permission_policy

from cms.enums import Role
from cms.permissions.policies import FunctionPolicy
from cms.permissions.roles import get_active_roles
from community.models import (
    BirthCorrection,
    Circular,
    ClassCode,
    Clearance,
    Group,
    Invitation,
    Member,
    Membership,
    Message,
    ModerationCase,
    Organisation,
    OrganisationClaim,
    RulesVersion,
    Thread,
)
from community.permissions import (
    births,
    circulars,
    class_codes,
    clearances,
    groups,
    invitations,
    members,
    memberships,
    message_checks,
    moderation,
    organisations,
    rules,
)

READS = frozenset({"change", "view"})
MAKES = READS | {"add"}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A screen on which staff read rows of one model and decide about them.

    ``is_open`` says who works there at all, ``actions`` what is done there; nobody deletes.
    """

    model: type[Model]
    is_open: Callable[[Any], bool]
    can_change: Callable[[Any, Any], bool]
    can_view: Callable[[Any, Any], bool]
    list_rows: Callable[[Any], QuerySet[Any]]
    actions: frozenset[str] = READS


class DeskPolicy(FunctionPolicy):
    """Answers Wagtail as the functions of a desk say."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.model)
        self.desk = desk

    def allows(self, user: Any, action: str) -> bool:
        return action in self.desk.actions and self.desk.is_open(user)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        if action == "change":
            return self.desk.can_change(user, instance)
        return action == "view" and self.desk.can_view(user, instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[Any]:
        return self.desk.list_rows(user)


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


def _coordinates(user: Any) -> bool:
    roles = get_active_roles(user).filter(role=Role.COORDINATOR)
    return bool(user.is_superuser or roles.exists())


DESKS = (
    Desk(
        model=Membership,
        is_open=_coordinates,
        can_change=memberships.can_decide_membership,
        can_view=memberships.can_read_membership,
        list_rows=memberships.get_readable_memberships,
    ),
    Desk(
        model=BirthCorrection,
        is_open=_coordinates,
        can_change=births.can_decide_correction,
        can_view=births.can_read_correction,
        list_rows=births.get_readable_corrections,
    ),
    Desk(
        model=Organisation,
        is_open=_coordinates,
        can_change=organisations.can_care_for_organisation,
        can_view=organisations.can_care_for_organisation,
        list_rows=organisations.get_cared_for_organisations,
    ),
    Desk(
        model=OrganisationClaim,
        is_open=_coordinates,
        can_change=organisations.can_decide_claim,
        can_view=organisations.can_read_claim,
        list_rows=organisations.get_readable_claims,
    ),
    Desk(
        model=ClassCode,
        is_open=lambda user: class_codes.get_coordinated_networks(user).exists(),
        can_change=class_codes.can_revoke_class_code,
        can_view=lambda user, code: (
            class_codes.get_readable_class_codes(user).filter(pk=code.pk).exists()
        ),
        list_rows=class_codes.get_readable_class_codes,
        actions=MAKES,
    ),
    Desk(
        model=Invitation,
        is_open=invitations.can_invite_at_all,
        can_change=invitations.can_change_invitation,
        can_view=invitations.can_read_invitation,
        list_rows=invitations.get_readable_invitations,
        actions=MAKES,
    ),
    Desk(
        model=ModerationCase,
        is_open=moderation.works_on_cases,
        can_change=moderation.can_decide_case,
        can_view=moderation.can_read_case,
        list_rows=moderation.get_readable_cases,
    ),
    Desk(
        model=Member,
        is_open=_coordinates,
        can_change=members.can_edit_member,
        can_view=members.can_read_member,
        list_rows=members.get_managed_members,
    ),
    Desk(
        model=Group,
        is_open=_coordinates,
        can_change=groups.can_care_for_group,
        can_view=groups.can_care_for_group,
        list_rows=groups.get_cared_for_groups,
        actions=MAKES,
    ),
    Desk(
        model=Clearance,
        is_open=clearances.works_on_clearances,
        can_change=clearances.can_change_clearance,
        can_view=clearances.can_read_clearance,
        list_rows=clearances.get_readable_clearances,
        actions=MAKES,
    ),
    Desk(
        model=Thread,
        is_open=message_checks.works_on_messages,
        can_change=lambda _user, _thread: False,
        can_view=message_checks.can_look_into_thread,
        list_rows=message_checks.get_looked_into_threads,
        actions=frozenset({"view"}),
    ),
    Desk(
        model=Message,
        is_open=message_checks.works_on_messages,
        can_change=message_checks.can_decide_held_message,
        can_view=message_checks.can_read_checked_message,
        list_rows=message_checks.get_checked_messages,
    ),
    Desk(
        model=Circular,
        is_open=circulars.can_write_circulars,
        can_change=circulars.can_edit_circular,
        can_view=circulars.can_read_circular,
        list_rows=circulars.get_readable_circulars,
        actions=MAKES,
    ),
)


def register_policies() -> None:
    """Register all policies; called once, when the apps are ready."""
    for desk in DESKS:
        register_permission_policy(desk.model, DeskPolicy(desk))
    register_permission_policy(RulesVersion, RulesPolicy(RulesVersion))
