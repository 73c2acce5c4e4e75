"""Files of people are read as they come, line by line, and invite each person once (CO57)."""

import datetime as dt
import io
import zipfile

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from cms.enums import LeaseState
from cms.importers.tables import UnreadableTableError
from cms.jobs.rows import LeaseLostError, claim_due
from cms.models import NetworkRole, OutboxMail
from cms.transitions import WrongStateError
from community.enums import InvitationState
from community.importers import member_jobs
from community.importers.member_jobs import run_due_imports
from community.importers.members import plan_import, read_file
from community.models import (
    Invitation,
    MemberImport,
    MemberImportTemplate,
    Membership,
)
from community.operations.invitations import (
    send_imported_invitations,
    withdraw_invitation,
)
from community.operations.member_imports import (
    MayNotImportError,
    drop_import,
    forget_member_imports,
    invite_batch,
)
from tests.cms.staff import make_network
from tests.community.invitations import invite, make_coordinator
from tests.community.member_files import (
    CSV,
    bring,
    describe,
    make_started,
    make_workbook,
    start,
)
from tests.community.people import make_member

NOW = timezone.now()


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def plan(content, *, role_column=""):
    columns = {"email": "E-Mail"} | ({"role": role_column} if role_column else {})
    return plan_import(
        read_file(content),
        columns=columns,
        role="friend",
        own_addresses=["clara@x.org"],
    )


def list_people(found):
    return [(one.line, one.address, one.role) for one in found.people]


@pytest.mark.requirement("CO57", "R19")
@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        b"\xef\xbb\xbf" + CSV.encode(),
        CSV.replace(";", ",").encode(),
        CSV.encode("cp1252"),
        make_workbook(
            ["E-Mail", "Rolle", "Telefon"],
            ["ada@example.org", "Lehrkraft", "+49 170"],
            ["bob@example.org", None, None],
        ),
    ],
    ids=["semicolon", "bom", "comma", "cp1252", "xlsx"],
)
def test_people_are_read_whatever_program_saved_the_file(content):
    found = plan(content, role_column="Rolle")

    assert list_people(found) == [
        (2, "ada@example.org", "teacher"),
        (3, "bob@example.org", "friend"),
    ]
    assert found.errors == ()


@pytest.mark.requirement("CO57", "R18", "R19", "S8")
@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("", "There is no address."),
        ("=HYPERLINK(1)", "The address begins like a formula."),
        ("@example.org", "The address begins like a formula."),
        ("x" * 10_000, "The address is longer than 254 characters."),
        ("a\x00b@example.org", "This is no e-mail address."),
        ("Null", "This is no e-mail address."),
        ("😀", "This is no e-mail address."),
        ("Ada <ada@example.org>", "This is no e-mail address."),
        ("CLARA@x.org", "This is your own address."),
    ],
)
def test_mistake_is_told_by_line_and_repeats_nothing(cell, text):
    found = plan(f"E-Mail,Name\neva@example.org,\n{cell},Ada\n".encode())

    assert [(one.line, one.text) for one in found.errors] == [(3, text)]
    assert len(found.people) == 1


@pytest.mark.requirement("CO57", "S8")
def test_formula_in_a_workbook_is_a_text_and_a_mistake():
    found = plan(make_workbook(["E-Mail"], ["=1+1"], ["eva@example.org"]))

    assert [one.text for one in found.errors] == ["The address begins like a formula."]
    assert list_people(found) == [(3, "eva@example.org", "friend")]


@pytest.mark.requirement("CO57")
def test_address_that_comes_twice_and_role_that_nobody_knows_are_told():
    content = "E-Mail;Rolle\neva@x.org;\nEVA@x.org;\nudo@x.org;Chefin\n"

    found = plan(content.encode(), role_column="Rolle")

    assert [one.line for one in found.errors] == [3, 4]
    assert found.errors[0].text == "The same address stands in line 2."


def make_bomb():
    """A workbook whose one part unpacks to more than we read."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", b"<w>" + b" " * (21 * 1024 * 1024))
    return buffer.getvalue()


@pytest.mark.requirement("CO57", "A14", "R19")
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"E-Mail\n",
        b"PK\x03\x04 no package",
        bytes(range(256)),
        "E-Mail\nada@x.org".encode("utf-16"),
        b'E-Mail\n"ada',
        b"E-Mail,e-mail\na,b\n",
        b"x" * 200 + b"\na\n",
        b"E-Mail\n" + b"a@example.org\n" * 10_001,
        b"E-Mail\n" + b"a" * (5 * 1024 * 1024),
        make_bomb(),
        make_workbook(),
        make_workbook(["E-Mail"]),
    ],
    ids=[
        "empty",
        "only headings",
        "broken zip",
        "binary",
        "utf-16",
        "open quotation mark",
        "heading twice",
        "long heading",
        "too many lines",
        "too large",
        "bomb",
        "empty workbook",
        "workbook with headings only",
    ],
)
def test_file_that_cannot_be_read_says_why(content):
    with pytest.raises(UnreadableTableError):
        read_file(content)


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def clara(network):
    return make_coordinator(network)


def list_invited():
    rows = Invitation.objects.order_by("pk")
    return list(rows.values_list("email", "option", "sent_count"))


@pytest.mark.django_db
@pytest.mark.requirement("CO57")
def test_people_are_invited_and_nobody_becomes_a_member(network, clara):
    row = make_started(clara, network, role_column="Rolle")

    worked = run_due_imports(timezone.now())
    written_before = OutboxMail.objects.count()
    sent = [send_imported_invitations(timezone.now()) for _turn in range(2)]
    row.refresh_from_db()

    assert (worked, written_before, sent) == (1, 0, [2, 0])
    assert list_invited() == [
        ("ada@example.org", "teacher", 1),
        ("bob@example.org", "friend", 1),
    ]
    assert sorted(OutboxMail.objects.values_list("recipient", flat=True)) == [
        "ada@example.org",
        "bob@example.org",
    ]
    assert Membership.objects.count() == 0
    assert (row.state, row.content, row.invited_count) == (LeaseState.DONE, None, 2)


@pytest.mark.django_db
@pytest.mark.requirement("CO57")
def test_same_file_again_invites_nobody_twice(network, clara):
    make_started(clara, network)
    run_due_imports(timezone.now())

    again = make_started(clara, network)
    run_due_imports(timezone.now())
    again.refresh_from_db()

    assert (again.invited_count, again.known_count) == (0, 2)
    assert Invitation.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.requirement("CO57", "CO48")
def test_who_said_no_is_not_asked_again_and_who_was_silent_is(network, clara):
    for email, state in (("ada", "declined"), ("bob", "expired")):
        made = invite(clara, network, email=f"{email}@example.org")
        Invitation.objects.filter(pk=made.pk).update(state=state, ended_at=NOW)

    row = make_started(clara, network)
    run_due_imports(timezone.now())
    row.refresh_from_db()

    pending = Invitation.objects.pending().values_list("email", flat=True)
    assert (list(pending), row.known_count) == (["bob@example.org"], 1)


@pytest.mark.django_db
@pytest.mark.requirement("CO57", "R5")
def test_killed_job_goes_on_behind_the_last_whole_batch(network, clara, monkeypatch):
    monkeypatch.setattr(member_jobs, "BATCH_SIZE", 2)
    lines = "".join(f"p{number}@example.org\n" for number in range(5))
    row = make_started(clara, network, f"E-Mail\n{lines}")
    claimed = claim_due(MemberImport)
    people = member_jobs.read_plan(claimed).people
    invite_batch(row=claimed, people=people[:2], now=NOW)

    # The worker dies; its lease runs out, and the next one takes the row.
    past = timezone.now() - dt.timedelta(minutes=5)
    MemberImport.objects.filter(pk=row.pk).update(leased_until=past)
    run_due_imports(timezone.now())
    with pytest.raises(LeaseLostError):
        invite_batch(row=claimed, people=people[2:4], now=NOW)
    row.refresh_from_db()

    assert (row.state, row.invited_count, row.known_count) == ("done", 5, 0)
    assert Invitation.objects.count() == 5


@pytest.mark.django_db
@pytest.mark.requirement("CO57")
def test_batch_that_is_refused_is_tried_line_by_line(network, clara, monkeypatch):
    row = make_started(clara, network)
    claimed = claim_due(MemberImport)
    people = member_jobs.read_plan(claimed).people
    bulk_create = Invitation.objects.bulk_create

    def meet_another(rows, **values):
        rows = list(rows)
        if any(one.email == "ada@example.org" for one in rows):
            raise IntegrityError
        return bulk_create(rows, **values)

    monkeypatch.setattr(
        type(Invitation.objects), "bulk_create", staticmethod(meet_another)
    )
    invite_batch(row=claimed, people=people, now=NOW)
    row.refresh_from_db()

    assert list_invited() == [("bob@example.org", "friend", 0)]
    assert (row.invited_count, row.known_count, row.last_line) == (1, 1, 3)


@pytest.mark.django_db
@pytest.mark.requirement("CO57", "A25")
def test_nobody_is_invited_once_the_right_has_ended(network, clara):
    row = make_started(clara, network)
    NetworkRole.objects.filter(user=clara).update(revoked_at=NOW)

    run_due_imports(timezone.now())
    row.refresh_from_db()

    assert (row.state, Invitation.objects.count()) == (LeaseState.DEAD, 0)


@pytest.mark.django_db
@pytest.mark.requirement("CO57")
def test_without_a_basis_nothing_starts_and_nothing_is_written(network, clara):
    row = bring(clara, network)

    with pytest.raises(WrongStateError):
        start(row_with_columns(row), clara)
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberImport.objects.update(started_at=NOW)
    Invitation.objects.filter(pk=invite(clara, network).pk).update(sent_count=0)

    assert send_imported_invitations(timezone.now()) == 0


def row_with_columns(row):
    row.columns = {"email": "E-Mail"}
    return row


@pytest.mark.django_db
@pytest.mark.requirement("CO57")
def test_withdrawn_before_its_mail_gets_none(network, clara):
    make_started(clara, network, "E-Mail\nada@example.org\n")
    run_due_imports(timezone.now())
    made = Invitation.objects.get()

    withdraw_invitation(invitation=made, actor=clara, now=timezone.now())
    sent = send_imported_invitations(timezone.now())

    assert (sent, made.state) == (0, InvitationState.PENDING)


@pytest.mark.django_db
@pytest.mark.requirement("CO57", "S25")
def test_file_is_only_that_of_who_brought_it(network, clara):
    row = bring(clara, network)
    other = make_coordinator(network, "carl")
    stranger = make_coordinator(make_network("Ost"), "otto")

    with pytest.raises(MayNotImportError):
        describe(row, other)
    with pytest.raises(MayNotImportError):
        drop_import(row=row, actor=other)
    with pytest.raises(MayNotImportError):
        bring(stranger, network)


@pytest.mark.django_db
@pytest.mark.requirement("CO57")
def test_columns_are_kept_under_a_name_for_the_network(network, clara):
    for email in ("E-Mail", "Telefon"):
        describe(bring(clara, network), clara, email=email, template="Unsere Liste")

    template = MemberImportTemplate.objects.get()
    assert (template.network, template.name) == (network, "Unsere Liste")
    assert template.columns == {"email": "Telefon"}


@pytest.mark.django_db
@pytest.mark.requirement("CO57", "P58", "P62")
def test_file_mistakes_and_note_go_one_after_the_other(network, clara):
    row = make_started(clara, network, "E-Mail\nada@example.org\nNull\n")
    run_due_imports(timezone.now())
    row.refresh_from_db()
    mistakes, done = row.errors, row.finished_at
    unused = bring(clara, network)

    gone = [
        forget_member_imports(unused.created_at + dt.timedelta(hours=hours))
        for hours in (23, 25)
    ]
    later = [
        forget_member_imports(done + dt.timedelta(days=days))
        for days in (13, 15, 364, 366)
    ]

    assert mistakes == [{"line": 3, "text": "This is no e-mail address."}]
    assert (gone, later) == ([0, 1], [0, 1, 0, 1])
    assert Invitation.objects.get().member_import is None


@pytest.mark.django_db
@pytest.mark.requirement("CO57")
def test_queries_do_not_grow_with_the_people(network, clara, django_assert_num_queries):
    make_member("mia", network=network)
    content = "E-Mail\n" + "".join(f"p{number}@example.org\n" for number in range(60))
    for lines, size in ((content, 60), ("E-Mail\nq@example.org\n", 1)):
        make_started(clara, network, lines)
        claimed = claim_due(MemberImport)
        people = member_jobs.read_plan(claimed).people
        with django_assert_num_queries(5):
            invite_batch(row=claimed, people=people, now=NOW)
        assert len(people) == size
