"""Nothing of a person is left: one rare word in every table, then nowhere (P10, P36–P38)."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision

from cms.models import CallPage, Image, NetworkContact, OutboxMail, StateChange
from cms.page_cache import get_site_version
from community.models import Consent, ErasureRecord, Guardian, Member
from community.operations.accounts import close_account, erase_due_accounts
from community.operations.erasing import (
    erase_user,
    forget_erasures,
    get_erasure_key,
    repeat_erasures,
)
from community.operations.guardians import ask_guardian
from community.personal_data import personal_data
from community.queries.personal_data import get_person, get_rows
from tests.cms.pages import make_call, make_news
from tests.cms.staff import make_network, make_user
from tests.community.canaries import (
    NOW,
    find_in_database,
    find_in_files,
    find_in_sessions,
    seed,
)
from tests.community.people import make_child, make_login, make_member

pytestmark = pytest.mark.django_db
WORD, OTHER = "kanarienvogel", "nachtigall"
DAY = dt.timedelta(days=1)
SEEN_IN_THE_CODE = {"community.ErasureRecord"}
"""Tables in which nobody is before the erasure."""


@pytest.fixture
def world(portal, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return seed(WORD, make_user("kollegin"))


@pytest.mark.requirement("P9", "P10", "P36")
def test_every_declared_table_holds_the_person_of_these_tests(world):
    person = get_person(world.user)
    by_content = {"sessions.Session", "django_tasks_database.DBTaskResult"}

    empty = [
        entry.name
        for entry in personal_data.entries()
        if not get_rows(entry, person).exists()
    ]

    assert set(empty) == SEEN_IN_THE_CODE | by_content
    assert all(apps.get_model(name).objects.exists() for name in by_content)


@pytest.mark.requirement("P10", "P36", "P37")
def test_after_erasing_nothing_is_left(
    world, settings, django_capture_on_commit_callbacks
):
    before = (
        len(find_in_database(WORD)) > 40,
        len(find_in_files(WORD, settings.MEDIA_ROOT)),
        find_in_sessions(WORD),
    )

    with django_capture_on_commit_callbacks(execute=True):
        erase_user(user_id=world.user.pk, now=NOW)

    after = (
        find_in_database(WORD),
        find_in_files(WORD, settings.MEDIA_ROOT),
        find_in_sessions(WORD),
    )
    assert before == (True, 3, 1)
    assert after == ({}, [], 0)


@pytest.mark.requirement("P10", "P37")
def test_others_keep_what_is_theirs(world, django_capture_on_commit_callbacks):
    other = seed(OTHER, world.colleague)
    before = find_in_database(OTHER)

    with django_capture_on_commit_callbacks(execute=True):
        erase_user(user_id=world.user.pk, now=NOW)

    assert find_in_database(OTHER) == before
    assert find_in_sessions(OTHER) == 1
    assert Member.objects.filter(pk=other.member.pk).exists()
    assert not Member.objects.filter(pk=world.member.pk).exists()


@pytest.mark.requirement("P37")
def test_content_stays_without_the_person(world):
    versions = Revision.objects.filter(user=world.user)
    live = Page.objects.filter(live_revision__in=versions)

    keys = list(live.values_list("pk", flat=True))
    erase_user(user_id=world.user.pk, now=NOW)
    page = Page.objects.get(pk=world.page.pk)
    call = CallPage.objects.get()

    assert (page.live, page.owner, page.specific.summary) == (True, None, "Neu")
    assert keys != []
    assert Page.objects.filter(pk__in=keys, live_revision__user=None).count() == len(
        keys
    )
    assert (call.contact_name, call.contact_email) == ("", "")
    assert Image.objects.filter(title="Bild von ", uploaded_by_user=None).exists()
    assert StateChange.objects.filter(actor=None, reason=" hat das so gewollt").exists()


@pytest.mark.requirement("P36")
def test_stored_pages_are_dropped(world, django_capture_on_commit_callbacks):
    before = get_site_version()

    with django_capture_on_commit_callbacks(execute=True):
        erase_user(user_id=world.user.pk, now=NOW)

    assert get_site_version() != before


@pytest.mark.requirement("P10")
def test_name_of_somebody_deletes_no_words_of_pages(portal):
    member = make_member("Brücke")
    page = make_news(title="Die Brücke hält", summary="Brücke")

    erase_user(user_id=member.user_id, now=NOW)
    page.refresh_from_db()

    assert (page.title, page.summary) == ("Die Brücke hält", "Brücke")
    assert page.latest_revision.content["title"] == "Die Brücke hält"


@pytest.mark.requirement("P10")
def test_address_that_nobody_confirmed_deletes_nothing_of_others(portal):
    network = make_network("Nord")
    NetworkContact.objects.create(
        network=network, name="Büro", email="buero@example.org", sort_order=1
    )
    call = make_call(contact_name="Büro", contact_email="buero@example.org")
    thief = make_member("dieb")
    EmailAddress.objects.create(user=thief.user, email="buero@example.org")
    mail = make_mail("buero@example.org", NOW - 999 * DAY)

    erase_user(user_id=thief.user_id, now=NOW)
    call.refresh_from_db()

    assert NetworkContact.objects.get().email == "buero@example.org"
    assert call.contact_email == "buero@example.org"
    assert OutboxMail.objects.get() == mail


def make_mail(recipient, now, **values):
    return OutboxMail.objects.create(
        key=f"{recipient}{values}",
        recipient=recipient,
        kind="test",
        event_key="x",
        language="de",
        created_at=now,
        **values,
    )


@pytest.mark.requirement("P10")
@pytest.mark.parametrize(
    "address", ["prada@example.org", "ada@example.org.uk", "x-ada@example.org"]
)
def test_longer_addresses_stay(portal, address):
    member = make_member("ada")
    call = make_call(summary=f"Fragen an {address}", contact_email=address)

    erase_user(user_id=member.user_id, now=NOW)
    call.refresh_from_db()

    assert (call.summary, call.contact_email) == (f"Fragen an {address}", address)


@pytest.mark.requirement("P10")
def test_address_in_a_text_goes_whatever_its_case(portal):
    member = make_member("ada")
    call = make_call(summary="Fragen an Ada@Example.org, sofort.")

    erase_user(user_id=member.user_id, now=NOW)
    call.refresh_from_db()

    assert call.summary == "Fragen an , sofort."
    assert call.latest_revision.content["summary"] == "Fragen an , sofort."


@pytest.mark.requirement("P10", "CO61")
def test_guardian_who_leaves_stays_guardian_of_others(portal):
    mother = make_member("mutter")
    child = make_child("kim", has_consent=False)
    ask_guardian(member=child, email=mother.user.email, now=NOW)

    erase_user(user_id=mother.user_id, now=NOW)

    assert Guardian.objects.get().email == "mutter@example.org"
    assert [mail.template for mail in OutboxMail.objects.all()] == [
        "community/mail/guardian_ask"
    ]


@pytest.mark.requirement("P10", "CO61")
def test_sisters_question_to_the_same_guardian_stays(portal):
    children = [make_child(name, has_consent=False) for name in ("kim", "lou")]
    for child in children:
        ask_guardian(member=child, email="eltern@example.org", now=NOW)

    erase_user(user_id=children[0].user_id, now=NOW)

    assert [mail.context["name"] for mail in OutboxMail.objects.all()] == ["Lou"]
    assert Consent.objects.count() == 0


# --- the ledger (P38) ------------------------------------------------------------------------


@pytest.mark.requirement("P38")
def test_ledger_names_nobody(portal):
    member = make_member(WORD, now=NOW)
    key = get_erasure_key(member.user)

    erase_user(user_id=member.user_id, now=NOW)

    record = ErasureRecord.objects.get()
    assert (record.key, record.erased_on) == (key, NOW.date())
    assert find_in_database(WORD) == {}


@pytest.mark.requirement("P10", "P38")
def test_whom_a_restore_brings_back_is_erased_again(portal):
    gone, stays = make_member("ada"), make_member("bo")
    ErasureRecord.objects.create(key=get_erasure_key(gone.user), erased_on=NOW.date())

    counts = [repeat_erasures(NOW), repeat_erasures(NOW)]

    assert counts == [1, 0]
    assert list(Member.objects.all()) == [stays]


@pytest.mark.requirement("P38")
def test_who_comes_back_with_the_same_address_is_somebody_new(portal):
    erase_user(user_id=make_member("ada").user_id, now=NOW)
    again = make_member("ada")

    assert repeat_erasures(NOW) == 0
    assert list(Member.objects.all()) == [again]


@pytest.mark.requirement("P38", "P57")
def test_ledger_is_kept_as_long_as_backups_and_a_month(portal):
    erase_user(user_id=make_member("ada").user_id, now=NOW)

    counts = [forget_erasures(NOW + 66 * DAY), forget_erasures(NOW + 67 * DAY)]

    assert counts == [0, 1]


@pytest.mark.requirement("P38")
def test_ledger_in_a_file_erases_after_the_restore(portal, tmp_path, capsys):
    file = tmp_path / "erasures.txt"
    member = make_member("ada")
    key = get_erasure_key(member.user)
    ErasureRecord.objects.create(key=key, erased_on=NOW.date())
    call_command("erasure_ledger", "write", file)
    ErasureRecord.objects.all().delete()

    call_command("erasure_ledger", "apply", file)

    assert file.read_text() == f"{key}\n"
    assert capsys.readouterr().out == "1 erased again.\n"
    assert (Member.objects.count(), ErasureRecord.objects.count()) == (0, 1)


@pytest.mark.parametrize("text", [None, "keine Liste", "\x00", "🐦"])
def test_file_that_is_no_ledger_is_refused(portal, tmp_path, text):
    file = tmp_path / "erasures.txt"
    if text is not None:
        file.write_text(text)

    with pytest.raises(CommandError):
        call_command("erasure_ledger", "apply", file)


# --- the command, and the grace (P44) ------------------------------------------------------------


@pytest.mark.requirement("P10")
def test_command_erases_by_any_spelling_of_the_address(portal, capsys):
    make_member("ada")

    call_command("erase_member", " ADA@example.org ")

    assert capsys.readouterr().out == "Erased.\n"
    assert Member.objects.count() == 0


def test_command_says_that_nobody_has_the_address(db):
    with pytest.raises(CommandError, match="Nobody has this address"):
        call_command("erase_member", "ada@example.org")


def test_command_takes_who_has_confirmed_the_address(portal):
    thief, owner = make_login("dieb"), make_login("ada")
    EmailAddress.objects.create(user=thief, email="ada@example.org")

    call_command("erase_member", "ada@example.org")

    assert not type(owner).objects.filter(pk=owner.pk).exists()
    assert type(thief).objects.filter(pk=thief.pk).exists()


@pytest.mark.requirement("P10", "P44", "CO66")
def test_grace_is_over_after_seven_days(portal):
    member = make_member("ada", now=NOW)
    close_account(member=member, actor=member.user, now=NOW)

    counts = [erase_due_accounts(NOW + days * DAY) for days in (6, 7, 8)]

    assert counts == [0, 1, 0]
    assert ErasureRecord.objects.count() == 1
