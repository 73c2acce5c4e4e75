"""Own processes on the test database: workers that are stopped and killed for real."""

import os
import subprocess
import sys
from urllib.parse import quote

from django.db import connection

from tests.architecture.layers import ROOT


def get_database_url() -> str:
    """Return the address of the test database for another process."""
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    user, password = quote(config["USER"]), quote(config["PASSWORD"] or "")
    host = quote(config["HOST"], safe="")
    return f"postgres://{user}:{password}@{host}:{config['PORT']}/{config['NAME']}"


def start_manage(*arguments: str, **variables: str) -> subprocess.Popen[str]:
    """Start `manage.py` on the test database, with the queue of a real site."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "DATABASE_URL": get_database_url(),
        "LOG_FORMAT": "json",
        **variables,
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
