"""The own data as a file: asked for, built by a job, whole, nobody else's, gone (P9, P53)."""

import csv
import datetime as dt
import io
import json
import signal
import threading
import time
import zipfile

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now

from cms.models import OutboxMail
from community.enums import ContactState
from community.exports.personal_data import build_archive
from community.models import (
    Block,
    CaseDecision,
    DataExport,
    ModerationCase,
    Statement,
)
from community.operations import data_exports
from community.operations.data_exports import (
    ExportRequestedError,
    build_due_exports,
    forget_exports,
    request_export,
)
from community.operations.erasing import erase_user
from community.personal_data import personal_data
from community.queries.personal_data import get_person
from tests.cms.staff import make_network, make_user
from tests.community.canaries import NOW, seed
from tests.community.people import make_login, make_member
from tests.community.profiles import make_contact
from tests.processes import start_manage

DAY = dt.timedelta(days=1)
WORD, OTHER = "kanarienvogel", "nachtigall"


@pytest.fixture
def user(db):
    return make_member("ada").user


def build(now=NOW):
    """Build what is asked for; pauses are over by the clock of the database."""
    DataExport.objects.filter(state="due").update(due_at=Now())
    return build_due_exports(now)


def read(archive) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


@pytest.mark.requirement("P9", "P36")
def test_archive_holds_every_table_of_the_person_and_nobody_else(
    portal, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    colleague = make_user("kollegin")
    world = seed(WORD, colleague)
    seed(OTHER, colleague)
    shown = {entry.name for entry in personal_data.entries() if entry.exported}

    found = read(build_archive(get_person(world.user), "de"))

    tables = {name[5:-5] for name in found if name.startswith("json/")}
    assert tables == shown
    assert {name[4:-4] for name in found if name.startswith("csv/")} == shown
    assert [name for name, text in found.items() if OTHER in text.lower()] == []
    assert len([name for name in found if name.startswith("files/")]) == 3
    silent = {name for name in tables if WORD not in found[f"json/{name}.json"].lower()}
    assert silent == {
        # What they hold are keys, dates and names of groups.
        "account.EmailConfirmation",
        "actstream.Action",
        "actstream.Follow",
        "auth.User_groups",
        "auth.User_user_permissions",
        "cms.LinkToken",
        "cms.NetworkRole",
        "community.AgeNotice",
        "community.BannedAddress",
        "community.Block",
        "community.Circular",
        "community.Circular_members",
        "community.Clearance",
        "community.Consent",
        "community.Contribution",
        "community.DataExport",
        "community.GivenSlug",
        "community.Group",
        "community.GroupEvent",
        "community.GroupFile",
        "community.GroupMembership",
        "community.InactivityNotice",
        "community.InvitationBlock",
        "community.Membership",
        "community.Mute",
        "community.NotificationPreference",
        "community.NotificationSettings",
        "community.ProfileTerm",
        "community.ProfileValue",
        "community.RulesAcceptance",
        "community.SafeguardingRead",
        "community.Thanks",
        "community.Thread",
        "community.ThreadMember",
        "mfa.Authenticator",
        "socialaccount.SocialToken",
        "wagtailadmin.EditingSession",
        "wagtailcore.ModelLogEntry",
        "wagtailcore.PageSubscription",
        "wagtailcore.WorkflowState",
    }


@pytest.mark.requirement("P9")
def test_secrets_stay_out(user):
    text = "".join(read(build_archive(get_person(user), "en")).values())

    assert user.password not in text


@pytest.mark.requirement("P9", "CO53", "CO19")
def test_archive_tells_neither_who_keeps_away_nor_who_said_no(db):
    ada, bo, cleo = (make_member(name) for name in ("ada", "bo", "cleo"))
    Block.objects.create(blocker=ada, blocked=bo, since=NOW)
    Block.objects.create(blocker=cleo, blocked=ada, since=NOW)
    make_contact(ada, cleo, ContactState.DECLINED)

    found = read(build_archive(get_person(ada.user), "en"))

    blocks = json.loads(found["json/community.Block.json"])
    (contact,) = json.loads(found["json/community.Contact.json"])
    assert [row["blocked__display_name"] for row in blocks] == ["Bo"]
    assert contact["asked__display_name"] == "Cleo"
    assert contact.keys() == {
        "asker__display_name",
        "asked__display_name",
        "words",
        "asked_at",
    }


@pytest.mark.requirement("P9", "P8")
def test_archive_holds_a_case_when_a_statement_has_told_of_it(portal):
    author = make_member("anna")
    case = ModerationCase.objects.create(
        number="K1",
        kind="profile",
        content_type=ContentType.objects.get_for_model(author),
        object_id=author.pk,
        network=make_network("Nord"),
        author=author,
        public_title="Ein Profil",
        received_at=NOW,
        waiting_since=NOW,
    )
    before = read(build_archive(get_person(author.user), "en"))
    decision = CaseDecision.objects.create(
        case=case, stage="first", outcome="nothing", member=author, decided_at=NOW
    )
    Statement.objects.create(decision=decision, language="en", made_at=NOW)
    after = read(build_archive(get_person(author.user), "en"))

    told = {"ModerationCase", "CaseDecision", "Statement"}
    assert after.keys() - before.keys() == {
        f"{kind}/community.{name}.{kind}" for kind in ("csv", "json") for name in told
    }


@pytest.mark.requirement("P9", "S8")
@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@ada", "'@ada"),
        ("Ada", "Ada"),
        ("🐦 Null", "🐦 Null"),
        ('a"b,c\nd', 'a"b,c\nd'),
    ],
)
def test_table_opens_in_a_spreadsheet_without_computing(db, name, cell):
    member = make_member("ada")
    type(member).objects.update(display_name=name)

    found = read(build_archive(get_person(member.user), "en"))

    rows = list(csv.DictReader(io.StringIO(found["csv/community.Member.csv"][1:])))
    assert rows[0]["display_name"] == cell
    assert json.loads(found["json/community.Member.json"])[0]["display_name"] == name


@pytest.mark.requirement("P9")
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "This is what Verbund holds on you."),
        ("de", "Das hat Verbund über dich gespeichert."),
    ],
)
def test_read_me_speaks_the_language_of_the_person(user, language, sentence):
    text = read(build_archive(get_person(user), language))["README.txt"]

    assert text.splitlines()[0] == sentence
    assert len(text.splitlines()) > len(personal_data.entries())


@pytest.mark.requirement("P9")
def test_job_builds_and_tells_once(user):
    request_export(user=user, language="en", now=NOW)

    counts = [build(NOW + DAY), build(NOW + DAY)]

    row = DataExport.objects.get()
    mail = OutboxMail.objects.get()
    assert counts == [1, 0]
    assert (row.state, row.expires_at) == ("done", NOW + 8 * DAY)
    assert "json/community.Member.json" in read(bytes(row.archive))
    assert (mail.recipient, mail.template) == (
        "ada@example.org",
        "community/mail/data_export_ready",
    )
    assert mail.context == {
        "url": "http://127.0.0.1:8000/en/me/data/",
        "days": 7,
    }


@pytest.mark.requirement("P9")
def test_only_one_open_request(user):
    request_export(user=user, language="en", now=NOW)

    with pytest.raises(ExportRequestedError):
        request_export(user=user, language="en", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        DataExport.objects.create(key="x", user=user, language="en")

    assert DataExport.objects.count() == 1


@pytest.mark.requirement("P9")
def test_new_archive_takes_the_place_of_the_old_one(user):
    for _time in range(2):
        request_export(user=user, language="en", now=NOW)
        build()

    assert [row.state for row in DataExport.objects.all()] == ["done"]
    assert OutboxMail.objects.count() == 2


@pytest.mark.requirement("P9")
def test_what_fails_is_tried_again_and_then_shown_without_words_of_the_person(
    user, monkeypatch
):
    def fail(_person, _language, **_kwargs):
        raise ValueError(f"no such {WORD}")

    monkeypatch.setattr(data_exports, "build_archive", fail)
    request_export(user=user, language="en", now=NOW)
    states = []
    for _try in range(4):
        build()
        row = DataExport.objects.get()
        states.append((row.state, row.last_error))

    assert states == [("due", "ValueError")] * 3 + [("dead", "ValueError")]
    assert DataExport.objects.get().has_failed
    request_export(user=user, language="en", now=NOW)


@pytest.mark.requirement("P53", "P58")
def test_archive_goes_after_seven_days(user):
    request_export(user=user, language="en", now=NOW)
    build()
    second = dt.timedelta(seconds=1)

    counts = [forget_exports(NOW + 7 * DAY - second), forget_exports(NOW + 7 * DAY)]

    assert counts == [0, 1]


@pytest.mark.requirement("P10")
def test_erased_person_gets_no_archive_and_no_mail(user, monkeypatch):
    def erase_meanwhile(person, language, **_kwargs):
        erase_user(user_id=person.user_id, now=NOW)
        return build_archive(person, language)

    monkeypatch.setattr(data_exports, "build_archive", erase_meanwhile)
    request_export(user=user, language="en", now=NOW)

    build()

    assert (DataExport.objects.count(), OutboxMail.objects.count()) == (0, 0)


@pytest.mark.race
@pytest.mark.requirement("P9")
@pytest.mark.django_db(transaction=True)
def test_parallel_requests_make_one(repetitions):
    for number in range(repetitions):
        user = make_login(f"ada{number}")
        refused, barrier = [], threading.Barrier(6)

        def ask(user=user, refused=refused, barrier=barrier):
            barrier.wait()
            try:
                request_export(user=user, language="en", now=NOW)
            except ExportRequestedError:
                refused.append(1)
            finally:
                connection.close()

        threads = [threading.Thread(target=ask) for _number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert (DataExport.objects.filter(user=user).count(), len(refused)) == (1, 5)


@pytest.mark.kill
@pytest.mark.requirement("P9", "R5")
@pytest.mark.django_db(transaction=True)
def test_killed_worker_loses_nothing(repetitions):
    """With `--repetitions 20`: 60 archives and 20 kills, each somewhere in the work."""
    people = [make_login(f"ada{number}") for number in range(3 * repetitions)]
    for person in people:
        request_export(user=person, language="en", now=NOW)
    DataExport.objects.update(due_at=Now())
    for _kill in range(repetitions):
        worker = start_manage("run_due")
        wait_for_work()
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
        DataExport.objects.filter(state="leased").update(leased_until=Now())
    for _time in range(5):
        build()

    rows = DataExport.objects.order_by("user")
    assert [(row.user, row.state) for row in rows] == [
        (person, "done") for person in people
    ]
    assert all(zipfile.is_zipfile(io.BytesIO(row.archive)) for row in rows)
    assert OutboxMail.objects.filter(kind="data-export").count() == len(people)


def wait_for_work():
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if DataExport.objects.exclude(state="due").exists():
            return
        time.sleep(0.01)
    raise AssertionError("no worker began")


# --- the command ------------------------------------------------------------------------------


@pytest.mark.requirement("P9")
def test_command_writes_a_file_for_the_operator_only(user, tmp_path, capsys):
    file = tmp_path / "ada.zip"

    call_command("export_member", "Ada@example.org", output=file)

    assert capsys.readouterr().out == f"{file}\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert "json/community.Member.json" in read(file.read_bytes())


def test_command_overwrites_nothing(user, tmp_path):
    file = tmp_path / "ada.zip"
    file.write_text("mine")

    with pytest.raises(CommandError, match="exists already"):
        call_command("export_member", "ada@example.org", output=file)

    assert file.read_text() == "mine"


def test_command_says_that_nobody_has_the_address(db):
    with pytest.raises(CommandError, match="Nobody has this address"):
        call_command("export_member", "ada@example.org")
