"""Interface, mails and error pages exist in both languages: 0 missing, 0 fuzzy."""

import subprocess
import sys

import pytest

from tests.architecture.layers import ROOT


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
