"""A limit counts for all processes together (A9, S11)."""

import json
import os
import subprocess
import sys
import time
from collections import Counter

import pytest

from cms.limits import get_budget
from tests.architecture.layers import ROOT
from tests.processes import get_database_url
from tests.sharedcache import run_cache

PROCESSES, TRIES = 3, 50
SECONDS_TO_START = 12


def start_process(port, name, start) -> subprocess.Popen[str]:
    arguments = [str(port), name, str(TRIES), str(start)]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": get_database_url(),
        "TRUSTED_PROXY_COUNT": "0",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.limit_tries", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.race
@pytest.mark.requirement("A9", "S11", "S53")
@pytest.mark.parametrize(("name", "kind"), [("kim", "person"), ("name-{}", "address")])
@pytest.mark.django_db(transaction=True)
def test_limit_holds_over_three_processes_whatever_address_is_claimed(name, kind):
    with run_cache() as port:
        start = time.time() + SECONDS_TO_START
        processes = [start_process(port, name, start) for _number in range(PROCESSES)]
        answers = [process.communicate(timeout=90) for process in processes]
    statuses = Counter()
    for out, error in answers:
        assert out, error
        statuses.update(json.loads(out))

    # What one address may is counted first, and every try came from the same one.
    limit = get_budget("login", kind).count
    assert statuses == {200: limit, 429: PROCESSES * TRIES - limit}
