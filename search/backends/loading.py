"""The backends by their dotted paths: without an address the library is never loaded (F18)."""

from typing import Any

from django.utils.module_loading import import_string

from search.conf import get_setting
from search.questions import Backend


def has_server() -> bool:
    """Tell whether there is an Elasticsearch to ask."""
    return bool(get_setting("SEARCH_ADDRESSES"))


def load_database() -> Backend:
    """Return the backend that is always there."""
    backend: Backend = import_string(get_setting("SEARCH_BACKENDS")["database"])()
    return backend


def load_server(*, seconds: float | None = None) -> Any:
    """Return the backend that asks Elasticsearch, with so many seconds for an answer.

    It knows more than `search.questions.Backend`: `search.backends.elasticsearch.Backend`.
    """
    backend = import_string(get_setting("SEARCH_BACKENDS")["server"])
    return backend(seconds=seconds or get_setting("SEARCH_SECONDS"))


def load_keeper() -> Any:
    """Return what keeps the indices: `search.backends.elasticsearch.Keeper`."""
    return import_string(get_setting("SEARCH_BACKENDS")["keeper"])()
