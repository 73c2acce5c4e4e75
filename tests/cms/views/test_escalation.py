"""Nobody below superuser reaches user rights (S3, A5), and side features stay shut (A24)."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from cms.enums import NetworkKind, Role
from cms.models import BranchGroup, Network, NetworkRole
from tests.cms.staff import give, make_network, make_user

USER_RIGHTS = ["add_user", "change_user", "delete_user", "add_group", "change_group"]


@pytest.fixture
def boss(db):
    return make_user("boss", is_superuser=True)


@pytest.fixture
def network(portal):
    return make_network("MINT Nord")


@pytest.mark.requirement("S3")
def test_no_role_grants_rights_over_users(network):
    give(make_user("ada"), network, Role.EDITOR)
    give(make_user("bob"), Network.objects.get(kind=NetworkKind.SITE), Role.EDITOR)

    rights = Permission.objects.filter(group__cms_branch_group__isnull=False)

    assert BranchGroup.objects.count() == 14
    assert set(rights.values_list("codename", flat=True)) == {
        "access_admin",
        "submit_translation",
    }
    assert rights.filter(codename__in=USER_RIGHTS).count() == 0


def crafted_requests(person, boss, group):
    """Return 20 requests that would make somebody a superuser: ``[(path, data), ...]``."""
    grabs = {
        "username": person.username,
        "email": person.email,
        "first_name": "A",
        "last_name": "B",
        "is_superuser": "on",
        "is_staff": "on",
        "is_active": "on",
        "groups": [group.pk],
        "user_permissions": list(Permission.objects.values_list("pk", flat=True)[:5]),
        "password1": "Neues-Passwort-77",
        "password2": "Neues-Passwort-77",
    }
    users, groups = "wagtailusers_users", "wagtailusers_groups"
    name = {"name": "Mächtige", "permissions": [1, 2, 3]}
    bulk = "/admin/bulk/auth/user"
    return [
        (
            reverse(f"{users}:add"),
            grabs | {"username": "neu", "email": "n@example.org"},
        ),
        (reverse(f"{users}:edit", args=[person.pk]), grabs),
        (reverse(f"{users}:edit", args=[boss.pk]), grabs | {"username": "boss"}),
        (reverse(f"{users}:edit", args=[person.pk]), {"is_superuser": "on"}),
        (reverse(f"{users}:delete", args=[boss.pk]), {}),
        (reverse(f"{users}:delete", args=[person.pk]), {}),
        (reverse(f"{users}:index"), grabs),
        (reverse(f"{groups}:add"), name),
        (reverse(f"{groups}:edit", args=[group.pk]), name),
        (reverse(f"{groups}:delete", args=[group.pk]), {}),
        (reverse(f"{groups}:index"), name),
        (f"{bulk}/assign_role/?id={person.pk}", {"role": group.pk}),
        (f"{bulk}/assign_role/?id={boss.pk}", {"role": group.pk}),
        (f"{bulk}/set_active_state/?id={boss.pk}", {"mark_as_active": ""}),
        (f"{bulk}/delete/?id={boss.pk}", {}),
        (f"{bulk}/delete/?id=all", {}),
        (
            reverse("wagtailadmin_account"),
            grabs | {"name_email-email": "x@example.org"},
        ),
        (reverse("wagtailadmin_workflows:add_task", args=["cms", "reviewtask"]), {}),
        (reverse("wagtailadmin_collections:add"), {"name": "Meine", "parent": 1}),
        (reverse("wagtailsites:add"), {"hostname": "evil.example.org", "port": 80}),
    ]


def get_powers():
    people = get_user_model().objects.order_by("pk")
    return {
        person.username: (
            person.is_superuser,
            person.is_staff,
            person.is_active,
            person.password,
            sorted(person.user_permissions.values_list("pk", flat=True)),
            sorted(person.groups.values_list("name", flat=True)),
        )
        for person in people
    }


@pytest.mark.requirement("S3", "A5", "A4")
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.EDITOR])
def test_crafted_requests_reach_no_power(client, network, boss, role):
    person = make_user("ada")
    give(person, network, role)
    group = Group.objects.create(name="Alle Rechte")
    group.permissions.set(Permission.objects.all())
    client.force_login(person)
    requests = crafted_requests(person, boss, group)
    before, groups = get_powers(), Group.objects.count()

    for path, data in requests:
        client.post(path, data)

    assert len(requests) == 20
    assert get_powers() == before
    assert Group.objects.count() == groups
    assert set(Group.objects.get(pk=group.pk).permissions.all()) == set(
        Permission.objects.all()
    )
    assert NetworkRole.objects.count() == 1


SIDE_FEATURES = [
    "wagtailredirects:index",
    "wagtailredirects:add",
    "wagtailredirects:start_import",
    "wagtailsites:index",
    "wagtaillocales:index",
    "wagtailadmin_collections:index",
    "wagtailadmin_workflows:index",
    "wagtailadmin_workflows:task_index",
    "wagtailusers_users:index",
    "wagtailusers_groups:index",
]


def get_answers(client, names):
    return {name: client.get(reverse(name)).status_code for name in names}


@pytest.mark.requirement("A24")
@pytest.mark.parametrize("role", list(Role))
def test_side_features_stay_shut(client, network, role):
    redirect = Redirect.objects.create(old_path="/alt", redirect_link="https://e.org")
    person = make_user("ada")
    give(person, network, role)
    client.force_login(person)

    answers = get_answers(client, SIDE_FEATURES)
    exported = client.get(reverse("wagtailredirects:index") + "?export=csv")
    client.post(reverse("wagtailredirects:delete", args=[redirect.pk]))
    client.post(reverse("wagtailredirects:edit", args=[redirect.pk]), {"old_path": "/"})

    assert answers == dict.fromkeys(SIDE_FEATURES, 302)
    assert exported.status_code == 302
    assert Redirect.objects.get().old_path == "/alt"
