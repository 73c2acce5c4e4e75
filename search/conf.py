"""Settings of search with their defaults; a host sets them as `VERBUND_…`."""

import datetime as dt
from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # Whether entries follow their rows in the same transaction; without it only by command.
    "SEARCH_UPKEEP": True,
    # Where Elasticsearch answers; without an address the database does, alone (F18, F19).
    "SEARCH_ADDRESSES": [],
    "SEARCH_API_KEY": "",
    "SEARCH_CA_FILE": "",
    # Several sites share a cluster by their prefixes.
    "SEARCH_PREFIX": "verbund",
    "SEARCH_SHARDS": 1,
    "SEARCH_REPLICAS": "0-1",
    # How long a question may take before the database is asked, and how long a bulk may.
    "SEARCH_SECONDS": 1.5,
    "SEARCH_BULK_SECONDS": 10.0,
    # How many searches a member and a guest may save (F13), and how long a guest has to
    # confirm one, for how long it then runs, and how long an ended one can be taken up.
    "SAVED_SEARCHES_OF_MEMBER": 20,
    "SAVED_SEARCHES_OF_GUEST": 5,
    "SAVED_SEARCH_CONFIRM_DAYS": 7,
    "SAVED_SEARCH_GUEST_DAYS": 365,
    "SAVED_SEARCH_ENDED_DAYS": 30,
    "SEARCH_BACKENDS": {
        "server": "search.backends.elasticsearch.Backend",
        "keeper": "search.backends.elasticsearch.Keeper",
        "database": "search.backends.database.DatabaseBackend",
    },
}


def get_setting(name: str) -> Any:
    """Return the value of ``VERBUND_<name>``, or its default from this module."""
    return getattr(settings, f"VERBUND_{name}", DEFAULTS[name])


def get_days(name: str) -> dt.timedelta:
    """Return a setting that counts days."""
    return dt.timedelta(days=get_setting(name))
