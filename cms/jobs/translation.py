"""wagtail-localize's background work on the one queue (setting `WAGTAILLOCALIZE_JOBS`).

The library hands over functions and model instances; the queue keeps JSON. What is kept
is the dotted path and keys, and a row that is gone when the job runs ends it quietly.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string
from django_tasks import task

ALLOWED = "wagtail_localize."
LEFT_OUT = {"PageIndex", "TranslationComponentManager"}
"""What the library does without: an index that it rebuilds when it gets none, and the
forms of extra components, of which the platform has none."""


class TranslationJobs:
    """Enqueues what the library wants done; the interface is the library's."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options

    def enqueue(
        self, func: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        path = f"{func.__module__}.{func.__qualname__}"
        run_translation_job.enqueue(
            path,
            [pack(value) for value in args],
            {name: pack(value) for name, value in kwargs.items()},
        )


@task()
def run_translation_job(path: str, args: list[Any], kwargs: dict[str, Any]) -> bool:
    """Call a function of wagtail-localize; False if one of its rows is gone."""
    if not path.startswith(ALLOWED):
        raise ValueError(f"{path} is no function of wagtail-localize")
    try:
        unpacked = [unpack(value) for value in args]
        named = {name: unpack(value) for name, value in kwargs.items()}
    except ObjectDoesNotExist:
        return False
    import_string(path)(*unpacked, **named)
    return True


def pack(value: Any) -> Any:
    """Return a value as JSON: rows as model and key, lists item by item."""
    if isinstance(value, Model):
        return {"model": value._meta.label, "pk": str(value.pk)}
    if isinstance(value, list | tuple | QuerySet):
        return [pack(item) for item in value]
    if type(value).__name__ in LEFT_OUT:
        return None
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"{type(value)} cannot be put into a job")


def unpack(value: Any) -> Any:
    """Return what ``pack`` was given.

    Raises:
        ObjectDoesNotExist: the row was deleted since.
    """
    if isinstance(value, list):
        return [unpack(item) for item in value]
    if isinstance(value, dict):
        model: Any = apps.get_model(value["model"])
        return model._base_manager.get(pk=value["pk"])  # noqa: SLF001 -- drafts too
    return value
