"""The index of words follows the entries, whoever writes them and however many at once."""

import threading

import pytest
from django.db import connection

from search.backends.database import index_entries, list_unindexed, prune_words
from search.models import Entry, EntryText, KnownWord
from tests.search.database.making import add_entry, find


@pytest.mark.django_db
@pytest.mark.requirement("F16")
def test_entries_written_by_hand_are_known_to_be_unindexed():
    kept = add_entry("news:1", "Robotik")
    stale = add_entry("news:2", "Robotik")
    gone = add_entry("news:3", "Robotik")
    Entry.objects.filter(pk=stale.pk).update(title="Chemie", version=2)
    Entry.objects.filter(pk=gone.pk).update(is_gone=True, version=2)

    before = [entry.pk for entry in list_unindexed()]
    index_entries(list_unindexed())

    assert (before, list(list_unindexed())) == ([stale.pk, gone.pk], [])
    assert (find("Robotik"), find("Chemie")) == (["news:1"], ["news:2"])
    assert EntryText.objects.filter(entry=kept).count() == 1


@pytest.mark.django_db
def test_deleted_entries_are_found_no_more():
    add_entry("news:1", "Robotik").delete()
    entry = add_entry("news:2", "Robotik")

    assert find("Robotik") == ["news:2"]
    assert EntryText.objects.get().entry_id == entry.pk


@pytest.mark.django_db
@pytest.mark.requirement("F8")
def test_words_of_nobody_are_forgotten():
    add_entry("news:1", "Robotik macht Spaß")
    add_entry("news:2", "Chemie macht Spaß").delete()
    KnownWord.objects.create(
        folded="robotik", spelling="robotik", initial="r", length=7
    )

    count = prune_words()

    assert count == 2
    words = KnownWord.objects.order_by("folded").values_list("folded", "spelling")
    assert list(words) == [
        ("macht", "macht"),
        ("robotik", "robotik"),
        ("spass", "spaß"),
    ]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement("F16")
def test_parallel_writers_lose_nothing_and_stop_nobody(repetitions):
    for round_ in range(repetitions):
        failed: list[Exception] = []
        numbers = range(round_ * 100, round_ * 100 + 8)

        def add(number, failed=failed):
            try:
                words = " ".join(f"wort{chr(97 + (number + i) % 8)}" for i in range(8))
                add_entry(f"news:{number}", words)
                prune_words()
            except Exception as error:  # noqa: BLE001 -- told by the assertion
                failed.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=add, args=(number,)) for number in numbers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failed == []
        found = find("worta wortb wortc wortd worte wortf wortg worth")
        assert len(found) == min(20, 8 * (round_ + 1))
        assert KnownWord.objects.values("folded").distinct().count() == 8
