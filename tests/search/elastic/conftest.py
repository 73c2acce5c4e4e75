"""The node, and indices of one's own on it."""

import os

import pytest
from django.utils import timezone

from search.backends.elasticsearch.indices import call
from search.client import get_prefix
from search.operations.upkeep import rebuild_indices
from tests.search.elastic.node import run_shared_node
from tests.search.elastic.rows import keep, refresh

LANGUAGES = ["de", "en"]
PREFIX = f"test{os.getpid()}"


@pytest.fixture(scope="session")
def node_address():
    with run_shared_node() as address:
        yield address


@pytest.fixture
def node(node_address, settings):
    """Let the settings name the node, with a prefix of this process."""
    settings.VERBUND_SEARCH_ADDRESSES = [node_address]
    settings.VERBUND_SEARCH_PREFIX = PREFIX
    return node_address


@pytest.fixture
def index(node, db):
    """Have right and empty indices."""
    wrong = keep().list_wrong()
    if wrong:
        rebuild_indices(now=timezone.now(), languages=wrong)
    for language in LANGUAGES:
        keep().reconcile(language)
    refresh()
    return node


@pytest.fixture
def own_prefix(node, settings):
    """Have indices that a test may break, and take them away afterwards."""
    settings.VERBUND_SEARCH_PREFIX = f"{PREFIX}own"
    yield get_prefix()
    settings.VERBUND_SEARCH_ADDRESSES = [node]
    client = call()
    client.cluster.put_settings(persistent={"cluster.blocks.read_only": None})
    for name in client.indices.get(index=f"{get_prefix()}-*").body:
        client.indices.delete(index=name)
