"""Organisations for tests, made as people make them."""

import datetime as dt
from typing import Any

from django.utils import timezone

from cms.enums import Taxonomy
from cms.models import Network, Term
from community.enums import OrganisationState, TeamRole
from community.models import Member, Organisation, TeamMembership
from community.operations.organisation_team import (
    ask_to_join,
    decide_request,
    set_team_role,
)
from community.operations.organisations import (
    OrganisationContent,
    add_organisation,
    create_organisation,
    decide_organisation,
)


def make_content(name: str, *, types: tuple[str, ...] = (), **facts: Any) -> Any:
    facts = {"name": name, "town": "Musterstadt", "about_language": "en"} | facts
    profiles = facts.pop("profiles", {})
    terms = Term.objects.of(Taxonomy.ORGANISATION_TYPE).filter(slug__in=types)
    return OrganisationContent(
        facts=facts,
        profiles=profiles,
        term_ids=frozenset(terms.values_list("pk", flat=True)),
    )


def make_organisation(
    name: str = "Muster-Werke",
    *,
    admin: Member | None = None,
    network: Network | None = None,
    is_live: bool = True,
    now: dt.datetime | None = None,
    **values: Any,
) -> Organisation:
    """Return a shown organisation: with an admin as a member adds it, else as staff do."""
    now = now or timezone.now()
    network = network or Network.objects.get_site()
    content = make_content(name, **values)
    if admin is None:
        made = add_organisation(network=network, content=content, now=now)
    else:
        made = create_organisation(
            creator=admin, network=network, content=content, now=now
        )
    if is_live and not made.is_live:
        decide_organisation(
            organisation=made,
            decision=OrganisationState.LIVE,
            words="",
            actor=None,
            now=now,
        )
    return made


def get_page(organisation: Organisation) -> str:
    """Return the address of the English page, whatever language is active."""
    return f"/en/organisations/{organisation.slug}/"


def make_pre_made(name: str = "Muster-Werke", **values: Any) -> Organisation:
    """Return an entry that staff have made from a public source."""
    facts = {
        "source_url": "https://quelle.example.org/liste",
        "source_date": dt.date(2026, 3, 2),
        "website": "https://www.muster-werke.example",
    }
    return make_organisation(name, **facts | values)


def join(
    organisation: Organisation, member: Member, role: TeamRole = TeamRole.TEAM
) -> TeamMembership:
    """Take a member into the team of an organisation that has an admin."""
    now = timezone.now()
    row = ask_to_join(organisation=organisation, member=member, words="", now=now)
    decide_request(row=row, accepts=True, actor=None, now=now)
    if role == TeamRole.ADMIN:
        return set_team_role(row=row, role=role, now=now)
    return row
