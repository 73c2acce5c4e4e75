"""Opening a network's branch: pages, groups, collection and workflow (ED2)."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.enums import LegalKind, Role
from cms.models import (
    Branch,
    BranchGroup,
    CallIndexPage,
    EventIndexPage,
    HomePage,
    LegalPage,
    Network,
    NewsIndexPage,
    OfferIndexPage,
    PracticeIndexPage,
    RegionIndexPage,
    RegionPage,
    ReviewTask,
)
from cms.models.base import BasePage, ThingPage
from cms.operations.index_pages import Names, add_missing_pages
from cms.operations.portal import INDEX_PAGES

IMPRINT_NAMES: Names = {
    "de": ("Impressum", "impressum"),
    "en": ("Legal notice", "legal-notice"),
}
EDITING = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
PAGE_RIGHTS: dict[Role, tuple[str, ...]] = {
    Role.AUTHOR: ("add_page",),
    Role.TRANSLATOR: ("change_page",),
    Role.EDITOR: EDITING,
    Role.COORDINATOR: EDITING,
    Role.MODERATOR: (),
    Role.SAFEGUARDING: (),
    Role.DATA_PROTECTION: (),
}
_AUTHOR_MEDIA = ("add_image", "choose_image", "add_document", "choose_document")
_EDITOR_MEDIA = (*_AUTHOR_MEDIA, "change_image", "change_document")
MEDIA_RIGHTS: dict[Role, tuple[str, ...]] = {
    Role.AUTHOR: _AUTHOR_MEDIA,
    Role.TRANSLATOR: ("choose_image", "choose_document"),
    Role.EDITOR: _EDITOR_MEDIA,
    Role.COORDINATOR: _EDITOR_MEDIA,
    Role.MODERATOR: (),
    Role.SAFEGUARDING: (),
    Role.DATA_PROTECTION: (),
}
GENERAL_RIGHTS: dict[Role, tuple[str, ...]] = {
    Role.AUTHOR: ("access_admin",),
    Role.TRANSLATOR: ("access_admin", "submit_translation"),
    Role.EDITOR: ("access_admin", "submit_translation"),
    Role.COORDINATOR: ("access_admin", "submit_translation"),
    Role.MODERATOR: ("access_admin",),
    Role.SAFEGUARDING: ("access_admin",),
    Role.DATA_PROTECTION: ("access_admin",),
}
_NAME_LENGTH = 150
"""Django's limit for the name of a group."""


@transaction.atomic
def open_branch(*, network: Network) -> Branch:
    """Make what a network's staff work with, once; a second call repairs what is missing.

    Index and legal pages below the region page in every language (the portal has its
    own), a collection for media, a workflow with the review step, and one group for
    each role with its rights in the branch of every language.
    """
    Network.objects.select_for_update().get(pk=network.pk)
    roots = (
        get_branch_roots(network=network)
        if network.is_site
        else _add_branch_pages(network)
    )
    branch = Branch.objects.filter(network=network).first() or _add_branch(network)
    for root in roots.values():
        WorkflowPage.objects.update_or_create(
            page=Page.objects.get(pk=root.pk), defaults={"workflow": branch.workflow}
        )
    for role in Role:
        _keep_group(branch, role, list(roots.values()))
    return branch


@transaction.atomic
def follow_branch(*, page: Page) -> int:
    """Give a page and all below it the network of their branch; return how many changed.

    Region pages are the home of a branch, so they and what is below them stay. The row
    follows the page that its dates come from.
    """
    top = Page.objects.get(pk=page.pk).specific
    if not isinstance(top, BasePage) or isinstance(top, RegionPage | HomePage):
        return 0
    network = top.get_branch_network()
    changed = 0
    for found in Page.objects.descendant_of(top, inclusive=True).specific():
        if isinstance(found, RegionPage) or found.network_id == network.pk:
            continue
        type(found).objects.filter(pk=found.pk).update(network=network)
        found.network = network
        if isinstance(found, ThingPage) and found.is_fact_source:
            found.thing.write_facts({"network": network})
        changed += 1
    return changed


def get_branch_roots(*, network: Network) -> dict[str, Any]:
    """Return the page that a network's branch begins with, by language code."""
    model: Any = HomePage if network.is_site else RegionPage
    return {
        page.locale.language_code: page
        for page in model.objects.filter(network=network).select_related("locale")
    }


def _add_branch_pages(network: Network) -> dict[str, Any]:
    """Make the pages that a network's branch lacks; return its region pages by language."""
    roots = add_missing_pages(
        network=network,
        parents={
            index.locale.language_code: index
            for index in RegionIndexPage.objects.select_related("locale")
        },
        model=RegionPage,
        names={
            code: (network.name, network.slug) for code, _name in settings.LANGUAGES
        },
        translation_key=network.translation_key,
    )
    for model in (
        NewsIndexPage,
        CallIndexPage,
        EventIndexPage,
        PracticeIndexPage,
        OfferIndexPage,
    ):
        add_missing_pages(
            network=network, parents=roots, model=model, names=INDEX_PAGES[model]
        )
    # A draft: until the network has written its own, the portal's legal notice holds.
    add_missing_pages(
        network=network,
        parents=roots,
        model=LegalPage,
        names=IMPRINT_NAMES,
        live=False,
        legal_kind=LegalKind.IMPRINT,
        body=_get_imprint_stub,
    )
    return roots


def _get_imprint_stub(language: str) -> list[tuple[str, str]]:
    with override(language):
        hint = _(
            "Who is responsible for these pages? Name the carrier, its address, who "
            "represents it, e-mail and phone, then publish."
        )
    return [("text", f"<p>{hint}</p>")]


def _add_branch(network: Network) -> Branch:
    collection = Collection.get_first_root_node().add_child(
        instance=Collection(name=network.name[:255])
    )
    workflow = Workflow.objects.create(name=f"{network.name}"[:255])
    task = ReviewTask.objects.first() or ReviewTask.objects.create(
        name=_("Review by the network's editors")
    )
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return Branch.objects.create(
        network=network, collection=collection, workflow=workflow
    )


def _keep_group(branch: Branch, role: Role, roots: list[Any]) -> None:
    row = BranchGroup.objects.filter(network=branch.network, role=role).first()
    if row is None:
        group = Group.objects.create(name=_get_group_name(branch.network, role))
        row = BranchGroup.objects.create(group=group, network=branch.network, role=role)
    group = row.group
    name = _get_group_name(branch.network, role)
    if group.name != name:
        group.name = name
        group.save(update_fields=["name"])
    group.permissions.set(_get_rights(GENERAL_RIGHTS[role]))
    _keep_rows(
        GroupPagePermission,
        group,
        {
            ("page_id", root.pk, right)
            for root in roots
            for right in _get_rights(PAGE_RIGHTS[role])
        },
    )
    _keep_rows(
        GroupCollectionPermission,
        group,
        {
            ("collection_id", branch.collection_id, right)
            for right in _get_rights(MEDIA_RIGHTS[role])
        },
    )


def _get_group_name(network: Network, role: Role) -> str:
    ending = f": {role.value}"
    name = network.name[: _NAME_LENGTH - len(ending)]
    taken = Group.objects.filter(name=name + ending).exclude(
        cms_branch_group__network=network
    )
    if taken.exists():
        mark = f" ({network.pk})"
        name = network.name[: _NAME_LENGTH - len(ending) - len(mark)] + mark
    return name + ending


def _get_rights(codenames: tuple[str, ...]) -> list[Permission]:
    labels = ("wagtailcore", "wagtailadmin", "wagtailimages", "wagtaildocs")
    return list(
        Permission.objects.filter(
            codename__in=codenames,
            content_type__app_label__in=(*labels, "wagtail_localize"),
        )
    )


def _keep_rows(model: Any, group: Group, wanted: set[tuple[str, int, Any]]) -> None:
    """Make the group's rights of one kind equal to those wanted."""
    field = "page_id" if model is GroupPagePermission else "collection_id"
    present = {
        (field, getattr(row, field), row.permission): row
        for row in model.objects.filter(group=group).select_related("permission")
    }
    for key, row in present.items():
        if key not in wanted:
            row.delete()
    model.objects.bulk_create(
        model(group=group, permission=right, **{field: object_id})
        for _field, object_id, right in wanted - set(present)
    )
