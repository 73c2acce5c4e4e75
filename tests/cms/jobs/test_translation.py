"""wagtail-localize's work on the one queue."""

import pytest
from django.contrib.auth import get_user_model
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale
from wagtail_localize.components import TranslationComponentManager
from wagtail_localize.models import LocaleSynchronization
from wagtail_localize.operations import translate_page_subtree
from wagtail_localize.synctree import PageIndex
from wagtail_localize.tasks import background

from cms.jobs.translation import TranslationJobs, pack, run_translation_job, unpack
from cms.jobs.worker import JobWorker
from cms.models import HomePage

QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def test_library_uses_our_adapter():
    assert isinstance(background, TranslationJobs)


@pytest.mark.requirement("R5")
def test_job_holds_keys_only_and_runs_in_the_worker(portal, english, settings):
    settings.TASKS = QUEUE
    user = get_user_model().objects.create_superuser("kim")
    components = TranslationComponentManager([])
    before = english.pk

    TranslationJobs({}).enqueue(
        translate_page_subtree, [portal.pk, [english], components, user], {}
    )

    row = DBTaskResult.objects.get()
    assert row.args_kwargs == {
        "args": [
            "wagtail_localize.operations.translate_page_subtree",
            [
                portal.pk,
                [{"model": "wagtailcore.Locale", "pk": f"{before}"}],
                None,
                {"model": "auth.User", "pk": f"{user.pk}"},
            ],
            {},
        ],
        "kwargs": {},
    }
    JobWorker().run_until_empty()
    assert DBTaskResult.objects.get(pk=row.pk).status == "SUCCESSFUL"


@pytest.mark.requirement("R5")
def test_job_runs_twice_to_the_same_state(portal, english):
    pages = HomePage.objects.count()
    arguments = (
        "wagtail_localize.synctree.synchronize_tree",
        [pack(portal.locale), pack(english)],
        {"page_index": pack(PageIndex([]))},
    )

    assert [run_translation_job.call(*arguments) for _run in range(2)] == [True, True]
    assert HomePage.objects.count() == pages


@pytest.mark.requirement("A25", "R5")
def test_job_of_an_erased_person_ends_quietly(portal, english):
    user = get_user_model().objects.create_user("kim")
    packed = [portal.pk, [pack(english)], None, pack(user)]
    user.delete()

    path = "wagtail_localize.operations.translate_page_subtree"
    assert run_translation_job.call(path, packed, {}) is False


def test_only_functions_of_the_library_are_called(db):
    with pytest.raises(ValueError, match="no function of wagtail-localize"):
        run_translation_job.call("os.getcwd", [], {})


def test_arguments_survive_the_queue(portal):
    values = [None, 7, "x", True, portal.locale, Locale.objects.all()]

    packed = [pack(value) for value in values]

    assert [unpack(value) for value in packed] == [
        *values[:5],
        list(Locale.objects.all()),
    ]
    with pytest.raises(TypeError):
        pack(object())


def test_saving_a_synchronisation_queues_it(portal, english, settings):
    settings.TASKS = QUEUE

    LocaleSynchronization.objects.create(locale=english, sync_from=portal.locale)

    assert DBTaskResult.objects.get().task_path == (
        "cms.jobs.translation.run_translation_job"
    )
