"""System checks that tell a developer the forgotten setting (S9–S12, R5, R6)."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.utils.module_loading import import_string
from django_tasks import task_backends

from cms.conf import get_setting
from cms.outbox import OutboxBackend

IMAGE_TYPES = {"jpg", "jpeg", "png", "webp", "gif"}
DOCUMENT_TYPES = {"pdf", "docx", "xlsx", "pptx", "odt", "rtf", "txt", "csv", "vtt"}
VIDEO_TYPES = {"mp4", "webm"}
LARGEST_UPLOAD = 10 * 1024 * 1024


@register(Tags.security)
def check_uploads(**_kwargs: Any) -> list[CheckMessage]:
    """Wagtail takes every type of document, of any size, unless it is told (S9)."""
    found: list[CheckMessage] = []
    images = set(getattr(settings, "WAGTAILIMAGES_EXTENSIONS", ()))
    if not images or "svg" in images:
        hint = f"Set WAGTAILIMAGES_EXTENSIONS to some of {sorted(IMAGE_TYPES)}."
        found.append(Error("Images of any type may be uploaded.", hint, id="cms.E001"))
    documents = set(getattr(settings, "WAGTAILDOCS_EXTENSIONS", ()))
    if not documents or documents & {"zip", "html", "htm", "svg", "js", "exe"}:
        hint = f"Set WAGTAILDOCS_EXTENSIONS to some of {sorted(DOCUMENT_TYPES)}."
        found.append(Error("Unsafe documents may be uploaded.", hint, id="cms.E002"))
    for number, name in enumerate(
        ("WAGTAILIMAGES_MAX_UPLOAD_SIZE", "WAGTAILDOCS_MAX_UPLOAD_SIZE"), start=3
    ):
        if not getattr(settings, name, None):
            hint = f"Set {name}, for example to {LARGEST_UPLOAD}."
            found.append(
                Error("Files of any size may be uploaded.", hint, id=f"cms.E00{number}")
            )
    if getattr(settings, "WAGTAILDOCS_SERVE_METHOD", None) != "serve_view":
        found.append(
            Error(
                "Documents are not served by the view, so private ones may leak (S32).",
                'Set WAGTAILDOCS_SERVE_METHOD = "serve_view".',
                id="cms.E005",
            )
        )
    return found


@register(Tags.compatibility)
def check_page_model(**_kwargs: Any) -> list[CheckMessage]:
    """wagtail-localize knows no other base page model, and the v3 API is not tested (S10)."""
    found: list[CheckMessage] = []
    if (
        getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page")
        != "wagtailcore.Page"
    ):
        found.append(
            Error(
                "wagtail-localize does not support another base page model.",
                "Remove WAGTAIL_PAGE_MODEL.",
                id="cms.E006",
            )
        )
    if "wagtail.api.v3" in settings.INSTALLED_APPS:
        found.append(
            Error(
                "Wagtail's API v3 is not tested with wagtail-localize.",
                'Remove "wagtail.api.v3" from INSTALLED_APPS.',
                id="cms.E007",
            )
        )
    return found


@register(Tags.database)
def check_sqlite_transactions(**_kwargs: Any) -> list[CheckMessage]:
    """Parallel writers on SQLite fail unless transactions begin as IMMEDIATE (S12)."""
    database = settings.DATABASES["default"]
    mode = database.get("OPTIONS", {}).get("transaction_mode")
    if database["ENGINE"].endswith("sqlite3") and mode != "IMMEDIATE":
        hint = 'Set OPTIONS = {"transaction_mode": "IMMEDIATE"} for the database.'
        return [Error("SQLite would answer “database is locked”.", hint, id="cms.E008")]
    return []


@register(Tags.security, deploy=True)
def check_limits_cache(**_kwargs: Any) -> list[CheckMessage]:
    """Local memory multiplies each limit by the number of processes (S11)."""
    if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        return [
            CheckWarning(
                "Limits count by process: the cache is in local memory.",
                "Set CACHE_URL, or run one process only (WEB_WORKERS=1).",
                id="cms.W001",
            )
        ]
    return []


@register(Tags.compatibility)
def check_outbox(**_kwargs: Any) -> list[CheckMessage]:
    """An outbox that sends through itself would write each mail anew, for ever (R6.1)."""
    if issubclass(import_string(get_setting("MAIL_BACKEND")), OutboxBackend):
        return [
            Error(
                "The outbox sends its mails to itself.",
                "Set VERBUND_MAIL_BACKEND to what reaches a mail server.",
                id="cms.E009",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def check_queue(**_kwargs: Any) -> list[CheckMessage]:
    """A queue that runs at once makes each request wait, and loses what fails (R5)."""
    return [
        CheckWarning(
            f"Jobs of the queue “{name}” run inside requests.",
            'Set TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}.',
            id="cms.W002",
        )
        for name in settings.TASKS
        if not task_backends[name].supports_defer
    ]
