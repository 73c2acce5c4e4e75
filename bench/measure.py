"""What every bench shares: a database of its own, rows of results, bounds."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

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


def start_django(database: str, **settings: object) -> None:
    """Set Django up on a fresh SQLite file of this name, with the page cache off."""
    WORK.mkdir(parents=True, exist_ok=True)
    path = WORK / f"{database}.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{path}")
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


def measure_cpu_ms(call: Callable[[], object], runs: int = 200) -> list[float]:
    """Return the CPU milliseconds of each run, after a warm-up, in order of size."""
    for _ in range(max(5, runs // 10)):
        call()
    figures = []
    for _ in range(runs):
        start = time.process_time()
        call()
        figures.append((time.process_time() - start) * 1000)
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
