"""Staff of one network see nothing of another that is not live (A1, S25)."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Task
from wagtail.permissions import policy_registry

from cms.enums import NetworkKind, Role
from cms.models import (
    Document,
    GenericPage,
    HelpIndexPage,
    Image,
    Network,
    RegionIndexPage,
    RegionPage,
)
from cms.operations.branches import get_branch_roots
from cms.operations.portal import open_portal
from tests.cms.pages import make_image
from tests.cms.staff import give, make_network, make_user

CANARY = "Kanarie-7f3a"
WORD = "Entwurfswort"


def make_picture(network):
    return make_image(CANARY, collection=network.branch.collection)


@pytest.fixture
def secret(portal, german):
    """Return a draft with two revisions, a picture and a file of another network."""
    other = make_network("MINT Sued")
    give(make_user("otto"), other, Role.EDITOR)
    region = RegionPage.objects.get(network=other, locale=german)
    page = region.add_child(
        instance=GenericPage(title=f"{CANARY} {WORD}", slug="s", live=False)
    )
    page.save_revision()
    page.title += " zwei"
    page.save_revision()
    page.workflow = other.branch.workflow
    other.branch.workflow.start(page, None)
    make_picture(other)
    Document.objects.create(
        title=CANARY,
        file=ContentFile(b"text", name="datei.txt"),
        collection=other.branch.collection,
    )
    return page


def get_doors(page):
    pages = "wagtailadmin_pages"
    first, second = page.revisions.order_by("pk").values_list("pk", flat=True)
    task = page.current_workflow_task_state.pk
    kind = ContentType.objects.get_for_model(GenericPage)
    image, document = Image.objects.get(), Document.objects.get()
    region = page.get_parent()
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore_root"),
        reverse("wagtailadmin_explore", args=[page.pk]),
        reverse("wagtailadmin_explore", args=[region.pk]),
        reverse(f"{pages}:edit", args=[page.pk]),
        reverse(f"{pages}:history", args=[page.pk]),
        reverse(f"{pages}:history_results", args=[page.pk]),
        reverse(f"{pages}:usage", args=[page.pk]),
        reverse(f"{pages}:view_draft", args=[page.pk]),
        reverse(f"{pages}:preview_on_edit", args=[page.pk]),
        reverse(f"{pages}:revisions_view", args=[page.pk, first]),
        reverse(f"{pages}:revisions_revert", args=[page.pk, first]),
        reverse(f"{pages}:revisions_compare", args=[page.pk, first, second]),
        reverse(f"{pages}:revisions_compare", args=[page.pk, "earliest", "latest"]),
        reverse(f"{pages}:revisions_unschedule", args=[page.pk, second]),
        reverse(f"{pages}:copy", args=[page.pk]),
        reverse(f"{pages}:move", args=[page.pk]),
        reverse(f"{pages}:delete", args=[page.pk]),
        reverse(f"{pages}:unpublish", args=[page.pk]),
        reverse(f"{pages}:convert_alias", args=[page.pk]),
        reverse(f"{pages}:workflow_history", args=[page.pk]),
        reverse(f"{pages}:workflow_history_detail", args=[page.pk, 1]),
        reverse(f"{pages}:workflow_action", args=[page.pk, "approve", task]),
        reverse(
            f"{pages}:collect_workflow_action_data", args=[page.pk, "reject", task]
        ),
        reverse(f"{pages}:confirm_workflow_cancellation", args=[page.pk]),
        *(
            reverse(f"{pages}:workflow_preview", args=[page.pk, number])
            for number in Task.objects.values_list("pk", flat=True)
        ),
        reverse(f"{pages}:set_privacy", args=[page.pk]),
        reverse(f"{pages}:search") + f"?q={WORD}",
        reverse(f"{pages}:type_use", args=["cms", "genericpage"]),
        reverse("wagtailadmin_choose_page") + f"?q={WORD}",
        reverse("wagtailadmin_choose_page_child", args=[region.pk]),
        reverse("wagtailadmin_choose_page_search") + f"?q={WORD}",
        reverse("wagtailadmin_reports:locked_pages"),
        reverse("wagtailadmin_reports:workflow"),
        reverse("wagtailadmin_reports:workflow") + "?export=csv",
        reverse("wagtailadmin_reports:workflow_tasks"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("wagtailadmin_reports:aging_pages") + "?export=xlsx",
        reverse("wagtailadmin_reports:page_types_usage"),
        reverse("wagtailadmin_api:pages:listing") + "?fields=_,title",
        reverse("wagtailadmin_api:pages:detail", args=[page.pk]),
        reverse("wagtailadmin_api:images:detail", args=[image.pk]),
        reverse("wagtailadmin_api:documents:detail", args=[document.pk]),
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages:image_usage", args=[image.pk]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:chosen", args=[image.pk]),
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs:edit", args=[document.pk]),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
        reverse("wagtail_localize:convert_to_alias", args=[page.pk]),
        page.get_url() or "/de/",
        f"/de/regionen/mint-sued/s/?preview={kind.pk}",
    ]


def read(response):
    if response.streaming:
        return b"".join(response.streaming_content).decode("utf-8", "replace")
    return response.content.decode("utf-8", "replace")


ROLES_ELSEWHERE = [(where, role) for where in ("network", "portal") for role in Role]


def enter_elsewhere(client, where, role):
    """Log in somebody of another network, or of the portal; return one of their own pages."""
    person, site = make_user("nora"), Network.objects.get_site()
    network = site if where == "portal" else make_network("MINT Nord")
    give(person, network, role)
    client.force_login(person)
    return next(iter(get_branch_roots(network=network).values()))


@pytest.mark.requirement("A1", "S25", "S21")
@pytest.mark.parametrize(("where", "role"), ROLES_ELSEWHERE)
def test_no_door_shows_a_draft_of_another_network(client, secret, where, role):
    enter_elsewhere(client, where, role)

    leaks = []
    for path in get_doors(secret):
        response = client.get(path)
        if response.status_code == 500 or CANARY in read(response):
            leaks.append((path, response.status_code))

    assert leaks == []


@pytest.mark.requirement("A1", "S25")
@pytest.mark.parametrize(("where", "role"), ROLES_ELSEWHERE)
def test_no_door_changes_another_network(client, secret, where, role):
    home = enter_elsewhere(client, where, role)
    live = secret.get_parent().specific
    before = list(Page.objects.order_by("pk").values("pk", "title", "live", "path"))
    revisions = secret.revisions.count()
    copy = {"new_title": "K", "new_slug": "k", "new_parent_page": home.pk}
    pages = "wagtailadmin_pages"
    first = secret.revisions.order_by("pk").first()
    posts = [
        (f"{pages}:copy", [secret.pk], copy),
        (f"{pages}:copy", [secret.pk], copy | {"alias": "on"}),
        (f"{pages}:move_confirm", [secret.pk, home.pk], {}),
        (f"{pages}:delete", [secret.pk], {}),
        (f"{pages}:delete", [live.pk], {}),
        (f"{pages}:unpublish", [live.pk], {}),
        (f"{pages}:move_confirm", [live.pk, home.pk], {}),
        (f"{pages}:set_page_position", [live.pk], {"position": 0}),
        (f"{pages}:lock", [secret.pk], {}),
        (
            f"{pages}:edit",
            [secret.pk],
            {"title": "X", "slug": "x", "action-publish": 1},
        ),
        (f"{pages}:revisions_revert", [secret.pk, first.pk], {}),
        (f"{pages}:set_privacy", [secret.pk], {"restriction_type": "login"}),
        (f"{pages}:add", ["cms", "genericpage", live.pk], {"title": "X", "slug": "x"}),
        (
            f"{pages}:workflow_action",
            [secret.pk, "approve", secret.current_workflow_task_state.pk],
            {},
        ),
    ]

    for name, args, values in posts:
        client.post(reverse(name, args=args), values)

    after = list(Page.objects.order_by("pk").values("pk", "title", "live", "path"))
    assert after == before
    assert secret.revisions.count() == revisions
    assert secret.get_view_restrictions().count() == 0


@pytest.mark.requirement("ED2", "S25")
def test_coordinator_of_the_parent_network_edits_nothing_in_its_children(portal):
    parent = make_network("MINT Land", kind=NetworkKind.STATE_PROGRAMME)
    child = make_network("MINT Nord", parent=parent)
    person = make_user("lena")
    give(person, parent, Role.COORDINATOR)

    for region in RegionPage.objects.filter(network=child):
        assert region.permissions_for_user(person).can_edit() is False


@pytest.mark.requirement("S25", "ED2")
@pytest.mark.parametrize("role", list(Role))
def test_doors_of_the_own_directory_do_not_lead_into_the_regions(
    client, secret, english, role
):
    """What is done to the portal's home or directory leaves those below alone."""
    home = enter_elsewhere(client, "portal", role)
    directory = secret.get_parent().get_parent()
    region = secret.get_parent()
    before = list(Page.objects.order_by("pk").values("pk", "title", "path"))
    pages = "wagtailadmin_pages"
    subtree = {"include_subtree": "on", "locales": [english.pk]}
    copy = {"new_title": "K", "new_slug": "k", "copy_subpages": "on"}
    posts = [
        *(
            (name, [page.pk], values)
            for page in (directory, home)
            for name, values in (
                (f"{pages}:delete", {}),
                (f"{pages}:unpublish", {"include_descendants": "on"}),
                (f"{pages}:copy", copy | {"new_parent_page": home.pk}),
                (f"{pages}:copy", copy | {"new_parent_page": home.pk, "alias": "on"}),
                ("wagtail_localize:submit_page_translation", subtree),
            )
        ),
        (
            f"{pages}:add",
            ["cms", "regionpage", directory.pk],
            {"title": "X", "slug": "x"},
        ),
    ]

    for name, args, values in posts:
        client.post(reverse(name, args=args), values)
    for action in ("publish", "unpublish", "delete", "move"):
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        for page in (directory, home, secret):
            client.post(f"{url}?id={page.pk}", {"include_descendants": "on"})

    assert list(Page.objects.order_by("pk").values("pk", "title", "path")) == before
    region.refresh_from_db()
    secret.refresh_from_db()
    assert (region.live, secret.live) == (True, False)


@pytest.mark.requirement("S25", "ED2")
@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR])
def test_staff_of_the_portal_edit_its_own_pages_and_no_branch(portal, secret, role):
    person, site = make_user("pia"), Network.objects.get_site()
    give(person, site, role)
    policy, seen = policy_registry.get_by_type(Page), {True: set(), False: set()}

    for page in Page.objects.filter(depth__gt=1):
        may_edit = page.permissions_for_user(person).can_edit()
        assert (
            policy.user_has_permission_for_instance(person, "change", page) is may_edit
        )
        seen[may_edit].add(page.specific.network)

    assert seen == {True: {site}, False: {secret.network}}
    editable = policy.instances_user_has_permission_for(person, "change")
    assert {page.specific.network for page in editable} == {site}
    explorable = policy.explorable_instances(person).filter(depth__gt=1)
    assert {page.specific.network for page in explorable} == {site}
    directory = RegionIndexPage.objects.get(locale=portal.locale)
    assert directory.permissions_for_user(person).can_edit() is True
    assert directory.permissions_for_user(person).can_add_subpage() is False
    assert portal.permissions_for_user(person).can_add_subpage() is True
    assert not policy.instances_user_has_permission_for(person, "add").filter(
        pk=directory.pk
    )


@pytest.mark.requirement("S25", "ED2")
def test_index_page_that_is_added_later_belongs_to_the_portals_editors(portal, german):
    person = make_user("pia")
    give(person, Network.objects.get_site(), Role.EDITOR)
    index = HelpIndexPage.objects.get(locale=german)
    index.delete()

    open_portal()

    added = HelpIndexPage.objects.get(locale=german)
    assert added.permissions_for_user(person).can_edit() is True


@pytest.mark.requirement("S25", "ED2")
def test_roles_in_portal_and_network_do_not_lend_each_other_rights(secret):
    person = make_user("pia")
    give(person, Network.objects.get_site(), Role.EDITOR)
    give(person, secret.network, Role.AUTHOR)
    policy = policy_registry.get_by_type(Page)
    own = secret.get_parent().add_child(
        instance=GenericPage(title="Eigenes", slug="e", live=False, owner=person)
    )

    may = {
        page.slug: (
            page.permissions_for_user(person).can_edit(),
            page.permissions_for_user(person).can_publish(),
            policy.user_has_permission_for_instance(person, "change", page),
            policy.instances_user_has_permission_for(person, "change")
            .filter(pk=page.pk)
            .exists(),
            person
            in policy.users_with_permission_for_instance("change", page.page_ptr),
        )
        for page in (own, secret)
    }

    assert may == {
        "e": (True, False, True, True, True),
        "s": (False, False, False, False, False),
    }


@pytest.mark.requirement("S25")
def test_group_made_by_hand_and_superusers_reach_every_branch(portal, secret):
    """Site administrators: what a superuser gives on purpose is Wagtail's own rule."""
    group = Group.objects.create(name="Site administrators")
    GroupPagePermission.objects.create(
        group=group, page=portal, permission_type="change"
    )
    helper = make_user("hanna")
    helper.groups.add(group)
    chief = make_user("chef", is_superuser=True)
    policy = policy_registry.get_by_type(Page)

    for person in (helper, chief):
        assert secret.permissions_for_user(person).can_edit() is True
        assert policy.user_has_permission_for_instance(person, "change", secret) is True
        editable = policy.instances_user_has_permission_for(person, "change")
        assert editable.filter(pk=secret.pk).exists() is True
    assert set(policy.users_with_permission_for_instance("change", secret)) == {
        helper,
        chief,
        get_user_model().objects.get(username="otto"),
    }
