"""By what results are filtered: the facets of the page, and what an address may name (F10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cms.enums import State, Taxonomy
from cms.models import Network
from cms.queries.cards import label_network
from cms.queries.facets import Choices, FacetSource, read_choices
from cms.queries.terms import FILTER_LABELS, list_terms
from cms.registry import Label
from search.enums import FACETS, Period, ValueName
from search.registry import search_kinds

TAXONOMIES: Mapping[str, str] = {
    ValueName.TOPIC: Taxonomy.TOPIC,
    ValueName.STAGE: Taxonomy.STAGE,
    ValueName.FORMAT: Taxonomy.FORMAT,
}
LABELS: Mapping[str, Label] = {
    "kind": _("Kind"),
    ValueName.NETWORK: _("Region"),
    ValueName.STATE: _("State"),
    **{name: FILTER_LABELS[str(name)] for name in TAXONOMIES},
    "period": _("When"),
}


@dataclass(frozen=True)
class Chooser:
    """The facets of one address: their values with labels, and what is chosen of them."""

    options: Mapping[str, Sequence[tuple[str, str]]]
    levels: Mapping[str, Mapping[str, int]]
    choices: Choices

    def make_sources(
        self, counts: Mapping[str, Mapping[str, int]]
    ) -> list[FacetSource]:
        """Return the facets with these figures; values without results are left out."""
        return [
            FacetSource(
                name=name,
                label=str(LABELS[name]),
                choices=self.options[name],
                counts=counts.get(name, {}),
                levels=self.levels.get(name, {}),
            )
            for name in map(str, FACETS)
        ]


@dataclass(frozen=True)
class Options:
    """All values of all facets with their labels, and how deep each term lies."""

    labels: Mapping[str, Sequence[tuple[str, str]]]
    levels: Mapping[str, Mapping[str, int]]


def read_chooser(params: QueryDict, options: Options | None = None) -> Chooser:
    """Read what an address chooses; two queries, whatever is chosen.

    Whoever reads many addresses lists the options once.
    """
    found = options or list_options()
    known = {
        name: {value for value, _label in values}
        for name, values in found.labels.items()
    }
    return Chooser(found.labels, found.levels, read_choices(params, known))


def list_options() -> Options:
    """Return what can be chosen, with labels in the language of now; two queries."""
    networks = Network.objects.order_by("name").values_list("slug", "name")
    options: dict[str, Sequence[tuple[str, str]]] = {
        "kind": [(kind.name, str(kind.label)) for kind in search_kinds.entries()],
        str(ValueName.NETWORK): [
            (slug, label_network(slug, name)) for slug, name in networks
        ],
        str(ValueName.STATE): sorted(
            ((value, str(label)) for value, label in State.choices),
            key=lambda pair: pair[1],
        ),
        "period": [(value, str(label)) for value, label in Period.choices],
    }
    levels: dict[str, Mapping[str, int]] = {}
    terms = list_terms(list(TAXONOMIES.values()))
    for name, taxonomy in TAXONOMIES.items():
        own = [term for term in terms if term.taxonomy == taxonomy]
        options[str(name)] = [(term.slug, term.label) for term in own]
        levels[str(name)] = {term.slug: term.level for term in own}
    return Options(options, levels)
