"""A real node, started by the project's own recipe and shared by all who test at a time."""

import fcntl
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tests.architecture.layers import ROOT

SERVICE = ROOT / "deploy/elasticsearch/service"


class NodeMissingError(Exception):
    """The node did not start; the message says what is missing."""


def call_service(verb: str, place: Path, *options: str) -> str:
    done = subprocess.run(
        [SERVICE, verb, str(place), *options],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NodeMissingError(done.stderr)
    return done.stdout.strip()


@contextmanager
def run_shared_node() -> Iterator[str]:
    """Yield the node's address; the first who comes starts it, the last one stops it."""
    place = settings.VAR / "test-elasticsearch"
    place.mkdir(parents=True, exist_ok=True)
    with (place / "users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        yield call_service("start", place, "discovery.type=single-node")
        fcntl.flock(users, fcntl.LOCK_UN)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        call_service("stop", place)
        # Nothing of this run is looked at by the next one.
        shutil.rmtree(place / "data", ignore_errors=True)
