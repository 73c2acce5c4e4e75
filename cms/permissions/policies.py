"""Wagtail's permission policies, which ask `NetworkRole` and not only groups (ED2)."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.enums import NetworkKind
from cms.models import (
    Announcement,
    Network,
    NetworkRole,
    OfferRequest,
    RegionIndexPage,
    SchoolHoliday,
    StateChange,
    Term,
)
from cms.models.branch import REVIEWERS
from cms.permissions import offer_requests, roles


def leave_out_stale(permissions: Any, user: Any) -> Any:
    """Drop rights of groups "<network>: <role>" whose role the person has no longer.

    The group row may be stale: a period that ended at midnight counts at once.
    """
    held = NetworkRole.objects.active_on(timezone.localdate()).filter(
        user_id=user.pk,
        network=OuterRef("group__cms_branch_group__network"),
        role=OuterRef("group__cms_branch_group__role"),
    )
    return permissions.filter(Q(group__cms_branch_group__isnull=True) | Exists(held))


def keep_allowed(
    policy: Any, people: QuerySet[Any], actions: Any, instance: Any
) -> QuerySet[Any]:
    """Keep the people whom a policy lets do one of the actions to this instance."""
    allowed = [
        person.pk
        for person in people
        if policy.user_has_any_permission_for_instance(person, actions, instance)
    ]
    return people.filter(pk__in=allowed)


@dataclass(frozen=True)
class Reach:
    """Where a right to pages counts: from one page down, as far as the branch goes."""

    action: str
    """As Wagtail's tester calls it: ``add``, ``change``, ``publish`` …"""
    top: str
    """Path of the page that the right stands on."""
    directories: tuple[str, ...]
    """Paths of the directories of regions, where the portal's own pages end."""

    def covers(self, path: str) -> bool:
        return path.startswith(self.top) and not any(
            path.startswith(directory) and (self._is_below_only or path != directory)
            for directory in self.directories
        )

    @property
    def rule(self) -> Q:
        """The condition that a query asks, equal to `covers`."""
        rule = Q(path__startswith=self.top)
        for directory in self.directories:
            own = Q() if self._is_below_only else Q(path=directory)
            rule &= ~Q(path__startswith=directory) | own
        return rule

    @property
    def _is_below_only(self) -> bool:
        # What is added to a directory is a region already.
        return self.action == "add"


class BranchPagePolicy(PagePermissionPolicy):
    """Wagtail's rights go down the whole tree; those of the portal end at the regions.

    Only rights of the portal's own groups: a group that a superuser makes by hand keeps
    Wagtail's rule (decision 0014).
    """

    def get_all_permissions_for_user(self, user: Any) -> Any:
        rights = leave_out_stale(super().get_all_permissions_for_user(user), user)
        return rights.annotate(kind=F("group__cms_branch_group__network__kind"))

    def get_reaches(self, user: Any) -> set[Reach]:
        """Return where the person's rights count; asked once a request, like the rights."""
        kept: dict[str, Any] = user.__dict__
        if "cms_page_reaches" not in kept:
            kept["cms_page_reaches"] = self._find_reaches(user)
        found: set[Reach] = kept["cms_page_reaches"]
        return found

    def _find_reaches(self, user: Any) -> set[Reach]:
        rights = list(self.get_cached_permissions_for_user(user))
        directories: tuple[str, ...] = ()
        if any(right.kind == NetworkKind.SITE for right in rights):
            paths = RegionIndexPage.objects.order_by("path")
            directories = tuple(paths.values_list("path", flat=True))
        return {
            Reach(
                right.permission.codename.rpartition("_")[0],
                right.page.path,
                directories if right.kind == NetworkKind.SITE else (),
            )
            for right in rights
        }

    def get_actions(self, user: Any, page: Page) -> set[str]:
        """Return what the person may do to this page: ``{"add", "change"}``."""
        return {
            reach.action
            for reach in self.get_reaches(user)
            if reach.covers(page.path or "")
        }

    def make_tester(self, user: Any, page: Page) -> PagePermissionTester:
        return BranchPageTester(user, page)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Any
    ) -> bool:
        known = self._base_user_has_permission(user)
        if known is not None:
            return bool(known)
        held = self.get_actions(user, instance)
        if "add" in held and instance.owner_id == user.pk:
            held.add("change")
        return not held.isdisjoint(actions)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[Page]:
        known: QuerySet[Page] | None = self._base_queryset_for_user(user)
        if known is not None:
            return known
        rule = Q(pk__in=[])
        for reach in self.get_reaches(user):
            if reach.action in actions:
                rule |= reach.rule
            elif reach.action == "add" and "change" in actions:
                rule |= reach.rule & Q(owner=user)
        pages: QuerySet[Page] = self.model.objects.filter(rule)
        return pages

    def users_with_any_permission_for_instance(
        self, actions: Any, instance: Any, *args: Any, **kwargs: Any
    ) -> QuerySet[Any]:
        people: QuerySet[Any] = super().users_with_any_permission_for_instance(
            actions, instance, *args, **kwargs
        )
        return keep_allowed(self, people, actions, instance)


class BranchPageTester(PagePermissionTester):
    """What Wagtail's screens ask about one page, answered by the policy."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if user.is_active and not user.is_superuser:
            self.permissions = self.permission_policy.get_actions(user, page)


class BranchCollectionPolicy(CollectionOwnershipPermissionPolicy):
    def get_all_permissions_for_user(self, user: Any) -> Any:
        return leave_out_stale(super().get_all_permissions_for_user(user), user)


class FunctionPolicy(BasePermissionPolicy):
    """A policy whose answer is a function of person, action and row."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether there may be something of this kind that the person may do.

        Lists ask once a row; like Wagtail's policies, the answer is kept on the user,
        which lives as long as the request.
        """
        answers = user.__dict__.setdefault("cms_policy_answers", {})
        key = (type(self), action)
        if key not in answers:
            answers[key] = self.allows(user, action)
        return bool(answers[key])

    def allows(self, user: Any, action: str) -> bool:
        raise NotImplementedError

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Any) -> QuerySet[Any]:
        people = get_user_model().objects.filter(
            Q(is_superuser=True) | Q(cms_network_roles__isnull=False), is_active=True
        )
        allowed = [
            person.pk
            for person in people.distinct()
            if self.user_has_any_permission(person, actions)
        ]
        return people.filter(pk__in=allowed).distinct()

    def users_with_any_permission_for_instance(
        self, actions: Any, instance: Any
    ) -> QuerySet[Any]:
        people = self.users_with_any_permission(actions)
        return keep_allowed(self, people, actions, instance)


class NetworkPolicy(FunctionPolicy):
    """Coordinators edit their own network; the portal's edit and add all."""

    def allows(self, user: Any, action: str) -> bool:
        if action in {"add", "delete"}:
            # A network is never deleted: it ends, and names its successor.
            return action == "add" and roles.can_add_network(user)
        return roles.get_editable_networks(user).exists()

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        if action in {"add", "delete"}:
            return self.user_has_permission(user, action)
        return roles.can_edit_network(user, instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[Network]:
        return roles.get_editable_networks(user)


class TermPolicy(FunctionPolicy):
    """Terms belong to all networks: staff of the portal care for them."""

    def allows(self, user: Any, action: str) -> bool:
        return roles.can_edit_terms(user)


class SchoolHolidayPolicy(TermPolicy):
    """Holidays count for every network of a state: staff of the portal enter them."""


class AnnouncementPolicy(FunctionPolicy):
    """Coordinators announce for their own network, the portal's for all."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return roles.get_editable_networks(user).exists()

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        return roles.can_edit_network(user, instance.network)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[Announcement]:
        return Announcement.objects.filter(
            network__in=roles.get_editable_networks(user)
        )


class TeamPolicy(FunctionPolicy):
    """Who sees and changes the roles of a network's staff; rows are never deleted."""

    def allows(self, user: Any, action: str) -> bool:
        return action != "delete" and roles.get_editable_networks(user).exists()

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        if action == "change":
            return roles.can_end_role(user, instance)
        return action != "delete" and roles.can_edit_network(user, instance.network)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[NetworkRole]:
        return NetworkRole.objects.filter(
            network__in=roles.get_editable_networks(user)
        ).order_by(F("revoked_at").asc(nulls_first=True), "network__name", "pk")


class OfferRequestPolicy(FunctionPolicy):
    """The network's editors and coordinators read and answer; nobody adds or deletes."""

    def allows(self, user: Any, action: str) -> bool:
        if action not in {"change", "view"}:
            return False
        return bool(
            user.is_superuser
            or roles.get_active_roles(user).filter(role__in=REVIEWERS).exists()
        )

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        if action == "change":
            return offer_requests.can_answer_request(user, instance)
        return action == "view" and offer_requests.can_read_request(user, instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[OfferRequest]:
        return offer_requests.get_readable_requests(user)


class StateChangePolicy(FunctionPolicy):
    """The log is read by superusers and written by nobody."""

    def allows(self, user: Any, action: str) -> bool:
        return bool(action == "view" and user.is_active and user.is_superuser)


def register_policies() -> None:
    """Register all policies; called once, when the apps are ready."""
    register_permission_policy(Page, BranchPagePolicy())
    # Exactly for these classes: the media apps register theirs later, by ancestor.
    for model, auth_model in (
        (get_image_model(), "wagtailimages.Image"),
        (get_document_model(), "wagtaildocs.Document"),
    ):
        policy = BranchCollectionPolicy(
            model, auth_model=auth_model, owner_field_name="uploaded_by_user"
        )
        register_permission_policy(model, policy, exact_class=True)
    register_permission_policy(Network, NetworkPolicy(Network))
    register_permission_policy(NetworkRole, TeamPolicy(NetworkRole))
    register_permission_policy(Term, TermPolicy(Term))
    register_permission_policy(Announcement, AnnouncementPolicy(Announcement))
    register_permission_policy(OfferRequest, OfferRequestPolicy(OfferRequest))
    register_permission_policy(SchoolHoliday, SchoolHolidayPolicy(SchoolHoliday))
    register_permission_policy(StateChange, StateChangePolicy(StateChange))
