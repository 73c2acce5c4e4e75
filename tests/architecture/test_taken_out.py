"""The site starts and answers with any of the upper apps taken out."""

import subprocess
import sys

import pytest

from tests.architecture.layers import ROOT

PROBE = """
import sys
from config.settings import test as settings
settings.INSTALLED_APPS.remove(sys.argv[1])
settings.DATABASES["default"]["NAME"] = ":memory:"
from django.conf import settings as django_settings
django_settings.configure(**{k: v for k, v in vars(settings).items() if k.isupper()})
import django
django.setup()
from django.core.management import call_command
import io
call_command("check", stdout=io.StringIO(), fail_level="WARNING")
assert not [name for name in sys.modules if name.startswith("elasticsearch")]
from django.urls import get_resolver
print(len(get_resolver().url_patterns) > 0)
"""


@pytest.mark.parametrize("app", ["search", "alumni", "sponsors"])
def test_site_starts_without(app):
    answer = subprocess.run(
        [sys.executable, "-c", PROBE, app],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (answer.returncode, answer.stdout) == (0, "True\n"), answer.stderr
