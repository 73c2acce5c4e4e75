"""Both backends answer the judged queries over the demo network well enough (F23)."""

import sys

import pytest
from django.utils import timezone

from search.backends.database import DatabaseBackend
from tests.search.elastic.rows import Backend, send
from tests.search.relevance import (
    BOUNDS,
    find_unknown,
    get_mean,
    load_findable_demo,
    measure,
    read_judged,
)

pytestmark = [pytest.mark.elasticsearch, pytest.mark.long]


class PatientBackend:
    """A server that is asked anew, with its own time, for each query."""

    def search(self, question):
        return Backend(seconds=10).search(question)


@pytest.fixture
def demo(index, settings, tmp_path):
    """Have what visitors find in the demo, in the table and on the node."""
    settings.MEDIA_ROOT = tmp_path
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }
    load_findable_demo(timezone.now())
    send()


@pytest.mark.requirement("F23")
def test_judged_queries_are_answered_well_over_the_demo(demo, capsys):
    judged, now = read_judged(), timezone.now()
    backends = {"database": DatabaseBackend(), "elasticsearch": PatientBackend()}

    scores = {
        name: measure(backend, judged, now=now) for name, backend in backends.items()
    }

    means = {name: get_mean(found) for name, found in scores.items()}
    said = ", ".join(f"{name} {mean:.3f}" for name, mean in means.items())
    with capsys.disabled():
        sys.stdout.write(f"\nnDCG@10 of {len(judged)} judged queries: {said}\n")
    assert find_unknown(judged) == []
    assert [name for name, mean in means.items() if mean < BOUNDS[name]] == []
