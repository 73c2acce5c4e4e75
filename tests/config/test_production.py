"""Production refuses to start on demo values (S11, S40, S53)."""

import os
import subprocess
import sys

import pytest

from tests.architecture.layers import ROOT

GOOD = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "k9" * 30 + "-Zq!",
    "BASE_URL": "https://mint.example",
    "ALLOWED_HOSTS": "mint.example",
    "TRUSTED_PROXY_COUNT": "1",
    "MAIL_FROM": "Portal <post@mint.example>",
    "CACHE_URL": "redis://127.0.0.1:6379/0",
}


def start(*arguments: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], **GOOD}
    for name, value in changes.items():
        if value is None:
            del environment[name]
        else:
            environment[name] = value
    return subprocess.run(
        [sys.executable, "manage.py", *(arguments or ("check",))],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.requirement("S40")
def test_deployment_check_is_clean():
    answer = start("check", "--deploy", "--fail-level", "WARNING")

    assert (answer.returncode, answer.stderr) == (0, ""), answer.stderr


@pytest.mark.requirement("S11", "S53")
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY is the demo value"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is the demo value"),
        ({"BASE_URL": None}, "BASE_URL must begin with https://"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS must name"),
        ({"TRUSTED_PROXY_COUNT": None}, "TRUSTED_PROXY_COUNT must say"),
        (
            {"WEB_WORKERS": "2", "CACHE_URL": None},
            "WEB_WORKERS above 1 needs CACHE_URL",
        ),
        (
            {"WEB_WORKERS": "2", "CACHE_URL": "file:///tmp/cache"},
            "WEB_WORKERS above 1 needs CACHE_URL",
        ),
        ({"MAIL_FROM": None}, "MAIL_FROM still holds the demo value"),
    ],
)
def test_a_demo_value_is_refused(changes, sentence):
    answer = start(**changes)

    assert answer.returncode == 1
    assert f"ImproperlyConfigured: {sentence}" in answer.stderr


def test_several_workers_start_on_a_shared_cache():
    answer = start(WEB_WORKERS="2")

    assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.requirement("S15")
def test_secret_of_the_bucket_is_no_option_of_the_storage():
    program = (
        "from config.settings import production as s;"
        "print(sorted(s.STORAGES['default']['OPTIONS']), s.AWS_S3_SECRET_ACCESS_KEY)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**GOOD, "S3_BUCKET": "b", "S3_SECRET_KEY": "geheim"},
        capture_output=True,
        text=True,
        check=False,
    )

    names = "['bucket_name', 'endpoint_url', 'file_overwrite', 'region_name']"
    assert (answer.stdout, answer.stderr) == (f"{names} geheim\n", "")
