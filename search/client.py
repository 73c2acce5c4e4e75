"""The way to Elasticsearch: one client a process, as the settings say (F19)."""

import logging
from functools import lru_cache
from typing import Any

from elasticsearch import Elasticsearch

from search.conf import get_setting

CONNECTIONS = 16

# Who is away is told once, by the circuit breaker, and not at each try with its traceback.
logging.getLogger("elastic_transport").setLevel(logging.ERROR)


def get_client() -> Elasticsearch:
    """Return the client of this process; it keeps its connections."""
    return _make_client(
        tuple(get_setting("SEARCH_ADDRESSES")),
        get_setting("SEARCH_API_KEY"),
        get_setting("SEARCH_CA_FILE"),
    )


@lru_cache(maxsize=4)
def _make_client(
    addresses: tuple[str, ...], api_key: str, ca_file: str
) -> Elasticsearch:
    options: dict[str, Any] = {}
    if api_key:
        options["api_key"] = api_key
    if ca_file:
        options["ca_certs"] = ca_file
    return Elasticsearch(
        list(addresses),
        # Another node, or a fresh connection to the only one; what hangs is not asked twice.
        max_retries=max(1, len(addresses) - 1),
        retry_on_timeout=False,
        retry_on_status=(),
        request_timeout=get_setting("SEARCH_SECONDS"),
        connections_per_node=CONNECTIONS,
        # A node that failed is tried again after a second, not after half a minute.
        dead_node_backoff_factor=0.5,
        max_dead_node_backoff=2.0,
        http_compress=False,
        **options,
    )


def get_prefix() -> str:
    """Return the beginning of the names of our indices."""
    return str(get_setting("SEARCH_PREFIX"))
