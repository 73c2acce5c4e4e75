"""Roles of a network's staff and the Wagtail groups that follow them (ED2)."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, WorkflowPage

from cms.enums import NetworkKind, Role
from cms.models import (
    Branch,
    BranchGroup,
    CallIndexPage,
    EventIndexPage,
    LegalPage,
    Network,
    NetworkRole,
    NewsIndexPage,
    OfferIndexPage,
    PracticeIndexPage,
    RegionPage,
    StateChange,
)
from cms.operations.branches import open_branch
from cms.operations.roles import (
    RoleAlreadyHeldError,
    RolePeriodError,
    end_network_role,
    grant_network_role,
    sync_due_roles,
)
from tests.cms.staff import count_rows, give, make_network, make_user

TODAY = dt.date(2027, 3, 3)


@pytest.fixture
def network(portal):
    return make_network("MINT Nord")


@pytest.mark.requirement("ED2")
def test_first_staff_member_opens_the_branch(network):
    person = make_user("ada")

    give(person, network, Role.AUTHOR)

    regions = RegionPage.objects.filter(network=network)
    assert regions.count() == 2
    for region in regions:
        children = {type(page.specific): page.live for page in region.get_children()}
        assert children == {
            NewsIndexPage: True,
            CallIndexPage: True,
            EventIndexPage: True,
            PracticeIndexPage: True,
            OfferIndexPage: True,
            LegalPage: False,
        }
        assert WorkflowPage.objects.get(page_id=region.pk).workflow == (
            network.branch.workflow
        )
    assert sorted(person.groups.values_list("name", flat=True)) == ["MINT Nord: author"]
    assert set(
        NewsIndexPage.objects.filter(network=network).values_list("slug", flat=True)
    ) == {"aktuelles", "news"}


@pytest.mark.requirement("ED2")
def test_import_alone_opens_no_branch(network):
    assert Branch.objects.count() == 0
    assert Page.objects.filter(slug=network.slug).count() == 2


@pytest.mark.requirement("R23", "ED2")
def test_branch_is_opened_once(network):
    open_branch(network=network)
    before = count_rows()

    open_branch(network=network)
    open_branch(network=network)

    assert count_rows() == before


@pytest.mark.requirement("R23")
def test_interrupted_branch_is_completed(network):
    open_branch(network=network)
    before = count_rows()
    NewsIndexPage.objects.get(network=network, slug="news").delete()
    BranchGroup.objects.get(network=network, role=Role.EDITOR).group.delete()

    open_branch(network=network)

    # The deleted page's address was noted as gone; the new page stands before that note.
    assert count_rows() == before | {"wagtailredirects.redirect": 1}


@pytest.mark.requirement("ED2")
def test_rights_hold_in_the_branch_of_every_locale_and_nowhere_else(network, client):
    other = make_network("MINT Sued")
    open_branch(network=other)
    editor = make_user("edda")

    give(editor, network, Role.EDITOR)

    editable = {
        page.pk
        for page in Page.objects.all()
        if page.permissions_for_user(editor).can_edit()
    }
    own = Page.objects.none()
    for region in RegionPage.objects.filter(network=network):
        own |= Page.objects.descendant_of(region, inclusive=True)
    assert editable == set(own.values_list("pk", flat=True))
    assert len(editable) == 14


@pytest.mark.requirement("ED2")
def test_renamed_network_renames_its_groups(network):
    open_branch(network=network)
    network.name = "MINT Norden"
    network.save()

    open_branch(network=network)

    names = network.branch_groups.order_by("role").values_list("group__name", flat=True)
    assert list(names) == [
        "MINT Norden: author",
        "MINT Norden: coordinator",
        "MINT Norden: data-protection",
        "MINT Norden: editor",
        "MINT Norden: moderator",
        "MINT Norden: safeguarding",
        "MINT Norden: translator",
    ]


@pytest.mark.requirement("ED2")
def test_ended_role_counts_no_more_at_once(network):
    editor = make_user("edda")
    role = give(editor, network, Role.EDITOR)
    region = RegionPage.objects.filter(network=network).first()
    assert region.permissions_for_user(editor).can_edit() is True

    end_network_role(network_role=role, today=timezone.localdate(), now=timezone.now())

    editor = get_user_model().objects.get(pk=editor.pk)
    assert region.permissions_for_user(editor).can_edit() is False
    assert editor.groups.count() == 0
    changes = StateChange.objects.order_by("pk")
    assert list(changes.values_list("field", "from_state", "to_state")) == [
        ("role:editor", "", "granted"),
        ("role:editor", "granted", "revoked"),
    ]


@pytest.mark.requirement("ED2")
def test_ending_twice_is_logged_once(network):
    role = give(make_user("edda"), network, Role.EDITOR)

    for _turn in range(2):
        end_network_role(
            network_role=role, today=timezone.localdate(), now=timezone.now()
        )

    assert StateChange.objects.count() == 2


@pytest.mark.requirement("ED2")
def test_stale_group_row_gives_no_right(network):
    editor = make_user("edda")
    role = give(editor, network, Role.EDITOR)
    region = RegionPage.objects.filter(network=network).first()

    # The period ended at midnight and the schedule has not run yet.
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    NetworkRole.objects.filter(pk=role.pk).update(
        start_date=yesterday, end_date=yesterday
    )

    editor = get_user_model().objects.get(pk=editor.pk)
    assert editor.groups.count() == 1
    assert GroupPagePermission.objects.filter(group__user=editor).exists() is True
    assert region.permissions_for_user(editor).can_edit() is False
    assert region.permissions_for_user(editor).can_publish() is False


@pytest.mark.requirement("ED2")
def test_period_begins_and_ends_by_the_schedule(network):
    person = make_user("ada")
    grant_network_role(
        user=person,
        network=network,
        role=Role.AUTHOR,
        today=TODAY,
        now=timezone.now(),
        start_date=TODAY + dt.timedelta(days=1),
        end_date=TODAY + dt.timedelta(days=2),
    )

    held = []
    for days in range(4):
        sync_due_roles(today=TODAY + dt.timedelta(days=days))
        held.append(person.groups.count())

    assert held == [0, 1, 1, 0]
    assert sync_due_roles(today=TODAY + dt.timedelta(days=4)) == 0


def test_same_role_twice_is_refused(network):
    person = make_user("ada")
    give(person, network, Role.AUTHOR)

    with pytest.raises(RoleAlreadyHeldError):
        give(person, network, Role.AUTHOR)


def test_period_in_wrong_order_is_refused(network):
    with pytest.raises(RolePeriodError):
        grant_network_role(
            user=make_user("ada"),
            network=network,
            role=Role.AUTHOR,
            today=TODAY,
            now=timezone.now(),
            end_date=TODAY - dt.timedelta(days=1),
        )


@pytest.mark.requirement("ED2")
def test_portal_has_its_branch_on_the_home_pages(portal):
    site = Network.objects.get(kind=NetworkKind.SITE)
    editor = make_user("edda")

    give(editor, site, Role.EDITOR)

    assert portal.permissions_for_user(editor).can_edit() is True
    assert LegalPage.objects.count() == 0


@pytest.mark.requirement("ED2")
def test_network_without_pages_gets_them(portal):
    network = Network.objects.create(
        name="Neu",
        slug="neu",
        source_key="neu",
        kind=NetworkKind.ALLIANCE,
        source_locale=portal.locale,
    )

    open_branch(network=network)

    pages = RegionPage.objects.filter(network=network)
    assert sorted(page.locale.language_code for page in pages) == ["de", "en"]
    assert len({page.translation_key for page in pages}) == 1
    assert {page.translation_key for page in pages} == {network.translation_key}
