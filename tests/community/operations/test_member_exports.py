"""Lists of members leave with a purpose, hold what is open, and go after a day (CO58)."""

import datetime as dt
import io

import pytest
from django.utils import timezone
from django.utils.translation import override
from openpyxl import load_workbook

from cms.enums import Role
from community.enums import Audience, MemberExportColumn
from community.models import Member, MemberExport, Profile
from community.operations.member_exports import (
    MayNotExportError,
    MemberExportTerms,
    NoPurposeError,
    forget_member_exports,
    make_member_export,
)
from tests.cms.staff import give, make_network, make_user
from tests.community.invitations import make_coordinator
from tests.community.people import make_child, make_member

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def clara(network):
    return make_coordinator(network)


def export(actor, network, *columns, file_format="csv", purpose="Treffen", minors=""):
    return make_member_export(
        network=network,
        terms=MemberExportTerms(
            columns=columns or ("name", "role"),
            file_format=file_format,
            purpose=purpose,
            minors_purpose=minors,
        ),
        actor=actor,
        now=NOW,
    )


def read(row):
    return bytes(row.content).decode("utf-8-sig").splitlines()


@pytest.mark.requirement("CO58", "S25")
def test_list_holds_the_own_network_only_and_is_noted(network, clara):
    other = make_network("Ost")
    give(clara, other, Role.COORDINATOR)
    make_member("ada", network=network)
    make_member("bea", network=network, is_confirmed=False)
    make_member("otto", network=other)

    row = export(clara, network)

    assert read(row) == ["Name shown,Role", "Ada,Somebody else who wants to help"]
    assert (row.made_by, row.purpose, row.columns, row.row_count) == (
        clara,
        "Treffen",
        ["name", "role"],
        1,
    )


@pytest.mark.requirement("CO58", "P35")
@pytest.mark.parametrize(
    ("minors", "names"), [("", ["Ada"]), ("Fahrt", ["Ada", "Kim"])]
)
def test_minors_are_in_it_only_with_a_purpose_of_their_own(
    network, clara, minors, names
):
    make_member("ada", network=network)
    make_child("kim", network=network)

    row = export(clara, network, "name", minors=minors)

    assert read(row)[1:] == names


@pytest.mark.requirement("CO58", "CO11")
@pytest.mark.parametrize(
    ("audience", "shown"),
    [
        (Audience.OWNER, ""),
        (Audience.STAFF, "a@example.org"),
        (Audience.PUBLIC, "a@example.org"),
        (77, ""),
    ],
)
def test_part_of_a_profile_is_in_it_only_where_its_owner_opens_it(
    network, clara, audience, shown
):
    member = make_member("ada", network=network)
    child = make_child("kim", network=network)
    Profile.objects.filter(member__in=[member, child]).update(
        email="a@example.org", email_audience=audience
    )

    row = export(clara, network, "name", "email", minors="Fahrt")

    assert read(row)[1:] == [f"Ada,{shown}", "Kim,"]


@pytest.mark.requirement("CO58", "S8", "R18")
@pytest.mark.parametrize("name", ["=1+1", "+49", "-1", "@SUM(A1)", "'=2", "Null", "😀"])
def test_no_cell_is_a_formula(network, clara, name):
    member = make_member("ada", network=network)
    Member.objects.filter(pk=member.pk).update(display_name=name)
    wanted = f"'{name}" if name.lstrip("'")[0] in "=+-@" else name

    table = export(clara, network, "name")
    book = export(clara, network, "name", file_format="xlsx")
    cell = load_workbook(io.BytesIO(bytes(book.content))).active["A2"]

    assert read(table)[1:] == [wanted]
    assert (cell.value, cell.data_type) == (wanted, "s")


@pytest.mark.requirement("CO58", "S27")
def test_columns_are_those_that_the_coordination_may_see():
    assert [column.value for column in MemberExportColumn] == [
        "name",
        "role",
        "age",
        "since",
        "seen",
        "language",
        "position",
        "workplace",
        "email",
        "phone",
        "website",
    ]


@pytest.mark.requirement("CO58", "S25")
def test_nobody_else_takes_a_list_out_and_none_without_a_purpose(network, clara):
    editor = make_user("egon")
    give(editor, network, Role.EDITOR)

    with pytest.raises(MayNotExportError):
        export(editor, network)
    with pytest.raises(MayNotExportError):
        export(clara, make_network("Ost"))
    with pytest.raises(NoPurposeError):
        export(clara, network, purpose=" ")


@pytest.mark.requirement("CO58", "P49", "P58")
def test_file_goes_after_a_day_and_the_note_after_a_year(network, clara):
    export(clara, network)
    left = []
    for time in ({"hours": 23}, {"hours": 25}, {"days": 364}, {"days": 366}):
        forget_member_exports(NOW + dt.timedelta(**time))
        left.append([row.content is None for row in MemberExport.objects.all()])

    assert left == [[False], [True], [True], []]


@pytest.mark.requirement("CO58")
def test_queries_do_not_grow_with_the_members(
    network, clara, django_assert_num_queries
):
    for names in (["ada"], ["bea", "cleo"]):
        for name in names:
            make_member(name, network=network)
        with django_assert_num_queries(8):
            export(clara, network, *MemberExportColumn.values)
