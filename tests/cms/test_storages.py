"""Files on a disk are there whole or not at all (R29)."""

import errno
import os
import subprocess
import sys
import threading

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile

from cms.storages import WholeFileStorage
from tests.architecture.layers import ROOT

pytestmark = pytest.mark.requirement("R29")

HALF_A_FILE = """
import sys, time
from django.conf import settings
settings.configure()
from django.core.files.base import File
from cms.storages import WholeFileStorage

class Slow(File):
    def __init__(self): super().__init__(None, name="b.bin")
    def chunks(self, chunk_size=None):
        yield b"x" * 1_000_000
        print("half", flush=True)
        time.sleep(60)

WholeFileStorage(location=sys.argv[1]).save("pictures/b.bin", Slow())
"""


@pytest.fixture
def storage(tmp_path):
    return WholeFileStorage(location=tmp_path)


def list_files(folder):
    return sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()
    )


def test_uploads_of_a_site_are_stored_this_way():
    assert type(default_storage._wrapped or default_storage) is WholeFileStorage  # noqa: SLF001 -- behind the lazy object


@pytest.mark.kill
def test_killed_writer_leaves_no_file_under_the_name(storage, tmp_path):
    writer = subprocess.Popen(
        [sys.executable, "-c", HALF_A_FILE, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    with writer:
        writer.stdout.readline()
        writer.kill()

    (left,) = list_files(tmp_path)
    again = storage.save("pictures/b.bin", ContentFile(b"whole"))

    assert (left.partition("/")[0], left.endswith(".part")) == ("pictures", True)
    assert (again, (tmp_path / again).read_bytes()) == ("pictures/b.bin", b"whole")


def test_nobody_sees_a_file_before_its_last_byte(storage, tmp_path):
    seen = []

    class Watched(File):
        def chunks(self, chunk_size=None):
            for part in (b"a", b"b"):
                seen.append(storage.exists("a.bin"))
                yield part

    name = storage.save("a.bin", Watched(None, name="a.bin"))

    assert seen == [False, False]
    assert (name, list_files(tmp_path)) == ("a.bin", ["a.bin"])
    assert (tmp_path / name).read_bytes() == b"ab"


def test_upload_that_breaks_off_leaves_nothing(storage, tmp_path):
    class Broken(File):
        def chunks(self, chunk_size=None):
            yield b"a"
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        storage.save("a.bin", Broken(None, name="a.bin"))

    assert list_files(tmp_path) == []


def test_large_upload_is_moved_from_where_it_was_received(storage, tmp_path):
    upload = TemporaryUploadedFile("a.bin", "application/octet-stream", 3, None)
    upload.write(b"abc")
    upload.flush()

    name = storage.save("a.bin", upload)
    upload.close()

    assert (name, list_files(tmp_path)) == ("a.bin", ["a.bin"])
    assert (tmp_path / name).read_bytes() == b"abc"


@pytest.mark.race
@pytest.mark.parametrize("links", [True, False])
def test_two_who_take_one_name_keep_both_files(storage, tmp_path, monkeypatch, links):
    if not links:

        def refuse(source, target):
            raise OSError(errno.EOPNOTSUPP, "no hard links here")

        monkeypatch.setattr(os, "link", refuse)
    start, names = threading.Barrier(4), {}

    def write(number):
        class Late(File):
            def chunks(self, chunk_size=None):
                start.wait()  # all of them found the name free
                yield b"%d" % number

        names[number] = storage.save("a.bin", Late(None, name="a.bin"))

    writers = [threading.Thread(target=write, args=[number]) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert len(set(names.values())) == 4
    found = {number: (tmp_path / name).read_bytes() for number, name in names.items()}
    assert found == {number: b"%d" % number for number in range(4)}
    assert list_files(tmp_path) == sorted(names.values())
