"""The stated baseline: the home page of a fresh `wagtail start` project, CPU time.

Measures once for each line on standard input, so that other benches can take turns with
it: a machine that is slow for a minute is then slow for both sides of a ratio.
"""

import os
import shutil
import subprocess
import sys

from measure import WORK, measure_cpu_ms, median

PROJECT = WORK / "baseline"


def make_project() -> None:
    shutil.rmtree(PROJECT, ignore_errors=True)
    PROJECT.mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-m", "wagtail.bin.wagtail", "start", "mysite", str(PROJECT)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    local = PROJECT / "mysite/settings/local.py"
    local.write_text("DEBUG = False\nALLOWED_HOSTS = ['*']\n", encoding="utf-8")


def main() -> None:
    make_project()
    os.chdir(PROJECT)
    os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings.dev"
    sys.path.insert(0, str(PROJECT))
    import django
    from django.core.management import call_command
    from django.test import Client

    django.setup()
    call_command("migrate", verbosity=0)
    client = Client()
    assert client.get("/").status_code == 200
    for _line in sys.stdin:
        figures = measure_cpu_ms(lambda: client.get("/"), runs=40)
        print(median(figures), flush=True)


if __name__ == "__main__":
    main()
