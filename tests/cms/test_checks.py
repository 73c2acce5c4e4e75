"""System checks tell a developer the forgotten setting (S9–S12, R5, R6)."""

from types import SimpleNamespace

import pytest

from cms import checks


def get_ids(messages):
    return [message.id for message in messages]


@pytest.mark.requirement("S9", "S30", "S32")
def test_our_own_settings_pass(settings):
    assert checks.check_uploads() == []
    assert checks.check_page_model() == []
    assert checks.check_sqlite_transactions() == []
    assert checks.check_outbox() == []


@pytest.mark.requirement("S9")
def test_missing_limits_of_uploads_are_errors(settings):
    for name in (
        "WAGTAILIMAGES_EXTENSIONS",
        "WAGTAILDOCS_EXTENSIONS",
        "WAGTAILIMAGES_MAX_UPLOAD_SIZE",
        "WAGTAILDOCS_MAX_UPLOAD_SIZE",
        "WAGTAILDOCS_SERVE_METHOD",
    ):
        delattr(settings, name)

    assert get_ids(checks.check_uploads()) == [
        "cms.E001",
        "cms.E002",
        "cms.E003",
        "cms.E004",
        "cms.E005",
    ]


@pytest.mark.requirement("S10")
def test_other_page_model_and_untested_api_are_errors(monkeypatch):
    host = SimpleNamespace(
        WAGTAIL_PAGE_MODEL="host.Page", INSTALLED_APPS=["wagtail.api.v3"]
    )
    monkeypatch.setattr(checks, "settings", host)

    assert get_ids(checks.check_page_model()) == ["cms.E006", "cms.E007"]


@pytest.mark.requirement("S12")
def test_sqlite_without_immediate_transactions_is_an_error(monkeypatch):
    host = SimpleNamespace(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3"}}
    )
    monkeypatch.setattr(checks, "settings", host)

    assert get_ids(checks.check_sqlite_transactions()) == ["cms.E008"]


@pytest.mark.requirement("S11")
@pytest.mark.parametrize(
    ("backend", "ids"),
    [
        ("django.core.cache.backends.locmem.LocMemCache", ["cms.W001"]),
        ("django.core.cache.backends.redis.RedisCache", []),
    ],
)
def test_limits_in_local_memory_are_warned_about(settings, backend, ids):
    settings.CACHES = {"default": {"BACKEND": backend}}

    assert get_ids(checks.check_limits_cache()) == ids


@pytest.mark.requirement("R6")
def test_outbox_that_sends_to_itself_is_an_error(settings):
    settings.VERBUND_MAIL_BACKEND = settings.EMAIL_BACKEND = "cms.outbox.OutboxBackend"

    assert get_ids(checks.check_outbox()) == ["cms.E009"]


@pytest.mark.requirement("R5")
@pytest.mark.parametrize(
    ("backend", "ids"),
    [
        ("django_tasks.backends.immediate.ImmediateBackend", ["cms.W002"]),
        ("django_tasks.backends.dummy.DummyBackend", []),
        ("django_tasks_db.DatabaseBackend", []),
    ],
)
def test_queue_that_runs_inside_requests_is_warned_about(settings, backend, ids):
    settings.TASKS = {"default": {"BACKEND": backend}}

    assert get_ids(checks.check_queue()) == ids
