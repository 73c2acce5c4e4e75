"""Interface, mails and error pages exist in both languages: 0 missing, 0 fuzzy."""

import subprocess
import sys
from pathlib import Path

import django
import polib
import pytest

from tests.architecture.layers import ROOT

PACKAGES = Path(django.__file__).parents[1]
LIBRARIES = ROOT / "locale" / "libraries"


def run(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "locale/messages.py", command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.requirement("W54", "ED56")
def test_no_message_is_missing_stale_or_fuzzy():
    answer = run("check")

    assert (answer.returncode, answer.stdout) == (
        0,
        "messages: complete in German and English\n",
    )


@pytest.mark.requirement("W54")
@pytest.mark.parametrize("language", ["de", "en"])
def test_words_for_libraries_are_words_that_libraries_have(language):
    """A sentence that a library no longer says is taken out here too."""
    theirs = {
        (entry.msgctxt, entry.msgid)
        for package in (
            "allauth",
            "django/contrib/auth",
            "wagtail/contrib/search_promotions",
        )
        for entry in polib.pofile(
            str(PACKAGES / package / "locale/de/LC_MESSAGES/django.po")
        )
    }
    own = polib.pofile(str(LIBRARIES / language / "LC_MESSAGES" / "django.po"))

    assert [
        entry.msgid for entry in own if (entry.msgctxt, entry.msgid) not in theirs
    ] == []
