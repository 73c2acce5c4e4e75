"""Organisations and groups are found by whom their own rules show them to (F1, F15)."""

import pytest

from cms.audiences import VISITOR, find_viewer
from cms.enums import Role
from community.enums import AccountState, GroupVisibility, OrganisationState
from community.models import Group, Member, Organisation
from search.models import Entry
from tests.cms.staff import give, make_network
from tests.community.groups import make_group, make_group_for_minors
from tests.community.organisations import make_organisation
from tests.community.people import make_child, make_login, make_member
from tests.search.finding import find_things, refresh_everything

pytestmark = pytest.mark.django_db


def make_viewers(network, *members):
    editor, coordinator = make_login("edi"), make_login("kim")
    give(editor, network, Role.EDITOR)
    give(coordinator, network, Role.COORDINATOR)
    people = [make_member("mia"), make_child("ede"), *members]
    return [None, editor, coordinator, *(member.user for member in people)]


def list_found(model, kind, users):
    """Return for each viewer what search finds, and what the model's own rule shows."""
    found, shown = [], []
    for user in users:
        viewer = VISITOR if user is None else find_viewer(user)
        rows = model.objects.visible_to(viewer)
        found.append(find_things(user, kind))
        shown.append({f"{kind}:{row.pk}" for row in rows})
    return found, shown


@pytest.mark.requirement("F1", "F15", "CO21")
@pytest.mark.parametrize("state", [*OrganisationState])
@pytest.mark.parametrize("account", [AccountState.ACTIVE, AccountState.PAUSED])
def test_organisation_is_found_by_whom_its_rule_shows_it_to(portal, state, account):
    network = make_network("MINT Musterstadt")
    ada = make_member("ada", network=network)
    row = make_organisation("Muster-Werke", admin=ada, network=network)
    Organisation.objects.filter(pk=row.pk).update(state=state)
    Member.objects.filter(pk=ada.pk).update(state=account)

    found, shown = list_found(Organisation, "organisation", make_viewers(network, ada))

    assert found == shown
    assert refresh_everything() == 0


@pytest.mark.requirement("F15")
def test_organisation_tells_its_text_and_no_way_to_reach_it(portal):
    row = make_organisation(
        "Muster-Werke", about="Wir bauen Brücken.", email="post@example.org"
    )

    entry = Entry.objects.get(thing=f"organisation:{row.pk}")

    assert (entry.title, entry.body) == ("Muster-Werke", "Wir bauen Brücken.")
    assert entry.url == f"/en/organisations/{row.slug}/"


@pytest.mark.requirement("F1", "F15", "CO29", "CO31")
@pytest.mark.parametrize("visibility", [*GroupVisibility, None])
def test_group_is_found_by_whom_its_rule_shows_it_to(portal, visibility):
    network = make_network("MINT Musterstadt")
    ada = make_member("ada", network=network)
    if visibility is None:
        make_group_for_minors(ada, network)
        Group.objects.update(visibility=GroupVisibility.PUBLIC)
    else:
        make_group(ada, network, visibility=visibility)

    found, shown = list_found(Group, "group", make_viewers(network, ada))

    assert found == shown
    assert refresh_everything() == 0
