"""What every bench shares: a database of its own, rows of results, bounds.

``DATABASE_URL`` of a PostgreSQL server on this machine moves all benches there, each into a
database of its own; without it each has a file of SQLite.
"""

import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "var" / "bench"


@dataclass(frozen=True)
class Result:
    """One figure with its bound; ``bound`` None only informs."""

    name: str
    value: float
    unit: str
    bound: float | None = None
    at_least: bool = False

    @property
    def holds(self) -> bool:
        if self.bound is None:
            return True
        return self.value >= self.bound if self.at_least else self.value <= self.bound


def start_django(database: str, *, is_fresh: bool = False, **settings: object) -> None:
    """Set Django up on a database of this name, with the page cache off."""
    WORK.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
    os.environ["DATABASE_URL"] = make_database(database, is_fresh=is_fresh)
    sys.path.insert(0, str(ROOT))

    import django
    from django.conf import settings as django_settings

    values = {
        "VERBUND_PAGE_CACHE_SECONDS": 0,
        "ALLOWED_HOSTS": ["*"],
        "MEDIA_ROOT": WORK / "media",
        "LOGGING": {"version": 1},
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        **settings,
    }
    for name, value in values.items():
        setattr(django_settings, name, value)
    static = django_settings.STORAGES["staticfiles"]
    static["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def make_database(name: str, *, is_fresh: bool) -> str:
    """Return the address of the database of this name; a fresh one has its tables already."""
    server = urlsplit(os.environ.get("DATABASE_URL", ""))
    pattern = make_pattern(server) if is_fresh else ""
    if not server.scheme.startswith("postgres"):
        for suffix in ("", "-wal", "-shm") if is_fresh else ():
            (WORK / f"{name}.sqlite3{suffix}").unlink(missing_ok=True)
        if is_fresh:
            shutil.copy(WORK / f"{pattern}.sqlite3", WORK / f"{name}.sqlite3")
        return f"sqlite:///{WORK / name}.sqlite3"
    _create(server, f"bench_{name}", pattern=pattern)
    return server._replace(path=f"/bench_{name}").geturl()


def make_pattern(server: SplitResult) -> str:
    """Return the name of an empty database with all tables, made once for all benches."""
    state = hashlib.sha256()
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        state.update(path.read_bytes())
    state.update((ROOT / "requirements/base.txt").read_bytes())
    name = f"pattern_{state.hexdigest()[:12]}"
    if server.scheme.startswith("postgres"):
        address = server._replace(path=f"/{name}").geturl()
        is_there = not _create(server, name)
    else:
        address = f"sqlite:///{WORK / name}.sqlite3"
        is_there = (WORK / f"{name}.sqlite3").exists()
    if not is_there:
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": address},
            check=True,
        )
    return name


def _create(server: SplitResult, name: str, *, pattern: str = "") -> bool:
    """Create a database, with a pattern anew; return False where it was there."""
    import psycopg

    with psycopg.connect(server.geturl(), autocommit=True) as connection:
        if pattern:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        if found.fetchone() is not None:
            return False
        connection.execute(
            f'CREATE DATABASE "{name}" TEMPLATE {pattern or "template1"}'
        )
    return True


def write_statistics() -> None:
    """Let the database know how many rows of what there are, as a working one does."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def read_cpu_ms() -> float:
    """Return the CPU milliseconds of this process, and of the server's for its queries.

    SQLite works inside this process. What PostgreSQL has spent for this connection stands
    in the table of processes, to the nanosecond.
    """
    from django.db import connection

    spent = time.process_time() * 1000
    if connection.vendor == "postgresql" and connection.connection is not None:
        server = connection.connection.info.backend_pid
        nanoseconds = Path(f"/proc/{server}/schedstat").read_text("ascii").split()[0]
        spent += int(nanoseconds) / 1_000_000
    return spent


def measure_cpu_ms(
    call: Callable[[], object],
    runs: int = 200,
    *,
    warm_up: int | None = None,
    before: Callable[[], object] = lambda: None,
) -> list[float]:
    """Return the CPU milliseconds of each run, after a warm-up, in order of size.

    ``before`` is called ahead of each run and does not count.
    """
    for _ in range(max(5, runs // 10) if warm_up is None else warm_up):
        before()
        call()
    figures = []
    for _ in range(runs):
        before()
        start = read_cpu_ms()
        call()
        figures.append(read_cpu_ms() - start)
    return sorted(figures)


def p95(figures: list[float]) -> float:
    return sorted(figures)[int(len(figures) * 0.95) - 1]


def median(figures: list[float]) -> float:
    return statistics.median(figures)


def report(*results: Result) -> None:
    """Hand the results to `run.py`, one JSON object a line."""
    for result in results:
        print("RESULT " + json.dumps(asdict(result)), flush=True)


def run_script(name: str, *arguments: str) -> list[Result]:
    """Run a bench in a process of its own and return what it reported."""
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    answer = subprocess.run(
        [sys.executable, str(ROOT / "bench" / name), *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    lines = [line for line in answer.stdout.splitlines() if line.startswith("RESULT ")]
    return [Result(**json.loads(line.removeprefix("RESULT "))) for line in lines]
