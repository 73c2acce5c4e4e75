"""What goes wrong with the server: the database answers, in time, and it returns by itself."""

import socket
import time

import pytest
from django.core.cache import cache
from django.utils import timezone

from search.backends import breaker
from search.backends.breaker import PAUSE_SECONDS
from search.backends.elasticsearch.comparing import compare
from search.backends.elasticsearch.indices import call, find_indices
from search.backends.elasticsearch.names import name_alias
from search.indexing.sending import send_unsent
from search.models import Entry
from search.operations.upkeep import repair_indices
from search.queries import ask, suggest
from tests.search.elastic.proxy import HangingProxy
from tests.search.elastic.rows import keep, make_entry, put, refresh, send, touch

pytestmark = [pytest.mark.elasticsearch]

FIRST_SECONDS, LATER_SECONDS = 2.5, 0.8


@pytest.fixture(autouse=True)
def table(settings):
    settings.VERBUND_SEARCH_BACKENDS = {
        "server": "search.backends.elasticsearch.Backend",
        "keeper": "search.backends.elasticsearch.Keeper",
        "database": "tests.search.elastic.standin.TableBackend",
    }
    breaker.forget()
    yield
    breaker.forget()


@pytest.fixture
def filled(own_prefix, db):
    make_entry("Robotik")
    repair_indices(now=timezone.now())
    refresh()
    return own_prefix


def ask_timed():
    begin = time.monotonic()
    answered = ask(put("Robotik"))
    found = ["".join(part.text for part in hit.title) for hit in answered.answer.hits]
    return found, answered.backend, time.monotonic() - begin


def list_differences() -> list:
    return [each for each in compare("de", name_alias("de"), with_unsent=True) if each]


def assert_fallback_in_time() -> None:
    """The first answer within its time, the next ones near the normal one."""
    answers = [ask_timed() for _try in range(4)]
    assert [answer[:2] for answer in answers] == [(["Robotik"], "database")] * 4
    assert answers[0][2] <= FIRST_SECONDS
    assert max(answer[2] for answer in answers[1:]) <= LATER_SECONDS


def assert_returns() -> None:
    """What the clock does in under a minute puts all right."""
    make_entry("Robotik neu")
    repair_indices(now=timezone.now())
    refresh()
    found, backend, _seconds = ask_timed()
    assert [sorted(found), backend] == [["Robotik", "Robotik neu"], "elasticsearch"]
    assert list_differences() == []


@pytest.mark.requirement("F18")
def test_hanging_server_is_left_alone_and_asked_again(filled, settings, node_address):
    proxy = HangingProxy(node_address)
    settings.VERBUND_SEARCH_ADDRESSES = [proxy.address]
    assert ask_timed()[:2] == (["Robotik"], "elasticsearch")

    proxy.is_hanging = True
    assert_fallback_in_time()
    time.sleep(PAUSE_SECONDS + 0.1)
    assert ask_timed()[2] <= LATER_SECONDS  # the probe is brief
    proxy.is_hanging = False

    assert_returns()
    proxy.close()


@pytest.mark.requirement("F18")
def test_stopped_server_is_left_alone_and_a_probe_finds_it_again(
    filled, settings, node_address
):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings.VERBUND_SEARCH_ADDRESSES = [f"http://127.0.0.1:{port}"]
    assert_fallback_in_time()

    settings.VERBUND_SEARCH_ADDRESSES = [node_address]
    breaker.forget()
    cache.delete(breaker.PROBED)

    assert [ask_timed()[1] for _try in range(2)] == ["elasticsearch"] * 2


@pytest.mark.requirement("F18")
def test_missing_index_is_built_again(filled):
    for name in call().indices.get(index=f"{filled}-*").body:
        call().indices.delete(index=name)

    assert_fallback_in_time()
    assert_returns()


@pytest.mark.requirement("F18")
def test_index_with_wrong_fields_is_built_again(filled):
    index = find_indices(["de"])["de"].live
    call().indices.delete(index=index)
    call().index(index=name_alias("de"), document={"title": "x", "thing": "y"})

    assert_fallback_in_time()
    assert_returns()


@pytest.mark.requirement("F18")
def test_red_index_is_built_again(filled):
    client, index = call(), find_indices(["de"])["de"].live
    client.indices.delete(index=index)
    client.indices.create(
        index=index,
        aliases={name_alias("de"): {}},
        settings={"routing.allocation.require._name": "nobody"},
        wait_for_active_shards=0,
    )

    assert_fallback_in_time()
    assert_returns()


@pytest.mark.requirement("F18")
def test_full_disk_keeps_entries_until_there_is_room(filled):
    index = find_indices(["de"])["de"].live
    block = {"index.blocks.read_only_allow_delete": True}
    call().indices.put_settings(index=index, settings=block)
    make_entry("Robotik später")

    assert send_unsent() == 0
    assert [ask_timed()[1], Entry.objects.unsent().count()] == ["elasticsearch", 1]

    call().indices.put_settings(index=index, settings=dict.fromkeys(block))
    assert [send(), list_differences()] == [1, []]


@pytest.mark.requirement("F16", "F18")
def test_lost_and_stale_documents_are_found_and_put_right(filled):
    rows = [make_entry(f"Robotik {number}") for number in range(3)]
    send()
    call().delete(index=name_alias("de"), id=f"{rows[0].thing}:public")
    rows[1].delete()  # without a tombstone
    refresh()

    repair_indices(now=timezone.now())

    assert list_differences() == []


@pytest.mark.requirement("F16")
def test_table_from_a_backup_wins_over_newer_documents(filled):
    row = make_entry("Robotik jetzt")
    send()
    Entry.objects.filter(pk=row.pk).update(
        title="Robotik damals", version=row.version - 5, sent_version=row.version - 5
    )

    assert keep().reconcile("de") == 1
    send()

    assert ask(put("damals")).answer.total == 1
    assert list_differences() == []


@pytest.mark.requirement("F16")
def test_changed_entry_is_sent_again_and_a_tombstone_goes(filled):
    row = make_entry("Robotik A")
    send()
    touch(row, title="Robotik B")
    assert [send(), ask(put("Robotik B")).answer.total] == [1, 1]

    touch(row, is_gone=True)

    assert [send(), Entry.objects.filter(pk=row.pk).count()] == [1, 0]
    assert list_differences() == []


@pytest.mark.requirement("F16")
def test_refused_document_holds_up_no_other(filled):
    make_entry("Schlecht", latitude=400.0, longitude=0.0)
    make_entry("Robotik gut")

    assert send() == 1
    assert list(Entry.objects.unsent().values_list("title", flat=True)) == ["Schlecht"]


@pytest.mark.requirement("F15")
def test_what_was_hidden_a_moment_ago_is_not_shown(filled):
    row = Entry.objects.get()
    touch(row, is_gone=True)

    answered = ask(put("Robotik"))

    assert [answered.answer.hits, answered.answer.total] == [(), 0]
    assert answered.backend == "elasticsearch"


@pytest.mark.requirement("F17")
def test_killed_rebuild_goes_on_and_what_changed_meanwhile_arrives(filled):
    for number in range(1200):
        make_entry(f"Robotik {number}")
    send()

    class KilledError(BaseException):
        pass

    def die(language, count, total):
        raise KilledError

    with pytest.raises(KilledError):
        keep().rebuild("de", now=timezone.now(), report=die)
    unfinished = find_indices(["de"])["de"]
    changed = Entry.objects.order_by("pk")[3]
    touch(changed, title="Anders")
    Entry.objects.order_by("pk")[5].delete()
    assert ask_timed()[1] == "elasticsearch"

    seen: list[int] = []
    keep().rebuild(
        "de",
        now=timezone.now(),
        report=lambda _language, count, _total: seen.append(count),
    )
    send()

    found = find_indices(["de"])["de"]
    assert [found.live, found.building, found.others] == [unfinished.building, "", ()]
    assert [seen[-1], list_differences()] == [1200, []]
    assert ask(put("Anders")).answer.total == 1


@pytest.mark.requirement("F8")
def test_suggestions_come_from_the_database_when_the_server_is_away(filled, settings):
    settings.VERBUND_SEARCH_ADDRESSES = ["http://127.0.0.1:9"]
    viewer = put().viewer

    assert suggest("Rob", language="de", viewer=viewer) == ()
