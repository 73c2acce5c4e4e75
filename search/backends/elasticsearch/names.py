"""Names of indices and aliases: ``verbund-de-20270303120000``, behind ``verbund-de`` (F17, F19)."""

import datetime as dt
import re

from django.conf import settings

from search.client import get_prefix

BUILDING = "building"


def list_languages() -> list[str]:
    """Return the languages that have an index."""
    languages = getattr(settings, "WAGTAIL_CONTENT_LANGUAGES", settings.LANGUAGES)
    return [code for code, _name in languages]


def name_alias(language: str) -> str:
    """Return the alias that is searched."""
    return f"{get_prefix()}-{language}"


def name_building_alias(language: str) -> str:
    """Return the alias of an index that is being built; it gets every change as well."""
    return f"{name_alias(language)}-{BUILDING}"


def name_index(language: str, now: dt.datetime) -> str:
    """Return the name of a new index, down to the microsecond."""
    return f"{name_alias(language)}-{now:%Y%m%d%H%M%S%f}"


def is_index_of(name: str, language: str) -> bool:
    """Tell whether an index is ours and of this language."""
    return (
        re.fullmatch(rf"{re.escape(name_alias(language))}-\d{{20}}", name) is not None
    )
