"""A migrated SQLite database to copy: 250 migrations take longer than many a test run."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "migrated-"


def copy_migrated_database(name: str) -> None:
    """Put a fresh migrated database into the file of this name.

    The first worker to ask makes it, the others wait; later runs find it, as long as
    neither a migration nor a package has changed.
    """
    template = settings.VAR / f"{PREFIX}{make_key()}.sqlite3"
    with _locked(settings.VAR / "migrated.lock"):
        if not template.exists():
            for old in settings.VAR.glob(f"{PREFIX}*"):
                old.unlink()
            _migrate(template)
    for ending in ("-wal", "-shm"):
        Path(name + ending).unlink(missing_ok=True)
    shutil.copyfile(template, name)


def make_key() -> str:
    """Return what changes when the tables might."""
    digest = hashlib.sha256((ROOT / "requirements/dev.txt").read_bytes())
    # Triggers are made after the migrations, of what the kinds of search watch.
    made_of = [
        "*/migrations/*.py",
        "search/entries/*.py",
        "search/indexing/triggers.py",
    ]
    for path in sorted(path for pattern in made_of for path in ROOT.glob(pattern)):
        digest.update(path.read_bytes())
    digest.update((ROOT / "config/settings/base.py").read_bytes())
    return digest.hexdigest()[:16]


def _migrate(template: Path) -> None:
    # Under another name until it is whole: a run that was broken off leaves nothing.
    unfinished = template.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": f"sqlite:///{unfinished}",
        },
        check=True,
    )
    unfinished.replace(template)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
