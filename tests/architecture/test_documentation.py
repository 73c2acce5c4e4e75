"""Documentation says what the code says."""

import re
import tomllib

from cms.conf import DEFAULTS
from community.conf import DEFAULTS as COMMUNITY_DEFAULTS
from config.env import VARIABLES
from search.conf import DEFAULTS as SEARCH_DEFAULTS
from tests.architecture.layers import ROOT

CONFIGURATION = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_configuration_page_lists_every_variable_with_its_sentence():
    rows = re.findall(
        r"^\| `([A-Z0-9_]+)` \| [a-z ]+ \|[^|]*\| (.+) \|$", CONFIGURATION, re.MULTILINE
    )

    assert rows == [(v.name, v.sentence) for v in VARIABLES.values()]


def test_configuration_page_lists_every_setting_of_a_host():
    rows = re.findall(r"^\| `VERBUND_([A-Z_]+)` \|", CONFIGURATION, re.MULTILINE)

    assert rows == [*DEFAULTS, *COMMUNITY_DEFAULTS, *SEARCH_DEFAULTS]


def test_architecture_page_draws_the_contract():
    contract = PYPROJECT["tool"]["importlinter"]["contracts"][0]["layers"]

    drawn = re.search(r"```\n(config\n.*?)\n```", ARCHITECTURE, re.DOTALL)

    assert drawn is not None
    assert ["tests", *drawn.group(1).split("\n")] == contract


def test_lock_files_name_no_registry_and_hash_every_package():
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        pins = re.findall(r"^[A-Za-z0-9_.\[\]-]+==", text, re.MULTILINE)

        assert "://" not in text
        assert len(pins) == len(re.findall(r"==.*?\\\n\s+--hash=sha256:", text))
