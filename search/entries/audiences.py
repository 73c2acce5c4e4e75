"""How far an entry reaches: one entry for each level, found by that level and those inside it."""

import datetime as dt
from collections.abc import Iterable, Mapping

from cms.audiences import PUBLIC
from community.enums import AccountState, Audience
from community.models import Member
from community.models.member import ADULT_AGE
from search.enums import Level

LEVELS: Mapping[Audience, Level] = {
    Audience.PUBLIC: Level.PUBLIC,
    Audience.MEMBERS: Level.MEMBERS,
    Audience.CONTACTS: Level.CONTACTS,
    Audience.STAFF: Level.STAFF,
    Audience.OWNER: Level.OWN,
}
"""From the widest to the narrowest."""
CARED_FOR = (AccountState.ACTIVE, AccountState.PAUSED)


def list_rungs(
    member: Member, networks: Iterable[int], day: dt.date
) -> dict[Audience, frozenset[str]]:
    """Return who is of each audience of a member, as tokens; the twin of `with_reach`.

    ``networks`` are those that have confirmed the member. An audience of which nobody is
    is missing: of minors and of accounts that rest, all that are wider than the staff.
    """
    rungs = {Audience.OWNER: frozenset({f"owner:{member.pk}"})}
    cared = frozenset(f"care:{network}" for network in networks)
    if member.state in CARED_FOR and cared:
        rungs[Audience.STAFF] = cared
    if member.state == AccountState.ACTIVE and member.age_on(day) >= ADULT_AGE:
        rungs[Audience.CONTACTS] = frozenset({f"contact:{member.pk}"})
        rungs[Audience.MEMBERS] = frozenset({"adult"})
        rungs[Audience.PUBLIC] = frozenset({PUBLIC})
    return rungs


def find_rung(
    rungs: Mapping[Audience, frozenset[str]], audience: int, name_audience: int
) -> Audience | None:
    """Return the widest audience that reads a part; the name's bounds it, an unknown one hides."""
    if not {audience, name_audience} <= set(Audience):
        return None
    bound = min(audience, name_audience)
    return max((rung for rung in rungs if rung <= bound), default=None)


def join_tokens(
    rungs: Mapping[Audience, frozenset[str]], audience: Audience
) -> frozenset[str]:
    """Return the tokens of an audience and of those inside it."""
    return frozenset().union(
        *(tokens for rung, tokens in rungs.items() if rung <= audience)
    )
