"""`deploy/backup`: both parts or nothing, and the time is noted (R15, R25)."""

import datetime as dt
import os
import sqlite3
import subprocess
import sys
import tarfile

import pytest
from django.db import connection

from cms.models import Measurement, Network
from community.models import ErasureRecord
from tests.architecture.layers import ROOT
from tests.processes import get_database_url


def back_up(target, media, **variables):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "DATABASE_URL": get_database_url(),
        "MEDIA_DIR": str(media),
        "PYTHON": sys.executable,
        **variables,
    }
    return subprocess.run(
        [ROOT / "deploy" / "backup", target],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def media(tmp_path):
    folder = tmp_path / "media"
    folder.mkdir()
    (folder / "bild.jpg").write_bytes(b"x")
    return folder


def has_networks(folder) -> bool:
    """Tell whether the dump can be read and holds a table of ours with its rows."""
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(folder / "database.sqlite3")
        [(count,)] = copy.execute("SELECT count(*) FROM cms_network")
        copy.close()
        return bool(count == Network.objects.count() == 1)
    command = ["pg_restore", "--list", folder / "database.dump"]
    content = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return "TABLE DATA public cms_network " in content


@pytest.mark.requirement("P38", "R15", "R25")
@pytest.mark.django_db(transaction=True)
def test_backup_holds_rows_files_and_erasures_and_is_noted(tmp_path, media):
    ErasureRecord.objects.create(key="a" * 64, erased_on=dt.date(2027, 3, 3))

    answer = back_up(tmp_path / "backups", media)

    assert answer.returncode == 0, answer.stderr
    [folder] = (tmp_path / "backups").iterdir()
    assert answer.stdout == f"{folder}\n"
    with tarfile.open(folder / "media.tar") as archive:
        assert archive.getnames() == [".", "./bild.jpg"]
    assert has_networks(folder) is True
    assert (folder / "erasures.txt").read_text() == f"{'a' * 64}\n"
    assert [row.name for row in Measurement.objects.all()] == ["backup"]


@pytest.mark.requirement("R15")
@pytest.mark.django_db(transaction=True)
def test_backup_that_fails_leaves_nothing_and_is_not_noted(tmp_path, media):
    answer = back_up(tmp_path / "backups", media, DATABASE_URL="mysql://x/y")

    assert (answer.returncode, answer.stdout) == (1, "")
    assert list((tmp_path / "backups").iterdir()) == []
    assert Measurement.objects.count() == 0
