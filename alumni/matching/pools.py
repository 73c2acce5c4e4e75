"""What a round is computed from; only closed values, never free text (ME10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Values = Mapping[str, frozenset[str]]
"""Values by the name of a criterion, as ``{"topic": frozenset({"robotics"})}``."""


@dataclass(frozen=True, kw_only=True)
class Mentee:
    """``needs`` must be met, ``wishes`` count; a criterion without values asks for nothing.

    ``hindrance`` names what keeps the person out for now, as ``consent``.
    """

    key: int
    needs: Values = field(default_factory=dict)
    wishes: Values = field(default_factory=dict)
    ranking: tuple[int, ...] = ()
    hindrance: str = ""


@dataclass(frozen=True, kw_only=True)
class Mentor:
    """``offers`` answers needs and wishes alike; ``places`` are those free in this round."""

    key: int
    offers: Values = field(default_factory=dict)
    places: int = 1
    ranking: tuple[int, ...] = ()
    hindrance: str = ""


@dataclass(frozen=True, kw_only=True)
class Pool:
    """All that a round looks at.

    ``weights`` are whole numbers by the name of a criterion. Must-haves are checked in the
    order of ``needs``: the first that fails is the one that is named.
    """

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    weights: Mapping[str, int]
    needs: tuple[str, ...] = ()
    exclusions: frozenset[tuple[int, int]] = frozenset()
    seed: int = 0
