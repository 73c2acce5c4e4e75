"""Entries follow whatever is written, by whomever, and only then (F16)."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.models import Article, NewsPage
from community.enums import Audience
from community.models import Member, Profile
from search.checks import check_kinds, list_addressed
from search.indexing.triggers import (
    KNOWN,
    PREFIX,
    drop_triggers,
    install_triggers,
    list_watches,
)
from search.indexing.writing import refresh_things
from search.models import Entry, EntryValue, Mark
from search.registry import search_kinds
from tests.cms.pages import make_news, publish
from tests.community.people import make_member
from tests.community.profiles import make_adult
from tests.search.finding import find_things, refresh_everything

pytestmark = pytest.mark.django_db


def count_triggers():
    with connection.cursor() as cursor:
        cursor.execute(KNOWN[connection.vendor])
        names = [name for name, _table in cursor.fetchall()]
    return sum(name.startswith(PREFIX) for name in names)


def read_name(member):
    return Entry.objects.filter(thing=f"member:{member.pk}").first().title


@pytest.mark.requirement("F16")
def test_every_source_is_watched_for_each_way_of_writing():
    tables = {
        source.model._meta.db_table
        for kind in search_kinds.entries()
        for source in kind.sources
    }

    assert {watch.table for watch in list_watches()} == tables
    assert count_triggers() == 3 * len(list_watches())


def save(member):
    member.display_name = "Neu"
    member.save()


def update(member):
    Member.objects.filter(pk=member.pk).update(display_name="Neu")


def update_by_base(member):
    rows = Member._base_manager  # noqa: SLF001 -- what a sweep writes through
    rows.filter(pk=member.pk).update(display_name="Neu")


def update_in_bulk(member):
    member.display_name = "Neu"
    Member.objects.bulk_update([member], ["display_name"])


def write_sql(member):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE community_member SET display_name = 'Neu' WHERE id = %s",
            [member.pk],
        )


@pytest.mark.requirement("F16")
@pytest.mark.parametrize(
    "write", [save, update, update_by_base, update_in_bulk, write_sql]
)
@pytest.mark.parametrize("is_atomic", [True, False])
def test_no_way_of_writing_is_missed(write, is_atomic):
    member = make_member("ada")

    if is_atomic:
        with transaction.atomic():
            write(member)
    else:
        write(member)

    assert read_name(member) == "Neu"
    assert Mark.objects.count() == 0


@pytest.mark.requirement("F16")
def test_what_is_rolled_back_changes_no_entry():
    member = make_member("ada")

    with transaction.atomic():
        update(member)
        transaction.set_rollback(True)

    assert (read_name(member), refresh_everything()) == ("Ada", 0)


@pytest.mark.requirement("F16")
def test_failing_projection_takes_its_cause_back(monkeypatch):
    member = make_member("ada")

    def fail(_now):
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("search.indexing.upkeep.follow_marks", fail)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            update(member)

    member.refresh_from_db()
    assert member.display_name == "Ada"


@pytest.mark.requirement("F16")
def test_thing_is_written_once_however_often_it_is_touched():
    member = make_member("ada")
    Entry.objects.first()
    versions = set(Entry.objects.values_list("version", flat=True))

    with transaction.atomic():
        for name in ("Eins", "Zwei", "Drei"):
            Member.objects.filter(pk=member.pk).update(display_name=name)
            Profile.objects.filter(member=member).update(about=name)
        during = set(Entry.objects.values_list("version", flat=True))

    assert during == versions
    assert read_name(member) == "Drei"


@pytest.mark.requirement("F16")
def test_write_that_changes_no_watched_column_marks_nothing():
    member = make_member("ada")
    Entry.objects.first()

    with transaction.atomic():
        Member.objects.filter(pk=member.pk).update(last_seen_date=timezone.localdate())
        marks = Mark.objects.count()

    assert marks == 0


@pytest.mark.requirement("F16")
def test_triggers_come_back_after_tables_have_changed():
    before = count_triggers()

    drop_triggers(connection)
    without = count_triggers()
    install_triggers(connection)

    assert (before, without, count_triggers()) == (before, 0, before)


@pytest.mark.requirement("F16")
def test_version_rises_and_first_day_stays_unless_somebody_new_finds_it():
    ada = make_adult("ada", opened=Audience.MEMBERS)
    row = Entry.objects.get(thing=f"member:{ada.pk}", level="members")

    Profile.objects.filter(member=ada).update(about="Neues")
    changed = Entry.objects.get(pk=row.pk)
    EntryValue.objects.filter(entry=row, value="adult").delete()
    refresh_everything()
    wider = Entry.objects.get(pk=row.pk)

    assert row.version < changed.version < wider.version
    assert row.appeared_at == changed.appeared_at < wider.appeared_at


@pytest.mark.requirement("F15", "F16", "P37")
def test_tombstone_carries_no_text_and_goes_only_when_it_was_sent():
    sent, unsent = make_adult("ada"), make_adult("bea")
    rows = Entry.objects.filter(thing=f"member:{sent.pk}")
    rows.update(sent_version=1)
    versions = dict(rows.values_list("pk", "version"))

    Profile.objects.update(name_audience=9)

    left = list(Entry.objects.filter(kind="member"))
    assert {row.pk for row in left} == set(versions)
    assert {(row.is_gone, row.title, row.body, row.url, row.owner) for row in left} == {
        (True, "", "", "", "")
    }
    assert all(row.version > versions[row.pk] for row in left)
    assert EntryValue.objects.filter(entry__in=left).count() == 0
    assert f"member:{unsent.pk}" not in find_things()


@pytest.mark.requirement("F16")
def test_tombstone_that_comes_back_is_newer():
    ada = make_adult("ada")
    Entry.objects.update(sent_version=1)
    Profile.objects.filter(member=ada).update(name_audience=9)
    gone = set(Entry.objects.values_list("version", flat=True))

    Profile.objects.filter(member=ada).update(name_audience=Audience.PUBLIC)

    row = Entry.objects.get(thing=f"member:{ada.pk}", level="public")
    assert (row.is_gone, row.title, row.version > max(gone)) == (False, "Ada", True)


@pytest.mark.requirement("F16")
@pytest.mark.parametrize("name", ["news", "member"])
def test_one_thing_costs_as_many_queries_as_three(portal, name):
    kind = search_kinds.get(name)
    make = (
        make_news
        if name == "news"
        else lambda: make_adult(f"m{Member.objects.count()}")
    )
    for _number in range(3):
        make()
    keys = sorted(kind.list_all())
    counts = []
    for some in (keys[:1], keys):
        Entry.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            refresh_things(kind, some, now=timezone.now())
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.requirement("F16")
def test_publishing_news_costs_few_queries_more(portal, settings):
    counts = []
    for is_kept in (False, True):
        page = make_news()
        Entry.objects.first()
        settings.VERBUND_SEARCH_UPKEEP = is_kept
        with CaptureQueriesContext(connection) as queries, transaction.atomic():
            publish(page)
        counts.append(len(queries))
        settings.VERBUND_SEARCH_UPKEEP = True

    assert counts[1] - counts[0] <= 24


@pytest.mark.requirement("F1")
def test_every_app_of_ours_is_asked_what_is_found():
    models = set(list_addressed())

    assert check_kinds() == []
    assert {NewsPage, apps.get_model("community", "Organisation")} <= models
    assert Article not in models
    with search_kinds.replaced_by():
        assert {error.id for error in check_kinds()} == {"verbund_search.E001"}
