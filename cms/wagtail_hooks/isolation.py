"""What Wagtail shows to everybody who may enter its admin, cut down to one's own (S25)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from wagtail import hooks
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry


def _explorable(request: HttpRequest) -> Any:
    return policy_registry.get_by_type(Page).explorable_instances(request.user)


@hooks.register("construct_page_chooser_queryset")
def choose_live_or_own_pages(pages: Any, request: HttpRequest) -> Any:
    """Links may lead to every live page, and to drafts of one's own branch."""
    if request.user.is_superuser:
        return pages
    return pages.filter(Q(live=True) | Q(pk__in=_explorable(request).values("pk")))


@hooks.register("construct_explorer_page_queryset")
def explore_own_pages(parent_page: Page, pages: Any, request: HttpRequest) -> Any:
    """The explorer names the page that one stands on, so standing there is refused too."""
    if parent_page.is_root() or request.user.is_superuser:
        return pages
    if not _explorable(request).filter(pk=parent_page.pk).exists():
        raise PermissionDenied
    return pages


def _keep_own(files: Any, user: Any) -> Any:
    """Wagtail's admin API lists the files of all collections."""
    policy = policy_registry.get_by_type(files.model)
    own = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
    return files.filter(pk__in=own.values("pk"))


class OwnImagesAPI(ImagesAdminAPIViewSet):
    def get_queryset(self) -> Any:
        return _keep_own(super().get_queryset(), self.request.user)


class OwnDocumentsAPI(DocumentsAdminAPIViewSet):
    def get_queryset(self) -> Any:
        return _keep_own(super().get_queryset(), self.request.user)


@hooks.register("construct_admin_api", order=10)
def list_own_media(router: Any) -> None:
    router.register_endpoint("images", OwnImagesAPI)
    router.register_endpoint("documents", OwnDocumentsAPI)
