"""Looking for things in the entries, as somebody."""

from django.utils import timezone

from cms.audiences import VISITOR, find_viewer
from search.indexing.writing import refresh_things
from search.models import Entry, EntryValue
from search.registry import search_kinds


def find_things(user=None, kind=None):
    """Return the things that somebody finds at all, as ``news:12``."""
    viewer = VISITOR if user is None else find_viewer(user)
    rows = Entry.objects.visible_to(viewer)
    if kind:
        rows = rows.filter(kind=kind)
    return set(rows.values_list("thing", flat=True))


def read_words(thing, user=None):
    """Return all that somebody can search in a thing, by level."""
    viewer = VISITOR if user is None else find_viewer(user)
    rows = Entry.objects.visible_to(viewer).filter(thing=thing)
    return {
        row.level: " ".join(" ".join([row.summary, row.body]).split())
        for row in rows.order_by("pk")
    }


def read_values(entry):
    """Return values by name, without the audience."""
    rows = EntryValue.objects.filter(entry=entry).exclude(name="audience")
    found = {}
    for name, value in rows.order_by("name", "value").values_list("name", "value"):
        found.setdefault(name, []).append(value)
    return found


def refresh_everything():
    """Write all entries anew; return how many were not as they should be."""
    now = timezone.now()
    count = 0
    for kind in search_kinds.entries():
        known = {
            int(thing.partition(":")[2])
            for thing in Entry.objects.filter(kind=kind.name).values_list(
                "thing", flat=True
            )
        }
        count += refresh_things(kind, known | set(kind.list_all()), now=now)
    return count
