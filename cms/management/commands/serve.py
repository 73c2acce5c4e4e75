"""One process for one laptop: web server, job worker and clock."""

import socket
import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

HOST = "127.0.0.1"


class Server(BaseApplication):
    """gunicorn with one worker, which also works off the jobs."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"{HOST}:{self.port}",
            "workers": 1,
            "threads": 8,
            "worker_class": "gthread",
            "timeout": 60,
            "graceful_timeout": 10,
            "control_socket_disable": True,
            "post_worker_init": start_job_thread,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()


def start_job_thread(worker: Any) -> None:
    thread = threading.Thread(
        target=call_command, args=("run_jobs",), kwargs={"in_thread": True}, daemon=True
    )
    thread.start()


def ensure_port_is_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            sentence = (
                f"Port {port} is taken on this machine. Stop what listens there, "
                f"or choose another one: make demo PORT={port + 1}"
            )
            raise CommandError(sentence) from error


def find_newest_change() -> int:
    """Return when the newest static file of any app was written, in nanoseconds."""
    return max(
        Path(storage.path(name)).stat().st_mtime_ns
        for finder in get_finders()
        for name, storage in finder.list([])
    )


class Command(BaseCommand):
    help = "Serve the site on this machine, with its jobs, in one process."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="migrate, load the demo and collect static files first",
        )

    def handle(self, *args: Any, port: int, prepare: bool, **options: Any) -> None:
        ensure_port_is_free(port)
        if prepare:
            self.prepare()
        self.stdout.write(f"Verbund is at http://{HOST}:{port}/ (Ctrl+C stops it)")
        Server(port).run()

    def prepare(self) -> None:
        """Bring database, demo and static files up to date; a second run changes nothing."""
        settings.STATIC_ROOT.parent.mkdir(exist_ok=True)
        self.stdout.write("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_demo")
        self.collect_static_files()

    def collect_static_files(self) -> None:
        """Collect and compress them when one has changed: doing so takes many seconds."""
        stamp = settings.STATIC_ROOT / "collected.txt"
        newest = str(find_newest_change())
        if stamp.exists() and stamp.read_text(encoding="utf-8") == newest:
            return
        self.stdout.write("Collecting static files …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(newest, encoding="utf-8")
