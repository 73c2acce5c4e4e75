"""The routes of the site, read from the resolver: no hand list can forget one (S20)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")
SPECIAL = {
    r"admin/pages/^(?P<pk>\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)"
    r"\.\.\.(?P<revision_id_b>live|latest|\d+)/$": (
        "admin/pages/<pk>/revisions/compare/live...latest/"
    ),
    **{
        rf"admin/{rows}/^history/(?P<pk>\d+)/revisions/compare/"
        r"(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$": (
            f"admin/{rows}/history/<pk>/revisions/compare/earliest...latest/"
        )
        for rows in ("announcements", "networks", "terms")
    },
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": "accounts/confirm-email/x/",
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": (
        "accounts/password/reset/key/1-x/"
    ),
    **{
        f"accounts/oidc/^(?P<provider_id>[^/]+)/{step}": f"accounts/oidc/x/{step}"
        for step in ("login/", "login/callback/")
    },
    r"documents/^(\d+)/(.*)$": "documents/<document_id>/",
    r"de/^((?:[\w\-]+/)*)$": "de/aktuelles/",
}
"""Patterns written as regular expressions, with an address that they match."""


@dataclass(frozen=True)
class Route:
    pattern: str
    """As Django knows it, the language as ``de``."""

    def get_path(self, values: dict[str, Any]) -> str:
        pattern = SPECIAL.get(self.pattern, self.pattern)
        if "(" in pattern:
            raise AssertionError(f"write an address for {pattern} into SPECIAL")
        return "/" + CONVERTER.sub(
            lambda found: str(find_value(found.group(1), pattern, values)), pattern
        )


def find_value(name: str, pattern: str, values: dict[str, Any]) -> Any:
    """Return an existing value: the most special key that begins the pattern, else the name.

    ``admin/terms/`` is the key of a row there, ``admin/terms/#revision_id`` another part.

    Raises:
        KeyError: a new route needs a row of its own in the test's world.
    """
    own = [key for key in values if key.endswith(f"#{name}")]
    for key in own:
        if pattern.startswith(key.partition("#")[0]):
            return values[key]
    keys = [key for key in values if "/" in key and pattern.startswith(key)]
    if name in ("pk", "object_id") and keys:
        return values[max(keys, key=len)]
    return values[name]


def walk_routes(resolver: Any = None, prefix: str = "") -> Iterator[Route]:
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Route(pattern)
        else:
            yield from walk_routes(entry, pattern)
