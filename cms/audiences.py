"""Who a viewer is: tokens held and owners blocked, asked once a request.

Tokens: ``public``, ``member``, ``adult``, ``network:<id>``, ``staff:<id>``, ``care:<id>``,
``group:<id>``, ``contact:<member id>``, ``owner:<member id>``, ``acting:<member id>``. cms answers for
staff, community for members, groups, contacts and blocks. ``care`` is held by those of the staff who
answer for a network's members, ``acting`` by a member who takes part: what the member's office opens.
Owners who are blocked are named as their own token.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from cms.registry import Registry

PUBLIC = "public"


@dataclass(frozen=True)
class Viewer:
    """What a person may see; an audience that holds none of the tokens is hidden."""

    tokens: frozenset[str] = frozenset({PUBLIC})
    blocked: frozenset[str] = frozenset()

    def holds(self, *tokens: str) -> bool:
        return not self.tokens.isdisjoint(tokens)

    def list_keys(self, kind: str) -> list[int]:
        """Return the keys in the tokens of one kind: 7 for ``contact:7``."""
        return list_keys(self.tokens, kind)


def list_keys(tokens: Iterable[str], kind: str) -> list[int]:
    """Return the keys in those tokens that are of one kind, in order."""
    start = f"{kind}:"
    return sorted(
        int(token.removeprefix(start)) for token in tokens if token.startswith(start)
    )


VISITOR = Viewer()


@dataclass(frozen=True, kw_only=True)
class AudienceSource:
    """Answers for one kind of token; ``find`` gets a signed-in, active user."""

    name: str
    find: Callable[[Any], Viewer]


audience_sources: Registry[AudienceSource] = Registry("who is this viewer?")


def find_viewer(user: Any) -> Viewer:
    """Return what this user may see now; a disabled or absent user is a visitor."""
    if user is None or not user.is_authenticated or not user.is_active:
        return VISITOR
    answers = [source.find(user) for source in audience_sources.entries()]
    return Viewer(
        tokens=VISITOR.tokens.union(*(answer.tokens for answer in answers)),
        blocked=frozenset().union(*(answer.blocked for answer in answers)),
    )


def get_viewer(request: HttpRequest) -> Viewer:
    """Return the viewer of a request; the sources are asked once."""
    viewer = getattr(request, "verbund_viewer", None)
    if viewer is None:
        viewer = find_viewer(getattr(request, "user", None))
        # setattr: the type of a request knows nothing of what we keep on it.
        setattr(request, "verbund_viewer", viewer)  # noqa: B010 -- see above
    return viewer
