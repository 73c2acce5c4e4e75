"""`/healthz`: the process answers. `/readyz`: it can do its work (R24).

States only: no versions, hosts or numbers; figures are for operators (`queries.health`).
"""

import functools
import pkgutil
import shutil
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import structlog
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from cms.queries.health import (
    LATE_JOB,
    LATE_MAIL,
    get_oldest_job_age,
    get_oldest_mail_age,
)
from cms.registry import Registry

LIMIT_SECONDS = 0.5
FREE_BYTES = 200 * 1024 * 1024
OK, DEGRADED, DOWN = "ok", "degraded", "down"

log = structlog.get_logger("verbund.health")


@dataclass(frozen=True, kw_only=True)
class HealthCheck:
    """A part without which the site works worse, or not at all if it ``is_vital``."""

    name: str
    is_well: Callable[[], bool]
    is_vital: bool = False
    order: int = 100


health_checks: Registry[HealthCheck] = Registry("can this process do its work?")


def show_health(_request: HttpRequest) -> HttpResponse:
    """Answer without database, cache or login, so that an overloaded site still does."""
    return _answer({"status": OK}, 200)


def show_readiness(_request: HttpRequest) -> HttpResponse:
    """Answer 503 only where the site cannot serve: a missing part is degraded, with 200."""
    checks = health_checks.entries()
    states = run_checks(checks)
    vital = {check.name for check in checks if check.is_vital}
    status = OK
    if any(state == DOWN for name, state in states.items() if name in vital):
        status = DOWN
    elif any(state != OK for state in states.values()):
        status = DEGRADED
    return _answer({"status": status, "checks": states}, 503 if status == DOWN else 200)


def run_checks(checks: list[HealthCheck]) -> dict[str, str]:
    """Return the state of each part; all are asked at once, half a second for all of them."""
    end = time.monotonic() + LIMIT_SECONDS
    pool = ThreadPoolExecutor(max_workers=max(1, len(checks)))
    futures = {check.name: pool.submit(_ask, check) for check in checks}
    states = {
        check.name: _read(
            futures[check.name], end, DOWN if check.is_vital else DEGRADED
        )
        for check in checks
    }
    # A check that hangs ends by its own time limit; the answer does not wait for it.
    pool.shutdown(wait=False, cancel_futures=True)
    return states


def _ask(check: HealthCheck) -> bool:
    try:
        return check.is_well()
    finally:
        connection.close()


def _read(future: "Future[bool]", end: float, failed: str) -> str:
    try:
        return OK if future.result(timeout=max(0.0, end - time.monotonic())) else failed
    except FutureTimeoutError:
        return failed
    except Exception:
        log.warning("health_check_failed", exc_info=True)
        return failed


def _answer(content: dict[str, object], status: int) -> HttpResponse:
    response = JsonResponse(content, status=status)
    response["Cache-Control"] = "no-store"
    return response


def is_database_there() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def is_database_migrated() -> bool:
    """Compare names only: loading every migration would take longer than the limit."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    return find_migrations() <= applied


@functools.cache
def find_migrations() -> frozenset[tuple[str, str]]:
    """Return every migration that is shipped, by app label and name."""
    found = set()
    for config in apps.get_app_configs():
        name = settings.MIGRATION_MODULES.get(config.label, f"{config.name}.migrations")
        try:
            package = import_module(name) if name else None
        except ModuleNotFoundError:
            continue
        for module in pkgutil.iter_modules(getattr(package, "__path__", [])):
            if not module.ispkg and module.name[0] not in "_~":
                found.add((config.label, module.name))
    return frozenset(found)


def is_cache_there() -> bool:
    cache.set("health", "there", timeout=10)
    return bool(cache.get("health") == "there")


def is_queue_moving() -> bool:
    return get_oldest_job_age(timezone.now()) <= LATE_JOB.total_seconds()


def is_mail_moving() -> bool:
    return get_oldest_mail_age(timezone.now()) <= LATE_MAIL.total_seconds()


def has_disk_room() -> bool:
    media = Path(settings.MEDIA_ROOT)
    place = next(path for path in (media, *media.parents) if path.is_dir())
    return shutil.disk_usage(place).free > FREE_BYTES


for check in (
    HealthCheck(name="database", is_well=is_database_there, is_vital=True, order=10),
    HealthCheck(
        name="migrations", is_well=is_database_migrated, is_vital=True, order=20
    ),
    HealthCheck(name="cache", is_well=is_cache_there, order=30),
    HealthCheck(name="queue", is_well=is_queue_moving, order=40),
    HealthCheck(name="mail", is_well=is_mail_moving, order=50),
    HealthCheck(name="disk", is_well=has_disk_room, order=60),
):
    health_checks.register(check)
