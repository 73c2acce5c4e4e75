"""The screens for lists of members: who, with which credential, and what they say (CO57, CO58)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.conf import DEFAULTS
from cms.enums import Role
from community.importers.member_jobs import run_due_imports
from community.models import Invitation, MemberExport, MemberImport
from tests.cms.staff import give, make_network, make_user
from tests.community.invitations import make_coordinator
from tests.community.member_files import CSV, bring, describe, start
from tests.community.people import make_member

pytestmark = pytest.mark.django_db
EXPORTS = "community_member_exports"
IMPORTS = "community_member_imports"
TABLE = CSV.encode()


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def clara(network):
    return enter(make_coordinator(network))


def enter(user, *, is_fresh=True):
    client = Client()
    client.force_login(user)
    client.user = user
    session = client.session
    at = timezone.now().timestamp() if is_fresh else 0
    session["account_authentication_methods"] = [
        {"method": "password", "at": at, "reauthenticated": is_fresh}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def order(client, place, **values):
    return client.post(
        reverse(EXPORTS),
        {
            "network": place.pk,
            "columns": ["name"],
            "file_format": "csv",
            "purpose": "Treffen",
        }
        | values,
    )


@pytest.mark.requirement("CO58", "A19")
def test_list_is_ordered_and_fetched_by_who_ordered_it(clara, network):
    make_member("ada", network=network)

    ordered = order(clara, network)
    row = MemberExport.objects.get()
    url = reverse("community_member_export", args=[row.pk])
    fetched = clara.get(url)
    colleague = enter(make_coordinator(network, "carl"))
    seen = colleague.get(reverse(EXPORTS))

    assert (ordered.status_code, fetched.status_code) == (302, 200)
    assert fetched.content.decode("utf-8-sig") == "Name shown\r\nAda\r\n"
    assert fetched.headers["Content-Disposition"].startswith(
        'attachment; filename="nord-'
    )
    assert fetched.headers["Cache-Control"] == "private, no-store"
    assert colleague.get(url).status_code == 404
    assert [entry["is_ready"] for entry in seen.context["exports"]] == [False]


@pytest.mark.requirement("CO58", "R18")
@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"purpose": ""}, ["purpose"]),
        ({"purpose": "x" * 10_000}, ["purpose"]),
        ({"columns": []}, ["columns"]),
        ({"columns": ["birth_year"]}, ["columns"]),
        ({"with_minors": "on"}, ["minors_purpose"]),
        ({"minors_purpose": "Fahrt"}, ["with_minors"]),
        ({"network": "0"}, ["network"]),
        ({"file_format": "Null"}, ["file_format"]),
    ],
)
def test_form_says_what_is_wrong_and_takes_nothing_out(clara, network, values, wrong):
    answer = order(clara, network, **values)

    assert list(answer.context["form"].errors) == wrong
    assert MemberExport.objects.count() == 0


@pytest.mark.requirement("CO4", "CO58")
@pytest.mark.parametrize("name", [EXPORTS, IMPORTS])
def test_credential_is_asked_for_again(network, name):
    client = enter(make_coordinator(network), is_fresh=False)

    answer = client.get(reverse(name))

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")


@pytest.mark.requirement("CO57", "CO58", "S25", "S27")
@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR])
def test_screens_are_for_the_coordination(network, clara, role):
    user = make_user("egon")
    give(user, network, role)
    client = enter(user)
    order(clara, network)
    row = bring(clara.user, network)

    answers = [
        client.get(reverse(EXPORTS)).status_code,
        client.get(reverse(IMPORTS)).status_code,
        order(client, network).status_code,
        client.get(
            reverse("community_member_export", args=[MemberExport.objects.get().pk])
        ).status_code,
        client.get(reverse("community_member_import", args=[row.pk])).status_code,
    ]

    assert answers == [302, 302, 302, 404, 404]
    assert MemberExport.objects.count() == 1


def upload(client, network, content=TABLE, name="liste.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse(IMPORTS), {"network": network.pk, "file": file})


@pytest.mark.requirement("CO57")
def test_file_is_brought_tried_started_and_watched(clara, network):
    upload(clara, network, CSV.encode() + b"Null;;\r\n")
    row = MemberImport.objects.get()
    url = reverse("community_member_import", args=[row.pk])
    asked = clara.get(url)
    clara.post(
        url,
        {
            "email": "E-Mail",
            "role_column": "Rolle",
            "role": "friend",
            "basis": "asked",
            "basis_words": "Beim Treffen",
            "kept_as": "Treffen",
        },
    )
    tried = clara.get(url)
    table = clara.get(reverse("community_member_import_errors", args=[row.pk]))
    before = Invitation.objects.count()
    for _turn in range(2):
        clara.post(reverse("community_member_import_start", args=[row.pk]))
    run_due_imports(timezone.now())
    done = clara.get(url)
    row.refresh_from_db()

    assert asked.context["form"]["email"].initial == "E-Mail"
    assert "plan" not in asked.context
    assert (len(tried.context["plan"].people), len(tried.context["errors"])) == (2, 1)
    assert table.content.decode("utf-8-sig").splitlines() == [
        "Line,Mistake",
        "4,This is no e-mail address.",
    ]
    assert (before, row.invited_count, row.row_count) == (0, 2, 2)
    assert [error.line for error in done.context["errors"]] == [4]


@pytest.mark.requirement("CO57", "R18", "A13")
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "liste.csv"),
        (bytes(range(256)), "liste.csv"),
        (b"E-Mail\nada@example.org\n", "liste.exe"),
        (b"PK\x03\x04", "liste.xlsx"),
    ],
)
def test_file_that_cannot_be_read_is_refused_in_words(clara, network, content, name):
    answer = upload(clara, network, content, name)

    assert list(answer.context["form"].errors) == ["file"]
    assert MemberImport.objects.count() == 0


@pytest.mark.requirement("CO57", "R18")
@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"basis": ""}, ["basis"]),
        ({"basis_words": ""}, ["basis_words"]),
        ({"basis_words": "x" * 10_000}, ["basis_words"]),
        ({"email": "Null"}, ["email"]),
        ({"role_column": "E-Mail"}, ["role_column"]),
        ({"kept_as": "😀" * 61}, ["kept_as"]),
    ],
)
def test_import_says_what_is_missing(clara, network, values, wrong):
    row = bring(clara.user, network)
    data = {
        "email": "E-Mail",
        "role": "friend",
        "basis": "asked",
        "basis_words": "Beim Treffen",
    }

    answer = clara.post(
        reverse("community_member_import", args=[row.pk]), data | values
    )
    row.refresh_from_db()

    assert list(answer.context["form"].errors) == wrong
    assert row.basis == ""


@pytest.mark.requirement("CO57")
def test_file_can_be_deleted_until_it_is_started(clara, network):
    for is_started in (False, True):
        row = describe(bring(clara.user, network), clara.user)
        if is_started:
            start(row, clara.user)
        clara.post(reverse("community_member_import_discard", args=[row.pk]))

    assert [row.started_at is None for row in MemberImport.objects.all()] == [False]


@pytest.mark.requirement("S54")
@pytest.mark.parametrize(("name", "limit"), [(EXPORTS, "export"), (IMPORTS, "import")])
def test_lists_and_files_have_a_limit(clara, settings, name, limit):
    settings.VERBUND_LIMITS = DEFAULTS["LIMITS"] | {limit: {"person": (2, 3600)}}

    answers = [clara.post(reverse(name), {}).status_code for _turn in range(3)]

    assert answers == [200, 200, 429]
