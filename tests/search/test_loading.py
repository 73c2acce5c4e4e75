"""Without an address the library of Elasticsearch is never loaded (F18)."""

import subprocess
import sys

import pytest

from tests.architecture.layers import ROOT

PROBE = """
import sys, django
django.setup()
import search.queries, search.cms_schedule, search.operations.upkeep
from django.utils import timezone
from search.backends.loading import has_server
from search.operations.upkeep import repair_indices
from search.indexing.sending import send_unsent, wake_up
wake_up()
print(has_server(), repair_indices(now=timezone.now()), send_unsent())
print([name for name in sys.modules if name.startswith("elastic")])
"""


@pytest.mark.requirement("F18")
def test_library_stays_unloaded_without_an_address():
    answer = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": "sqlite://:memory:",
        },
    )

    assert answer.stdout == "False 0 0\n[]\n", answer.stderr
