"""Organisations: those that are shown for everybody, others for who looks after them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cms.audiences import PUBLIC
from cms.models import Network, Term, TermLabel
from community.enums import TeamState
from community.models import Organisation, OrganisationTerm, TeamMembership
from search.entries.pages import FACETS, list_point
from search.enums import Level, ValueName
from search.registry import EntryDraft, SearchKind, Source, search_kinds


def build_organisations(keys: list[int]) -> Iterator[tuple[int, EntryDraft]]:
    team = TeamMembership.objects.filter(state=TeamState.ACTIVE)
    rows = Organisation.objects.filter(pk__in=keys).select_related("network")
    for row in rows.prefetch_related(
        "organisation_terms__term__labels",
        Prefetch("team", team, to_attr="active_team"),
    ):
        yield row.pk, _build_organisation(row)


def _build_organisation(row: Any) -> EntryDraft:
    audience = {f"staff:{row.network_id}"}
    audience |= {f"acting:{each.member_id}" for each in row.active_team}
    if row.is_live:
        audience.add(PUBLIC)
    terms = [each.term for each in row.organisation_terms.all()]
    values: dict[str, set[str]] = defaultdict(set)
    values[ValueName.NETWORK].add(row.network.slug)
    for term in terms:
        for taxonomy, name in FACETS.items():
            if taxonomy == term.taxonomy:
                values[name].add(term.slug)
    labels = [label.label for term in terms for label in term.labels.all()]
    with translation.override(row.about_language):
        url = row.get_absolute_url()
    return EntryDraft(
        language=row.about_language,
        title=row.name,
        names="\n".join([row.name, row.town, row.supported_by]),
        url=url,
        level=Level.PUBLIC if row.is_live else Level.STAFF,
        audience=frozenset(audience),
        summary=row.town,
        body="\n".join([row.about, row.street, row.postcode, *labels]),
        network=row.network_id,
        values={name: frozenset(found) for name, found in values.items()},
        published_at=row.created_at,
        **list_point(row),  # type: ignore[arg-type]  # -- latitude and longitude
    )


def list_organisations() -> Iterator[int]:
    rows = Organisation.objects.order_by("pk")
    yield from rows.values_list("pk", flat=True).iterator()


def of_networks(keys: list[int]) -> Iterable[int]:
    return Organisation.objects.filter(network__in=keys).values_list("pk", flat=True)


def of_terms(keys: list[int]) -> Iterable[int]:
    rows = OrganisationTerm.objects.filter(term__in=keys)
    return rows.values_list("organisation_id", flat=True)


search_kinds.register(
    SearchKind(
        name="organisation",
        label=_("Organisations"),
        model=Organisation,
        build=build_organisations,
        list_all=list_organisations,
        sources=(
            Source(model=Organisation),
            Source(model=OrganisationTerm, column="organisation"),
            Source(
                model=TeamMembership,
                column="organisation",
                watched=("state", "member"),
            ),
            Source(model=Network, list_keys=of_networks, watched=("slug",)),
            Source(model=Term, list_keys=of_terms, watched=("slug",)),
            Source(model=TermLabel, list_keys=of_terms, column="term"),
        ),
        covers=(Organisation,),
        icon="building-2",
        order=110,
    )
)
