"""The apps run inside a fresh Wagtail project: its user, its image model, its base.html."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.layers import ROOT

LOCAL_SETTINGS = """
from mysite.settings.base import *
INSTALLED_APPS.remove("search")  # the starter's own package has the name of ours
INSTALLED_APPS[0:0] = [
    "search", "alumni", "sponsors", "community", "cms", "actstream", "wagtail_localize",
    "wagtail_localize.locales", "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block", "django_tasks",
    "django_tasks_db", "django_htmx", "lucide",
]
TEMPLATES[0]["DIRS"].append("{root}/templates")
STATICFILES_DIRS.append("{root}/static")
DATABASES["default"]["NAME"] = BASE_DIR / "host.sqlite3"
DATABASES["default"]["OPTIONS"] = {{"transaction_mode": "IMMEDIATE", "timeout": 20}}
STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif"]
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "txt"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_MAX_UPLOAD_SIZE = WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
SECRET_KEY = "a host of its own"
ALLOWED_HOSTS = ["*"]
"""

PROBE = """
import datetime as dt
from django.test import Client
from home.models import HomePage as HostHome
from cms.models import GenericPage
from wagtail.models import Page
root = Page.objects.get(depth=2)
GenericPage.parent_page_types = ["home.HomePage"]
root.add_child(instance=GenericPage(title="Gast", slug="gast"))
answer = Client().get("/gast/")
print(answer.status_code, "css/mysite.css" in answer.content.decode())
"""


def run(project: Path, *arguments: str) -> str:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "mysite.settings.local",
    }
    answer = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """Return a project as Wagtail's starter makes it, with our apps added."""
    subprocess.run(
        [sys.executable, "-m", "wagtail.bin.wagtail", "start", "mysite", str(tmp_path)],
        check=True,
        capture_output=True,
        env={"PATH": os.environ["PATH"]},
    )
    shutil.rmtree(tmp_path / "search")
    urls = tmp_path / "mysite/urls.py"
    lines = urls.read_text(encoding="utf-8").splitlines(keepends=True)
    urls.write_text("".join(line for line in lines if "search" not in line))
    settings = LOCAL_SETTINGS.format(root=ROOT)
    (tmp_path / "mysite/settings/local.py").write_text(settings, encoding="utf-8")
    return tmp_path


def test_apps_run_inside_a_fresh_wagtail_project(host):
    run(host, "migrate", "--verbosity", "0")

    assert (
        run(host, "makemigrations", "--check", "--dry-run") == "No changes detected\n"
    )
    assert run(host, "shell", "--no-imports", "-c", PROBE) == "200 True\n"
