"""Files without a row, rows without a file, pictures without sizes: found, never deleted (R29)."""

import datetime as dt
import io
import logging

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.files.storage.memory import InMemoryStorage
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.jobs.due import run_due
from cms.models import Document, Image, Measurement, Rendition
from cms.operations.orphans import report_orphans
from cms.queries.orphans import find_orphans
from cms.tasks.renditions import SWEPT, requeue_lost_renditions
from tests.cms.pictures import make_image

LATER = dt.timedelta(hours=2)


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


class Bucket(InMemoryStorage):
    """Has no files on a disk, and lists a folder itself as an entry, as some buckets do."""

    def listdir(self, path):
        folders, files = super().listdir(path)
        return folders, ["", *files]


@pytest.fixture(params=["folder", "bucket"])
def storage(request, settings):
    if request.param == "bucket":
        default = {"BACKEND": "tests.cms.operations.test_orphans.Bucket"}
        settings.STORAGES = {**settings.STORAGES, "default": default}
    return storages["default"]


def make_document(name="bericht.txt"):
    document = Document(title="Bericht")
    document.file.save(name, ContentFile(b"x"))
    document.save()
    document.file.close()
    return document


@pytest.mark.requirement("R29")
def test_orphans_are_found_both_ways_and_left_alone(db, storage):
    make_document("da.txt")
    gone = make_document("weg.txt").file.name
    lost = storage.save("documents/tief/unten/verloren.txt", ContentFile(b"x"))
    storage.delete(gone)

    found = find_orphans(now=timezone.now() + LATER)

    assert (found.files, found.rows) == ([lost], [gone])
    assert (storage.exists(lost), Document.objects.count()) == (True, 2)


@pytest.mark.requirement("R29")
def test_file_that_was_just_written_may_still_get_its_row(db, storage):
    storage.save("documents/neu.txt", ContentFile(b"x"))

    assert find_orphans(now=timezone.now()).files == []


@pytest.mark.requirement("R29")
def test_site_without_a_file_has_no_orphans(db, storage):
    found = find_orphans(now=timezone.now())

    assert (found.files, found.rows) == ([], [])


@pytest.mark.requirement("R29")
def test_originals_and_sizes_are_no_orphans(db):
    image = make_image(width=60, height=40)
    assert image.renditions.count() > 1

    found = find_orphans(now=timezone.now() + LATER)

    assert (found.files, found.rows) == ([], [])


@pytest.mark.requirement("R29", "R25")
def test_report_is_a_figure_and_a_line_in_the_log(db, caplog):
    name = make_document().file.name
    default_storage.delete(name)
    lost = default_storage.save("verloren.txt", ContentFile(b"x"))

    with caplog.at_level(logging.WARNING, "verbund.files"):
        report_orphans(now=timezone.now() + LATER)

    figures = dict(Measurement.objects.values_list("name", "value"))
    assert figures == {"orphaned_files": 1.0, "missing_files": 1.0}
    [record] = caplog.records
    assert (record.msg["files"], record.msg["rows"]) == (lost, name)


@pytest.mark.requirement("R29")
def test_report_is_made_again_when_it_is_due(portal):
    assert run_due(timezone.now())["orphans"] == 0
    assert "orphans" not in run_due(timezone.now())
    assert Measurement.objects.count() == 2


def test_command_names_them(db):
    name = make_document().file.name
    default_storage.delete(name)
    out = io.StringIO()

    call_command("list_orphans", stdout=out)

    assert out.getvalue() == f"row without file: {name}\n"


@pytest.mark.requirement("R29")
@pytest.mark.django_db(transaction=True)
def test_file_goes_when_its_row_is_gone_for_good():
    document = make_document()
    name = document.file.name

    with transaction.atomic():
        document.delete()
        transaction.set_rollback(True)
    assert (default_storage.exists(name), Document.objects.count()) == (True, 1)

    Document.objects.get().delete()
    assert default_storage.exists(name) is False


@pytest.mark.requirement("R29")
def test_picture_whose_job_was_lost_gets_it_again(db, queue):
    images = [make_image(str(number), width=60, height=40) for number in range(3)]
    DBTaskResult.objects.all().delete()
    default_storage.delete(images[0].file.name)
    later = timezone.now() + LATER

    assert requeue_lost_renditions(timezone.now()) == 0
    assert requeue_lost_renditions(later) == 2
    # They wait now: nobody queues them twice.
    assert requeue_lost_renditions(later) == 0

    keys = {row.args_kwargs["kwargs"]["image_id"] for row in DBTaskResult.objects.all()}
    assert keys == {images[1].pk, images[2].pk}


@pytest.mark.requirement("R29")
def test_picture_with_all_its_sizes_is_left_alone(db):
    make_image(width=60, height=40)
    count = Rendition.objects.count()

    assert requeue_lost_renditions(timezone.now() + LATER) == 0
    Rendition.objects.first().delete()
    assert requeue_lost_renditions(timezone.now() + LATER) == 1
    assert Rendition.objects.count() == count


@pytest.mark.requirement("R29")
def test_one_sweep_queues_a_bounded_number(db, queue):
    file = make_image(width=60, height=40).file.name
    Image.objects.bulk_create(
        Image(title=str(number), file=file, width=60, height=40)
        for number in range(SWEPT + 5)
    )
    DBTaskResult.objects.all().delete()

    assert requeue_lost_renditions(timezone.now() + LATER) == SWEPT
