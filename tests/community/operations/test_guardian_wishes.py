"""Guardians get the data of their child and have it erased, by link (CO66, P9, P10)."""

import datetime as dt
import io
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.db.models.functions import Now
from django.utils import timezone

from cms.links import get_link_path
from cms.models import LinkToken, OutboxMail
from community.enums import AccountState, ConsentScope, GuardianAnswer, Outcome
from community.exports.personal_data import FOR_GUARDIANS, build_archive
from community.models import Consent, DataExport, Member, Notification
from community.operations.accounts import erase_due_accounts
from community.operations.data_exports import (
    FILE_PURPOSE,
    NotEntitledError,
    build_due_exports,
    request_export,
    request_export_as_guardian,
)
from community.operations.guardians import (
    PAGE_PURPOSE,
    REOPEN_PURPOSE,
    answer_as_guardian,
    ask_guardian,
    change_as_guardian,
    reopen_as_guardian,
)
from community.operations.moderation import decide_case
from community.personal_data import personal_data
from community.queries.personal_data import get_person
from tests.cms.staff import make_user
from tests.community.canaries import seed
from tests.community.moderating import judge, note
from tests.community.people import make_child
from tests.community.views.test_data_exports import FILE, log_in

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
PARENT = "eltern@example.org"
EVERYTHING = ["account", "events"]
KEPT = ("Message", "Notice", "Block", "Notification")


def make_family(name="kim", parent=PARENT):
    child = make_child(name, has_consent=False)
    guardian = ask_guardian(member=child, email=parent, now=timezone.now())
    answer_as_guardian(
        guardian=guardian,
        answer=GuardianAnswer.YES,
        scopes=[ConsentScope.EVENTS],
        now=timezone.now(),
    )
    guardian.refresh_from_db()
    return guardian


@pytest.fixture
def guardian(portal):
    return make_family()


def find_path(purpose):
    return get_link_path(LinkToken.objects.filter(purpose=purpose).latest("pk"))


def build():
    DataExport.objects.filter(state="due").update(due_at=Now())
    return build_due_exports(timezone.now())


def list_mails(address=PARENT):
    rows = OutboxMail.objects.filter(recipient=address).order_by("pk")
    return [mail.template.rsplit("/", 1)[1] for mail in rows]


def ask_for_file(client, guardian):
    path = find_path(PAGE_PURPOSE)
    return client.post(path, {"scopes": EVERYTHING, "wish": "file"})


@pytest.mark.requirement("CO66", "P9")
def test_file_goes_to_the_guardians_mailbox_and_the_child_is_told(client, guardian):
    child = guardian.member
    asked = ask_for_file(client, guardian)
    before = list_mails()
    built = build()

    answer = client.get(find_path(FILE_PURPOSE))
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()

    assert (asked.status_code, before, built) == (
        200,
        ["guardian_ask", "guardian_page"],
        1,
    )
    assert list_mails()[2:] == ["guardian_file"]
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert answer["Cache-Control"] == "private, no-store"
    assert "json/community.Member.json" in names
    assert {name[5:-5] for name in names if name.startswith("json/")} <= FOR_GUARDIANS
    told = Notification.objects.filter(recipient=child, kind="guardian-file")
    assert told.count() == 1
    assert FILE_PURPOSE not in list_mails("kim@example.org")


@pytest.mark.requirement("CO66", "P9")
def test_file_leaves_out_what_a_child_keeps_to_itself(portal, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = seed("kanarienvogel", make_user("kollegin"))
    archive = build_archive(get_person(world.user), "de", is_for_guardian=True)
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        text = packed.read("README.txt").decode()
        tables = {n[5:-5] for n in packed.namelist() if n.startswith("json/")}

    known = {entry.name for entry in personal_data.entries() if entry.exported}
    assert tables == FOR_GUARDIANS
    assert known >= FOR_GUARDIANS
    assert [name for name in KEPT if f"community.{name} " in text] == []


@pytest.mark.requirement("CO66")
def test_one_file_a_day_beside_the_childs_own(client, guardian):
    ask_for_file(client, guardian)
    ask_for_file(client, guardian)
    request_export(user=guardian.member.user, language="en", now=timezone.now())
    count = DataExport.objects.count()
    build()

    own = DataExport.objects.own().get()
    handed = log_in(guardian.member.user).get(FILE)

    assert count == 2
    assert DataExport.objects.filter(state="done").count() == 2
    assert handed.status_code == 200
    assert handed.content == bytes(own.archive)


@pytest.mark.requirement("CO66", "S26")
@pytest.mark.parametrize("reason", ["withdrawn", "sixteen", "closed", "expired"])
def test_link_to_the_file_ends_with_the_right(client, guardian, reason):
    ask_for_file(client, guardian)
    build()
    path = find_path(FILE_PURPOSE)
    works = client.get(path).status_code
    if reason == "withdrawn":
        change_as_guardian(guardian=guardian, scopes=[], now=timezone.now())
    elif reason == "sixteen":
        Member.objects.update(birth_year=timezone.localdate().year - 17)
    elif reason == "closed":
        Member.objects.update(state=AccountState.CLOSED, closed_at=timezone.now())
    else:
        DataExport.objects.update(expires_at=timezone.now() - DAY)

    ended = client.get(path)

    assert (works, ended.status_code) == (200, 410)
    assert b"PK\x03\x04" not in ended.content


@pytest.mark.requirement("CO66", "S26")
def test_who_speaks_for_the_child_no_more_gets_no_file(guardian):
    request_export_as_guardian(guardian=guardian, now=timezone.now())
    Member.objects.update(birth_year=timezone.localdate().year - 17)
    build()

    with pytest.raises(NotEntitledError):
        request_export_as_guardian(guardian=guardian, now=timezone.now() + 2 * DAY)
    assert DataExport.objects.count() == 0
    assert list_mails() == ["guardian_ask", "guardian_page"]


@pytest.mark.requirement("CO66", "A2")
def test_link_of_another_child_reaches_that_child_only(client, guardian):
    other = make_family("ben", "andere@example.org")
    ask_for_file(client, other)
    path = get_link_path(LinkToken.objects.filter(purpose=PAGE_PURPOSE).latest("pk"))
    build()
    content = client.get(find_path(FILE_PURPOSE)).content
    client.post(
        path, {"scopes": EVERYTHING, "wish": "erase", "member": guardian.member_id}
    )

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        words = "".join(packed.read(name).decode() for name in packed.namelist())
    states = dict(Member.objects.values_list("display_name", "state"))
    assert ("Ben" in words, "Kim" in words, "kim@" in words) == (True, False, False)
    assert states == {"Kim": "active", "Ben": "closed"}
    assert list_mails() == ["guardian_ask", "guardian_page"]


@pytest.mark.requirement("CO66", "P10", "P44")
def test_guardian_erases_after_the_grace_and_the_child_is_told(client, guardian):
    path = find_path(PAGE_PURPOSE)
    answer = client.post(path, {"scopes": EVERYTHING, "wish": "erase"})
    guardian.member.refresh_from_db()
    now = timezone.now()
    told = list_mails("kim@example.org")

    early = erase_due_accounts(now + 6 * DAY)
    late = erase_due_accounts(now + 7 * DAY)

    assert (answer.status_code, guardian.member.state) == (200, AccountState.CLOSED)
    assert (told[-1], list_mails()) == ("consent_refused", [])
    assert (early, late, get_user_model().objects.count()) == (0, 1, 0)
    assert client.get(path).status_code == 404


@pytest.mark.requirement("CO66", "P10")
def test_closing_is_taken_back_by_link_once(client, guardian):
    client.post(find_path(PAGE_PURPOSE), {"scopes": [], "wish": "erase"})
    path = find_path(REOPEN_PURPOSE)
    shown = client.get(path).status_code
    done, again = client.post(path), client.post(path)
    child = Member.objects.get()

    assert (shown, done.status_code, again.status_code) == (200, 200, 410)
    assert (child.state, child.closed_at, child.user.is_active) == (
        AccountState.ACTIVE,
        None,
        True,
    )
    given = Consent.objects.in_force().values_list("scope", flat=True)
    assert list(given) == ["account"]
    assert erase_due_accounts(timezone.now() + 30 * DAY) == 0
    assert list_mails()[-2:] == ["guardian_closed", "guardian_page"]


@pytest.mark.requirement("CO66", "P31")
@pytest.mark.parametrize("reason", ["sixteen", "late"])
def test_closing_is_not_taken_back(client, guardian, reason):
    change_as_guardian(guardian=guardian, scopes=[], now=timezone.now())
    path = find_path(REOPEN_PURPOSE)
    if reason == "sixteen":
        Member.objects.update(birth_year=timezone.localdate().year - 17)
    else:
        Member.objects.update(closed_at=timezone.now() - 8 * DAY)

    answer = client.post(path)

    assert (answer.status_code, Member.objects.get().state) == (410, "closed")


@pytest.mark.requirement("CO66", "CO50")
def test_decision_of_moderation_outlives_the_way_back(guardian, portal):
    now = timezone.now()
    child = guardian.member
    case = note("member", child, now=now)
    verdict = judge(Outcome.SUSPEND, ends_at=now + 30 * DAY)
    decide_case(case=case, verdict=verdict, actor=make_user("momo"), now=now)
    guardian.refresh_from_db()
    change_as_guardian(guardian=guardian, scopes=[], now=now)

    reopen_as_guardian(guardian=guardian, now=now)

    child.refresh_from_db()
    child.user.refresh_from_db()
    assert (child.state, child.user.is_active) == (AccountState.BLOCKED, False)
